package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The law of sentences, over stories of any make: what is told was so, flow by flow. */
class SentencePropertyTest {
  private static final Detector DETECTOR = Detector.learn(new Network(41).windows(30));

  private static final String[] ADDRESSES = {
    "10.0.0.1",
    "10.0.0.2",
    "10.0.1.1",
    "10.0.1.255",
    "203.0.113.7",
    "203.0.113.8",
    "198.51.100.9",
    "127.0.0.1",
    "224.0.0.251",
    "2001:db8::7",
    "ff02::fb",
    "255.255.255.255",
    "10.0.0.63"
  };
  private static final int[] PORTS = {22, 80, 443, 53, 445, 8080, 5353, 137, 17_500, 40_000};

  /** Flows of some attacks at once, most of which are none: anything that could be told wrongly. */
  private static List<FlowRecord> window(Random random, List<int[]> acts) {
    List<FlowRecord> flows = new ArrayList<>();
    for (int[] act : acts) {
      int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 40);
      for (int i = 0; i < count; i++) {
        int source = act[0] + (act[3] & 1) * random.nextInt(1 + act[4]);
        int destination = act[1] + (act[3] >> 1 & 1) * random.nextInt(1 + act[4]);
        double port = (act[3] >> 2 & 1) == 1 ? 1 + random.nextInt(1 + 50 * act[4]) : PORTS[act[2]];
        flows.add(
            Network.flow(
                address(source), address(destination), port, act[5], act[6], 40.0 * act[7]));
      }
    }
    return flows;
  }

  private static String address(int number) {
    return number < ADDRESSES.length ? ADDRESSES[number] : "10.7." + number % 7 + "." + number;
  }

  private static int[] act(Random random) {
    return new int[] {
      random.nextInt(ADDRESSES.length + 3),
      random.nextInt(ADDRESSES.length + 3),
      random.nextInt(PORTS.length),
      random.nextInt(8),
      random.nextInt(150),
      random.nextInt(3) * 9_000_000,
      2 + random.nextInt(60),
      random.nextInt(200)
    };
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void whatIsTold_wasSo(@ForAll long seed) {
    Random random = new Random(seed);
    List<int[]> acts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      acts.add(act(random));
    }
    TrueSentences sentences = new TrueSentences();
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    int windows = 1 + random.nextInt(4);
    for (int w = 0; w < windows; w++) {
      List<FlowRecord> flows = window(random, random.nextInt(3) == 0 ? acts.subList(0, 1) : acts);
      sentences.add(w, flows);
      Profile profile = Network.profile(w, flows);
      Finding finding = DETECTOR.judge(profile);
      Optional<Detection> detection =
          Detection.of("a.csv", profile, finding, 0.5, Optional.empty(), DETECTOR.own(List.of()));
      detection.ifPresent(
          it -> {
            sentences.check(it.reason(), profile);
            incidents.addAll(correlator.add(it));
          });
    }
    incidents.addAll(correlator.end());
    incidents.forEach(sentences::check);
    incidents.forEach(incident -> assertTrue(incident.entities().size() <= 10));
  }
}
