package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.WindowAccumulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A small network made up: 20 hosts that use 10 services, some much, some seldom. */
public final class Network {
  static final int WINDOW = 500;

  private static final int[] PORTS = {443, 80, 53, 443, 22, 25, 8080, 3306, 123, 445};

  private final Random random;
  private long windows;

  public Network(long seed) {
    random = new Random(seed);
  }

  public static String host(int number) {
    return "10.0.0." + (number + 1);
  }

  public static String server(int number) {
    return number < 5 ? "10.0.1." + (number + 1) : "198.51.100." + number;
  }

  public static FlowRecord flow(
      String from, String to, double port, double duration, double packets, double bytes) {
    return new FlowRecord(
        from,
        to,
        50_000,
        port,
        6,
        duration,
        packets / 2,
        packets / 2,
        bytes / 4,
        3 * bytes / 4,
        1,
        1,
        "BENIGN");
  }

  public static Profile profile(long id, List<FlowRecord> flows) {
    WindowAccumulator accumulator = new WindowAccumulator();
    accumulator.add(Batches.of(flows), 0, flows.size(), null);
    return accumulator.profile(id);
  }

  /** Small numbers are likelier than large ones. */
  private int skewed(int bound) {
    return (int) (bound * random.nextDouble() * random.nextDouble());
  }

  private FlowRecord benign() {
    int service = skewed(PORTS.length);
    return flow(
        host(skewed(20)),
        server(service),
        PORTS[service],
        1000.0 * (1 + random.nextInt(5000)),
        4 + 2 * random.nextInt(10),
        400.0 * (1 + random.nextInt(12)));
  }

  /** A window of benign flows, the first of them instead those of an attack. */
  public Profile window(List<FlowRecord> attack) {
    return profile(windows++, flows(attack));
  }

  /** The flows of such a window. */
  public List<FlowRecord> flows(List<FlowRecord> attack) {
    List<FlowRecord> flows = new ArrayList<>(attack);
    while (flows.size() < WINDOW) {
      flows.add(benign());
    }
    return flows;
  }

  /** Windows in each of which another host calls one server a little more often than it should. */
  List<Profile> restless(int count) {
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      profiles.add(
          window(
              Collections.nCopies(8, flow(host(i % 20), server(3), PORTS[3], 500_000, 12, 3_000))));
    }
    return profiles;
  }

  public List<Profile> windows(int count) {
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      profiles.add(window(List.of()));
    }
    return profiles;
  }
}
