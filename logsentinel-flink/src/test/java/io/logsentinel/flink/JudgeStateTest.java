package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.Digests;
import io.logsentinel.flink.Judge.JudgedBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** State that one version wrote, and the next one reads. */
class JudgeStateTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(JudgeStateTest.class.getResourceAsStream(name + ".gz"))) {
      return in.readAllBytes();
    }
  }

  private static JudgedBy baseline() throws IOException {
    return JudgedBy.of(resource("baseline-1.json"), new byte[0], new JobOptions());
  }

  /** A source of 30 windows, as version 1 kept it: it must be read by all versions to come. */
  @Test
  void stateOfVersion1_goesOn() throws Exception {
    byte[] baseline = resource("baseline-1.json");
    List<String> rows = SmallOffice.rows(10, 60 * SmallOffice.WINDOW, 20, 40);
    byte[] all = SmallOffice.file(rows).getBytes(StandardCharsets.UTF_8);
    Judge judge = new Judge(baseline(), "a", resource("source-state-1.bin"));
    assertEquals(30, judge.windows());
    judge.session().skip(judge.windows() * SmallOffice.WINDOW);
    FlowReader.readAll(
        () -> new ByteArrayInputStream(all), (batch, none) -> judge.session().add(batch));
    judge.end(0);

    List<String> expected = SmallOffice.single(baseline, SentinelOptions.defaults(), "a", all);
    List<String> found = judge.take();
    assertTrue(found.stream().anyMatch(line -> line.contains("\"kind\":\"incident\"")));
    SmallOffice.byKind(found)
        .forEach(
            (kind, lines) -> {
              List<String> whole = SmallOffice.byKind(expected).get(kind);
              assertEquals(whole.subList(whole.size() - lines.size(), whole.size()), lines, kind);
            });
  }

  @Test
  void stateOfVersion1_isWrittenAsItWas() throws Exception {
    byte[] saved = resource("source-state-1.bin");
    assertArrayEquals(saved, new Judge(baseline(), "a", saved).saveFor(baseline()));
  }

  @Test
  void stateOfALaterVersion_isRefused() throws Exception {
    byte[] later = new Judge(baseline(), "a", null).saveFor(baseline());
    later[0] = 2;
    String why =
        assertThrows(IOException.class, () -> new Judge(baseline(), "a", later)).getMessage();
    assertTrue(why.contains("version 1 to 1 but is of version 2"), why);
  }

  @Test
  void stateOfAnotherBaseline_isRefused() throws Exception {
    byte[] saved = new Judge(baseline(), "a", null).saveFor(baseline());
    byte[] other = SmallOffice.baseline(2, SmallOffice.WINDOW);
    JudgedBy by = JudgedBy.of(other, new byte[0], new JobOptions());
    String why = assertThrows(IOException.class, () -> new Judge(by, "a", saved)).getMessage();
    assertTrue(why.contains("but the job's is " + Digests.sha256Hex(other)), why);
  }
}
