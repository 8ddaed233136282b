package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of an adaptive detector, written down between two runs. */
class MemoryTest {
  private static final double RATE = 0.02;

  private final Network network = new Network(8);
  private final Detector detector = Detector.learnInOrder(network.windows(60));
  private final List<Profile> windows = windows();

  private List<Profile> windows() {
    List<Profile> all = new ArrayList<>(network.restless(25));
    for (int w = 0; w < 10; w++) {
      all.add(
          network.window(
              Collections.nCopies(
                  5 * w, Network.flow("203.0.113.9", Network.server(1), 22, 500_000, 12, 3_000))));
    }
    return all;
  }

  private static byte[] written(Memory memory) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    memory.write(out);
    return out.toByteArray();
  }

  private Memory read(byte[] bytes) throws IOException {
    return detector.memory(new ByteArrayInputStream(bytes), RATE);
  }

  @Test
  void runsThatAreSplitAtAnyWindow_findTheSame() throws IOException {
    Memory whole = detector.memory(RATE);
    Memory split = whole;
    int alarms = 0;
    int together = 0;
    for (Profile window : windows) {
      split = read(written(split));
      Step expected = detector.judge(window, whole);
      Step actual = detector.judge(window, split);
      assertEquals(expected.finding(), actual.finding());
      whole = expected.memory();
      split = actual.memory();
      alarms += expected.finding().pValue() < RATE ? 1 : 0;
      together += expected.finding().windows() > 1 ? 1 : 0;
      assertArrayEquals(written(whole), written(split));
    }
    assertTrue(alarms > 2, alarms + " alarms");
    assertTrue(together > 0, "no windows alarm together");
  }

  /** As part of a document, and of a detector that remembers nothing. */
  @Test
  void anyMemory_isReadBack() throws IOException {
    Detector fixed = Detector.learn(network.windows(20));
    for (Detector each : List.of(detector, fixed)) {
      JsonWriter json = JsonWriter.line();
      Memory memory = each.memory(RATE);
      memory.write(json);
      byte[] bytes = json.toBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      Memory read = each.memory(new JsonReader(new StringReader(text)), RATE);
      assertArrayEquals(bytes, written(read));
      assertArrayEquals(bytes, written(each.memory(new ByteArrayInputStream(bytes), RATE)));
    }
  }

  @Test
  void aDamagedOne_isRefused() throws IOException {
    byte[] bytes = written(detector.judge(windows.get(0), detector.memory(RATE)).memory());
    assertTrue(bytes.length > 1000 && bytes.length < 1_000_000, bytes.length + " bytes");
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThrows(ArtifactException.class, () -> read(torn), "of " + length + " bytes");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            text.replaceFirst("\"windows\":\\d+", "\"windows\":-1"),
            text.replaceFirst("\"source\"", "\"sauce\""),
            text.replaceFirst("\\[0[^\\]]*\\]", "[]"),
            text.replaceFirst("\"entities\"", "\"others\""),
            text.replaceFirst("\"metrics\":\\[\\d+", "\"metrics\":[-1"),
            text.replaceFirst("\"metrics\":\\[\\d+", "\"metrics\":[1000000"),
            text.replaceFirst("(\"metrics\":\\[\\d+,\\[)", "$1-"),
            text.replaceFirst("\\}\\s*$", ",\"streak\":[0,1,0]}"),
            text.replaceFirst("\\}\\s*$", ",\"streak\":[NaN,1,0]}"),
            text.replaceFirst("\\}\\s*$", ",\"streak\":[1,0,0]}"),
            text.replaceFirst("\\}\\s*$", ",\"streak\":[1,1000000,0]}"),
            text.replaceFirst("\\}\\s*$", ",\"streak\":[1,1,-1]}"),
            text.replaceFirst("\\}\\s*$", ",\"steak\":[1,1,0]}"),
            text + "{}")) {
      assertNotEquals(text, wrong);
      byte[] other = wrong.getBytes(StandardCharsets.UTF_8);
      assertThrows(ArtifactException.class, () -> read(other), wrong.substring(0, 60));
    }
  }

  @Test
  void oneOfAnotherBaseline_isRefused() throws IOException {
    Detector other = Detector.learnInOrder(new Network(9).windows(60));
    byte[] bytes = written(other.memory(RATE));
    ArtifactException e = assertThrows(ArtifactException.class, () -> read(bytes));
    assertTrue(e.getMessage().startsWith("is of baseline "), e.getMessage());
  }
}
