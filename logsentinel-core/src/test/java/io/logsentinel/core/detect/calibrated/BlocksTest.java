package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows that are judged as one, beside each by itself. */
class BlocksTest {
  private static final double RATE = 0.02;

  private final Network network = new Network(8);
  private int visitors;

  /** Windows with four flows of an outside host each, who never came before. */
  private List<Profile> usual(int windows) {
    List<Profile> profiles = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      profiles.add(visited("2001:db8::" + ++visitors, 4));
    }
    return profiles;
  }

  /** Windows with as many flows of an outside host, but always of the same. */
  private List<Profile> slow(int windows) {
    List<Profile> profiles = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      profiles.add(visited("203.0.113.9", 4));
    }
    return profiles;
  }

  private Profile visited(String host, int flows) {
    return network.window(
        Collections.nCopies(flows, Network.flow(host, Network.server(1), 80, 500_000, 12, 3_000)));
  }

  private static List<Finding> findings(Detector detector, List<Profile> windows) {
    Memory memory = detector.memory(RATE);
    List<Finding> findings = new ArrayList<>();
    for (Profile window : windows) {
      Step step = detector.judge(window, memory);
      findings.add(step.finding());
      memory = step.memory();
    }
    return findings;
  }

  private static byte[] written(Memory memory) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    memory.write(out);
    return out.toByteArray();
  }

  @Test
  void whoHasAFewFlowsInEachWindow_isFoundInAllTogether() {
    Detector detector = Detector.learnInOrder(usual(120));
    List<Profile> windows = slow(16);
    assertEquals(8, detector.windowsOfBlock());
    List<Finding> findings = findings(detector, windows);
    assertTrue(findings.get(0).pValue() >= RATE, "one window of it is as any other");
    Finding block =
        findings.stream().filter(it -> it.block().isPresent()).findFirst().orElseThrow();
    assertTrue(block.pValue() < RATE, block::toString);
    assertEquals(8, block.windows());
    assertEquals(8, block.block().get().windows());
    assertTrue(
        block.evidence().stream()
            .filter(it -> it.contribution() > 0)
            .anyMatch(it -> it.entity().toString().contains("203.0.113.9")),
        block::toString);
  }

  @Test
  void aBaselineWithTooFewWindows_judgesEachByItself() {
    Detector detector = Detector.learnInOrder(usual(Detector.MIN_WINDOWS_OF_BLOCKS - 1));
    assertEquals(1, detector.windowsOfBlock());
    assertEquals(1, Detector.learn(usual(120)).windowsOfBlock());
    findings(detector, slow(16)).forEach(it -> assertEquals(Optional.empty(), it.block()));
  }

  @Test
  void benignWindows_alarmAsRarelyAsAsked() {
    int alarms = 0;
    int together = 0;
    int windows = 0;
    for (int seed = 1; seed <= 12; seed++) {
      Network other = new Network(seed);
      Detector detector = Detector.learnInOrder(other.windows(96));
      for (Finding finding : findings(detector, other.windows(160))) {
        windows++;
        alarms += finding.pValue() < RATE ? 1 : 0;
        together += finding.block().isPresent() ? 1 : 0;
      }
    }
    assertTrue(alarms <= 2 * RATE * windows, alarms + " of " + windows);
    assertTrue(together <= 3 * RATE * Blocks.SHARE * windows, together + " blocks");
  }

  @Test
  void runsThatAreSplitAtAnyWindow_findTheSame() throws IOException {
    Detector detector = Detector.learnInOrder(usual(120));
    List<Profile> windows = new ArrayList<>(network.restless(10));
    windows.addAll(slow(20));
    Memory whole = detector.memory(RATE);
    Memory split = whole;
    int together = 0;
    for (Profile window : windows) {
      byte[] bytes = written(split);
      assertTrue(bytes.length < 3_000_000, bytes.length + " bytes");
      split = detector.memory(new ByteArrayInputStream(bytes), RATE);
      Step expected = detector.judge(window, whole);
      Step actual = detector.judge(window, split);
      assertEquals(expected.finding(), actual.finding());
      whole = expected.memory();
      split = actual.memory();
      assertArrayEquals(written(whole), written(split));
      together += expected.finding().block().isPresent() ? 1 : 0;
    }
    assertTrue(together > 0, "no block alarms");
  }

  @Test
  void whatEarlierVersionsWrote_isReadAndDamageRefused() throws IOException {
    Detector detector = Detector.learnInOrder(usual(120));
    Memory memory = detector.judge(slow(1).get(0), detector.memory(RATE)).memory();
    String text = new String(written(memory), StandardCharsets.UTF_8);
    String earlier = text.replaceFirst(",\"block\":.*\\}\\s*$", "}");
    assertTrue(earlier.length() < text.length());
    Memory read = read(detector, earlier);
    List<Profile> more = slow(8);
    Finding last = null;
    for (Profile window : more) {
      Step step = detector.judge(window, read);
      read = step.memory();
      last = step.finding();
    }
    assertEquals(8, last.windows(), "a block begins where none was written");
    String window = "\\{\"passing\":0,\"windows\":\\[\\[";
    for (String wrong :
        List.of(
            text.replaceFirst(window + "\\d+,\\d+", "{\"passing\":0,\"windows\":[[1,0"),
            text.replaceFirst(window + "\\d+", "{\"passing\":0,\"windows\":[[-1"),
            text.replaceFirst("\"payload\"", "\"pounds\""),
            text.replaceFirst("\"memory\":\\{\"baseline\":\"....", "\"memory\":{\"baseline\":\"zz"),
            text.replaceFirst("\"block\"", "\"black\""))) {
      assertNotEquals(text, wrong);
      assertThrows(ArtifactException.class, () -> read(detector, wrong));
    }
  }

  private static Memory read(Detector detector, String text) throws IOException {
    return detector.memory(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), RATE);
  }

  /** What a window tells by itself is not as unusual in the block after it. */
  @Test
  void whatAWindowTold_theBlockKnows() {
    Detector detector = Detector.learnInOrder(usual(120));
    List<Profile> windows = slow(13);
    Finding news = findings(detector, windows).get(7);
    List<Profile> told = new ArrayList<>(windows);
    told.add(0, visited("203.0.113.9", 40));
    List<Finding> findings = findings(detector, told);
    assertTrue(findings.get(0).pValue() < RATE);
    assertEquals(1, findings.get(0).windows());
    Finding known = findings.get(13);
    assertTrue(news.block().isPresent(), news::toString);
    assertTrue(known.block().isEmpty() || known.score() < news.score() / 2, known::toString);
  }
}
