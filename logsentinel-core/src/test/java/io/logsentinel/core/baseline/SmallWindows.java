package io.logsentinel.core.baseline;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Windows of a few flows of a small network, with their profiles. */
final class SmallWindows {
  static final int SIZE = 4;

  /** A window and its profile. */
  record SmallWindow(Window window, Profile profile) {}

  private final Random random;

  SmallWindows(long seed) {
    random = new Random(seed);
  }

  private FlowRecord flow(boolean attack) {
    int host = random.nextInt(6);
    return attack
        ? flow("10.9.9.9", 1 + random.nextInt(60_000), 1e6, 1e7)
        : flow("10.0.0." + host, host < 3 ? 80 : 443, 1000, 100 * (1 + random.nextInt(20)));
  }

  private static FlowRecord flow(String source, int port, double duration, double bytes) {
    return new FlowRecord(
        source, "10.0.1.1", 5000, port, 6, duration, 4, 4, bytes, bytes, 1, 1, "BENIGN");
  }

  /** The next windows, all of them attacks or none. */
  List<SmallWindow> windows(int count, boolean attack) {
    List<SmallWindow> cut = new ArrayList<>();
    Windower windowing = windowing(SIZE, cut);
    try {
      for (int i = 0; i < count * SIZE; i++) {
        windowing.add(Batches.of(flow(attack)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cut;
  }

  static SmallWindow of(int port, int size) {
    List<SmallWindow> cut = new ArrayList<>();
    Windower windowing = windowing(size, cut);
    try {
      for (int i = 0; i < size; i++) {
        windowing.add(Batches.of(flow("10.0.0.1", port, 1, 1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cut.get(0);
  }

  private static Windower windowing(int size, List<SmallWindow> sink) {
    return new Windower(
        size,
        new AccumulatorPool(),
        full -> sink.add(new SmallWindow(full.window(), full.profile())));
  }
}
