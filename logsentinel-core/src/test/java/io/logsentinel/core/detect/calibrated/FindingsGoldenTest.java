package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.MetricReading;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What both detectors say of some windows of a made-up network, to the last digit: a change of any
 * of their numbers shows here, and must be meant.
 */
class FindingsGoldenTest {
  private static final double RATE = 0.02;

  private final Network network = new Network(11);
  private final List<Profile> baseline = network.windows(40);
  private final List<Profile> windows = windows();

  private List<Profile> windows() {
    List<FlowRecord> scan = new ArrayList<>();
    for (int port = 1; port <= 40; port++) {
      scan.add(Network.flow(Network.host(3), Network.server(0), port, 100, 2, 0));
    }
    List<FlowRecord> guesses =
        Collections.nCopies(
            12, Network.flow("203.0.113.9", Network.server(1), 22, 500_000, 12, 3_000));
    List<FlowRecord> busy =
        Collections.nCopies(
            90, Network.flow(Network.host(0), Network.server(0), 443, 9_000, 8, 4_000));
    List<FlowRecord> copies =
        Collections.nCopies(3, Network.flow(Network.host(2), "192.0.2.7", 8443, 9e8, 9e5, 8e9));
    Profile less = network.window(List.of());
    return List.of(
        network.window(List.of()),
        network.window(scan),
        network.window(guesses),
        network.window(guesses),
        network.window(busy),
        network.window(copies),
        less.asPartOf(2 * Network.WINDOW),
        network.window(busy));
  }

  private static String digest(String lines) {
    return Digests.sha256Hex(lines.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }

  private static String json(Evidence evidence) {
    JsonWriter json = JsonWriter.line();
    evidence.write(json);
    return new String(json.toBytes(), StandardCharsets.UTF_8).strip() + " " + evidence.words();
  }

  /** The strongest in full, and digests of all parts: they tell where a difference lies. */
  private String judged(Detector detector) {
    StringBuilder text = new StringBuilder();
    text.append(detector.independentWindows()).append(" independent windows\n");
    Memory memory = detector.memory(RATE);
    for (Profile window : windows) {
      Step step = detector.judge(window, memory);
      Finding finding = step.finding();
      text.append('\n').append(finding.score()).append(' ').append(finding.pValue());
      text.append(finding.extrapolated() ? " extrapolated\n" : "\n");
      List<String> evidence = finding.evidence().stream().map(it -> json(it)).toList();
      evidence.stream().limit(2).forEach(it -> text.append(it).append('\n'));
      List<MetricReading> metrics = detector.metrics(window, memory, finding);
      List<String> odd = new ArrayList<>();
      for (MetricReading metric : metrics) {
        if (!metric.direction().equals("within")) {
          odd.add(metric.metric().label() + " " + metric.direction());
        }
      }
      StringBuilder hosts = new StringBuilder();
      for (EntityReading entity : detector.entities(window, memory)) {
        hosts.append(entity.address()).append(' ').append(entity.pValue()).append('\n');
        entity.evidence().forEach(it -> hosts.append(json(it)).append('\n'));
      }
      memory = step.memory();
      JsonWriter remembered = JsonWriter.line();
      memory.write(remembered);
      text.append(evidence.size()).append(" pieces of evidence ");
      text.append(digest(evidence.toString())).append(", metrics ").append(odd).append(' ');
      text.append(digest(metrics.toString())).append(", addresses ");
      text.append(digest(hosts.toString())).append(", memory ");
      text.append(digest(new String(remembered.toBytes(), StandardCharsets.UTF_8))).append('\n');
    }
    return text.toString();
  }

  private static String expected(String name) throws IOException {
    try (InputStream in = FindingsGoldenTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void ofAStaticDetector() throws IOException {
    assertEquals(expected("findings-static.txt"), judged(Detector.learn(baseline)));
  }

  @Test
  void ofAnAdaptiveDetector() throws IOException {
    assertEquals(expected("findings-adaptive.txt"), judged(Detector.learnInOrder(baseline)));
  }
}
