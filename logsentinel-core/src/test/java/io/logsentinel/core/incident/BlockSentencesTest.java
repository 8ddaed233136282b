package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws of windows that are judged as one: what is told was so, and is a story of its own. */
class BlockSentencesTest {
  private static final double RATE = 0.1;
  private static final int WINDOWS = 60;

  private static final String[] ADDRESSES = {
    "10.0.0.1", "10.0.0.2", "10.0.1.1", "203.0.113.7", "198.51.100.9", "2001:db8::7", "10.0.0.63"
  };
  private static final int[] PORTS = {22, 80, 443, 53, 445, 8080, 137, 17_500};

  private static final Detector DETECTOR = Detector.learnInOrder(usual(new Network(41)));

  /** A few flows in a window, of one who tries hosts, ports or passwords, or does nothing known. */
  private static List<FlowRecord> slow(Random random, int[] act) {
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String source = ADDRESSES[act[0]];
      String destination = act[2] == 1 ? "10.9.0." + random.nextInt(200) : ADDRESSES[act[1]];
      double port = act[2] == 2 ? 1 + random.nextInt(2000) : PORTS[act[3]];
      flows.add(Network.flow(source, destination, port, act[4], act[5], 40.0 * act[5]));
    }
    return flows;
  }

  /** Windows in which another host of the outside calls another service each time. */
  private static List<Profile> usual(Network network) {
    Random random = new Random(41);
    List<Profile> windows = new ArrayList<>();
    for (int w = 0; w < 90; w++) {
      int port = PORTS[random.nextInt(PORTS.length)];
      String host = "198.18.0." + w;
      FlowRecord flow = Network.flow(host, "10.8.0." + w, port, 9_000_000, 20, 40.0 * w);
      windows.add(network.window(Collections.nCopies(1 + random.nextInt(6), flow)));
    }
    return windows;
  }

  private static int[] act(Random random) {
    return new int[] {
      random.nextInt(ADDRESSES.length),
      random.nextInt(ADDRESSES.length),
      random.nextInt(3),
      random.nextInt(PORTS.length),
      random.nextInt(3) * 9_000_000,
      2 + random.nextInt(60)
    };
  }

  @Test
  void whatIsTold_wasSo() {
    int together = 0;
    int ofBlocks = 0;
    for (int seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      Network network = new Network(seed);
      int[] act = act(random);
      TrueSentences sentences = new TrueSentences();
      IncidentCorrelator correlator = new IncidentCorrelator();
      List<Incident> incidents = new ArrayList<>();
      IncidentCorrelator ofWindows = new IncidentCorrelator();
      List<Incident> expected = new ArrayList<>();
      Set<Long> blocks = new HashSet<>();
      Memory memory = DETECTOR.memory(RATE);
      for (int w = 0; w < WINDOWS; w++) {
        List<FlowRecord> flows = network.flows(slow(random, act));
        Profile profile = Network.profile(w, flows);
        Step step = DETECTOR.judge(profile, memory);
        memory = step.memory();
        Finding finding = step.finding();
        boolean isAlarm = finding.pValue() < RATE;
        sentences.add(w, flows, finding, DETECTOR.windowsOfBlock());
        together += finding.block().isPresent() ? 1 : 0;
        Optional<Detection> detection =
            Detection.of("a.csv", profile, finding, RATE, Optional.empty(), any -> false);
        assertEquals(isAlarm, detection.isPresent());
        detection.ifPresent(
            it -> {
              sentences.check(it.reason(), it.profile());
              incidents.addAll(correlator.add(it));
              if (it.profile().windows() > 1) {
                blocks.add(it.profile().windowId());
              } else {
                expected.addAll(ofWindows.add(it));
              }
            });
      }
      incidents.addAll(correlator.end());
      incidents.forEach(sentences::check);
      expected.addAll(ofWindows.end());
      ofBlocks += separate(incidents, blocks);
      incidents.sort(Comparator.comparingLong(Incident::firstWindow));
      expected.sort(Comparator.comparingLong(Incident::firstWindow));
      assertEquals(expected, incidents, "the stories of windows are as they would be without");
    }
    assertTrue(together > 40, together + " blocks alarm");
    assertTrue(ofBlocks > 0, "no block is told as an incident");
  }

  /** Takes the stories of blocks out, none of which may have another window, and counts them. */
  private static int separate(List<Incident> incidents, Set<Long> blocks) {
    int before = incidents.size();
    incidents.removeIf(
        incident -> {
          boolean isOfBlocks = incident.windows().stream().anyMatch(blocks::contains);
          assertEquals(isOfBlocks, blocks.containsAll(incident.windows()), incident::reason);
          return isOfBlocks;
        });
    return before - incidents.size();
  }
}
