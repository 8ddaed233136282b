package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.input.FlowDecoder.Blocks;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.TimeLog.Guess;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The two readers of JSON lines, block by block and record by record, and what they tell. */
class JsonLineScannerTest {
  private static final FlowFormat FORMAT = FlowFormats.of(Dialect.named("zeek-conn-json"));

  private static final String FLOW =
      "{\"ts\":1664462456.755299,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":40042,"
          + "\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":53,\"proto\":\"udp\",\"duration\":0.5,"
          + "\"orig_bytes\":40,\"resp_bytes\":111,\"orig_pkts\":1,\"resp_pkts\":2}";

  private static final String WITHOUT_TIME = FLOW.replaceFirst("\"ts\".*?,", "");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String nested(String value) {
    return FLOW.replace("}", ",\"note\":" + value + "}");
  }

  /** A decoder, and the last block it was given. */
  private static final class Blocked {
    private final FlowBatch.Appender rows = new FlowBatch.Appender();
    private final RowCounter counter = new RowCounter();
    private final Blocks blocks;

    Blocked() throws IOException {
      blocks = FORMAT.decoder(bytes(FLOW), TextEncoding.UTF_8).blocks(rows);
    }

    boolean decode(String text) {
      byte[] lines = bytes(text);
      byte[] block = Arrays.copyOf(lines, lines.length + Blocks.PADDING);
      Arrays.fill(block, lines.length, block.length, (byte) '}');
      rows.clear(block);
      blocks.times().begin(Guess.AS_WRITTEN);
      return blocks.decode(block, 0, lines.length, TextEncoding.UTF_8, counter);
    }
  }

  /** What a block was, not what came before it; strings, members and lines that are no objects. */
  @Test
  void whetherABlockIsAscii() throws IOException {
    Blocked blocked = new Blocked();
    List<String> others =
        List.of(
            nested("\"\u00e9\""),
            FLOW.replace("{", "{\"\u00e9\":1,"),
            FLOW + "\n\u00e9",
            "\u00e9\n" + FLOW,
            "x\u00e9\u007f");
    for (String other : others) {
      assertTrue(blocked.decode(other + "\n" + FLOW));
      assertFalse(blocked.blocks.isAscii(), other);
      assertTrue(blocked.decode(FLOW + "\nnone\u007f\0\n"));
      assertTrue(blocked.blocks.isAscii());
    }
  }

  @Test
  void linesOfABlock_withAndWithoutALineEnd() throws IOException {
    Blocked blocked = new Blocked();
    assertTrue(blocked.decode(FLOW));
    assertEquals(1, blocked.blocks.lines());
    assertTrue(blocked.decode(FLOW + "\n\n" + FLOW + "\n"));
    assertEquals(3, blocked.blocks.lines());
    assertTrue(blocked.decode("\nno object"));
    assertEquals(2, blocked.blocks.lines());
    RowCounts counts = blocked.counter.counts();
    assertEquals(3, counts.kept());
    assertEquals(Map.of(Rejection.BLANK, 2L, Rejection.MALFORMED, 1L), counts.rejected());
  }

  /** A line that only the general reader can read is the end of the block; a longer one is none. */
  @Test
  void aLineThatIsNotPlain() throws IOException {
    String escaped = FLOW.replace("id.orig_h", "id\\u002eorig_h");
    assertFalse(new Blocked().decode(FLOW + "\n" + escaped + "\n"));
    for (String line : List.of(FLOW, escaped)) {
      int blanks = LineReader.MAX_BYTES - line.length();
      String longest = line.replaceFirst("\\{", "{" + " ".repeat(blanks));
      assertEquals(line.equals(FLOW), new Blocked().decode("\n" + longest + "\n"));
      Blocked tooLong = new Blocked();
      assertTrue(tooLong.decode("\n" + longest.replaceFirst(" ", "  ") + "\n" + FLOW));
      RowCounts counts = tooLong.counter.counts();
      assertEquals(1, counts.kept());
      assertEquals(Map.of(Rejection.BLANK, 1L, Rejection.TOO_LONG, 1L), counts.rejected());
      assertEquals(new FirstRow(1, ""), counts.first().get(Rejection.TOO_LONG));
    }
  }

  private static RowReader reader(String text) throws IOException {
    byte[] file = bytes(text);
    return FORMAT.reader(
        file, new DecodedInput(new ByteArrayInputStream(file), TextEncoding.UTF_8, 100));
  }

  @Test
  void recordByRecord_inBatchesThatAreFull() throws IOException {
    String odd = "\nnone\n" + FLOW.replace("0.5", "\"x\"") + "\n";
    try (RowReader reader = reader(FLOW + odd + (FLOW + "\n").repeat(5_000))) {
      FlowBatch first = reader.next();
      assertEquals(4_096, first.size());
      assertEquals(Measure.PAYLOAD, first.measure());
      assertEquals(1, reader.times().placeOf(0));
      assertEquals(4, reader.times().placeOf(1));
      assertEquals(905, reader.next().size());
      assertEquals(null, reader.next());
      assertEquals(5_001, reader.counts().kept());
      assertEquals(
          Map.of(
              Rejection.MALFORMED,
              new FirstRow(2, "`none` is no JSON object"),
              Rejection.NOT_A_NUMBER,
              new FirstRow(3, "duration is `x`")),
          reader.counts().first());
    }
  }

  /** A batch of nothing but partial flows is one, too. */
  @Test
  void recordByRecord_partialFlowsAlone() throws IOException {
    FlowFormat format =
        FlowFormats.of(Dialect.named("zeek-conn-json").with("Flow Bytes/s=bytes_per_second"));
    byte[] file = bytes(FLOW.replace("}", ",\"bytes_per_second\":\"x\"}"));
    DecodedInput text =
        new DecodedInput(new ByteArrayInputStream(file), TextEncoding.UTF_8, file.length);
    try (RowReader reader = format.reader(file, text)) {
      FlowBatch batch = reader.next();
      assertEquals(0, batch.size());
      assertEquals(1, batch.partials().size());
      assertEquals(null, reader.next());
      assertEquals(1, reader.counts().partial());
    }
  }

  @Test
  void whetherThereAreTimes() throws IOException {
    byte[] file = bytes(FLOW);
    for (boolean has : new boolean[] {true, false}) {
      FlowFormat format =
          has ? FORMAT : FlowFormats.of(Dialect.named("zeek-conn-json").with("Timestamp="));
      DecodedInput text =
          new DecodedInput(new ByteArrayInputStream(file), TextEncoding.UTF_8, file.length);
      try (RowReader reader = format.reader(file, text)) {
        assertEquals(has, reader.hasTimes());
        assertEquals(1, reader.next().size());
      }
    }
  }

  @Test
  void aFileThatFails_countsWhatItGave_andIsClosed() throws IOException {
    boolean[] closed = new boolean[1];
    byte[] head = bytes(FLOW + "\n" + FLOW + "\n" + FLOW);
    InputStream failing =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == head.length) {
              throw new IOException("the disk is gone");
            }
            return head[at++];
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (RowReader reader = FORMAT.reader(head, new DecodedInput(failing, TextEncoding.UTF_8, 1))) {
      FlowFileException e = assertThrows(FlowFileException.class, reader::next);
      assertEquals(2, e.counts().read());
      assertFalse(closed[0]);
    }
    assertTrue(closed[0]);
  }

  @Test
  void whatAFileIsRecognisedAs() throws IOException {
    FlowFormat.Recognition plain = FORMAT.recognise(bytes(WITHOUT_TIME + "\n"));
    assertEquals("zeek-conn-json", FORMAT.name());
    assertEquals(FORMAT.name(), plain.dialect().name());
    assertEquals(Optional.empty(), plain.separator());
    assertFalse(plain.labelled());
    List<String> names =
        List.of(
            "duration",
            "id.orig_h",
            "id.orig_p",
            "id.resp_h",
            "id.resp_p",
            "orig_bytes",
            "orig_pkts",
            "proto",
            "resp_bytes",
            "resp_pkts");
    assertEquals(names, plain.columns().stream().sorted().toList());
    assertTrue(FORMAT.recognise(bytes(FLOW)).columns().contains("ts"));
  }

  @Test
  void whatMatches() {
    assertTrue(FORMAT.matches(bytes("\r\n\t " + FLOW)));
    assertFalse(FORMAT.matches(bytes(FLOW.replace("proto", "protocol"))));
    assertFalse(FORMAT.matches(bytes("[" + FLOW + "]")));
    assertTrue(JsonLines.looksLikeIt(bytes(" [1]")));
    assertTrue(JsonLines.looksLikeIt(bytes("{}")));
    assertFalse(JsonLines.looksLikeIt(bytes("ts\tuid")));
    assertFalse(JsonLines.looksLikeIt(new byte[0]));
  }

  private static final String HINT = "; if these are flows, say which is which with --dialect";

  /** A dozen names of members tell what a file is; a hundred would not be read. */
  @Test
  void namesThatAreThere_areNotAllTold() {
    String twelve =
        "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,"
            + "\"j\":1,\"k\":1,\"l\":1}";
    assertThere("; there are a, b, c, d, e, f, g, h, i, j, k, l" + HINT, twelve);
    assertThere(
        "; there are a, b, c, d, e, f, g, h, i, j, k, l, ..." + HINT,
        twelve.replace("}", ",\"m\":1}"));
    assertThere("; there is a", "{\"a\":1}");
  }

  private static void assertThere(String end, String object) {
    FlowFileException e =
        assertThrows(FlowFileException.class, () -> FORMAT.recognise(bytes(object)));
    assertTrue(e.getMessage().endsWith(end), e.getMessage());
    FlowFileException array =
        assertThrows(FlowFileException.class, () -> FORMAT.recognise(bytes("[" + object + "]")));
    assertTrue(array.getMessage().contains("begins like a JSON array"), array.getMessage());
  }
}
