package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowWarning;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.text.AddressText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowReaderTest {
  private static final String MISSING_WORDS =
      "#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|n/a|nan|null";

  private static RowCounts rejected(Rejection reason) {
    return new RowCounts(0, Map.of(reason, 1L), Map.of());
  }

  private static RowCounts kept(RowWarning... odd) {
    Map<RowWarning, Long> counts = new java.util.HashMap<>();
    Arrays.stream(odd).forEach(oddity -> counts.put(oddity, 1L));
    return new RowCounts(1, Map.of(), counts);
  }

  private static FlowRecord only(String row) throws IOException {
    FlowText.Outcome outcome = FlowText.read(FlowText.file(row));
    assertEquals(1, outcome.flows().size(), outcome.counts().toString());
    return outcome.flows().get(0);
  }

  @Test
  void theRecordIsTheViewOfTheColumns() throws IOException {
    FlowRecord flow = only(FlowText.row());
    assertEquals(
        new FlowRecord("10.0.0.1", "10.0.0.2", 1024, 80, 6, 9, 3, 4, 5, 6, 7.5, 8.25, "BENIGN"),
        flow);
    byte[] file = FlowText.file(FlowText.row(FlowField.SOURCE_IP, "fe80::1"), FlowText.row());
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      FlowBatch batch = reader.next();
      assertEquals(2, batch.size());
      assertEquals(0x0A000002L, batch.destinationKey(0));
      assertEquals(0x0A000001L, batch.sourceKey(1));
      assertTrue(batch.sourceKey(0) < 0);
      assertEquals("fe80::1", batch.address(batch.sourceKey(0)));
      assertEquals("10.0.0.1", batch.address(batch.sourceKey(1)));
      assertEquals(7.5, batch.number(FlowField.BYTES_PER_SECOND, 1));
      assertEquals("BENIGN", batch.label(1));
      assertEquals(LabelKind.BENIGN, batch.labelKind(1));
      assertEquals(null, reader.next());
    }
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        Arguments.of("", Rejection.BLANK),
        Arguments.of(",,,,,,,,,,,,", Rejection.BLANK),
        Arguments.of(",".repeat(40), Rejection.BLANK),
        Arguments.of(" ", Rejection.BLANK),
        Arguments.of(" ,".repeat(12) + "\t", Rejection.BLANK),
        Arguments.of("10.0.0.1", Rejection.TOO_FEW_FIELDS),
        Arguments.of(FlowText.row().replace(",BENIGN", ""), Rejection.TOO_FEW_FIELDS),
        Arguments.of(FlowText.row() + ",", Rejection.TOO_MANY_FIELDS),
        Arguments.of(FlowText.row() + ",more", Rejection.TOO_MANY_FIELDS),
        Arguments.of(",,,,,,,,,,,,BENIGN", Rejection.MISSING_VALUE),
        Arguments.of("\"\",,,,,,,,,,,,", Rejection.MISSING_VALUE),
        Arguments.of(FlowText.row(FlowField.LABEL, ""), Rejection.MISSING_VALUE),
        Arguments.of(FlowText.row(FlowField.LABEL, "\"NA\""), Rejection.MISSING_VALUE),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, ""), Rejection.MISSING_VALUE),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, "TCP"), Rejection.NOT_A_NUMBER),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, " "), Rejection.NOT_A_NUMBER),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, "1e400"), Rejection.NOT_A_NUMBER),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, "0x10"), Rejection.NOT_A_NUMBER),
        Arguments.of(FlowText.row(FlowField.PROTOCOL, "6\0"), Rejection.NOT_A_NUMBER));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void aRowThatCannotBeKept_countsUnderItsReason(String row, Rejection reason) throws IOException {
    FlowText.Outcome outcome = FlowText.read(FlowText.file(row));
    assertEquals(rejected(reason), outcome.counts());
    assertEquals(List.of(), outcome.flows());
    // it takes no other row with it
    outcome = FlowText.read(FlowText.file(FlowText.row(), row, FlowText.row()));
    assertEquals(new RowCounts(2, Map.of(reason, 1L), Map.of()), outcome.counts());
  }

  @ParameterizedTest
  @EnumSource(FlowField.class)
  void missingWordsAreMissingInEveryColumn(FlowField field) throws IOException {
    for (String word : MISSING_WORDS.split("\\|")) {
      FlowText.Outcome outcome = FlowText.read(FlowText.file(FlowText.row(field, word)));
      assertEquals(rejected(Rejection.MISSING_VALUE), outcome.counts(), word);
    }
  }

  @Test
  void noOtherWordIsMissing() throws IOException {
    Set<String> words = new HashSet<>();
    for (String word : MISSING_WORDS.split("\\|")) {
      words.addAll(
          List.of(
              word.toLowerCase(java.util.Locale.ROOT),
              word.toUpperCase(java.util.Locale.ROOT),
              " " + word,
              word + " ",
              word + "x",
              word.substring(1)));
    }
    words.addAll(List.of("None", "none", "NIL", "Null", "NONE", "-", "<na>", "?", "0", "1", "n"));
    words.removeAll(Set.of(MISSING_WORDS.split("\\|")));
    words.remove("");
    for (String word : words) {
      for (FlowField field : List.of(FlowField.SOURCE_IP, FlowField.LABEL)) {
        FlowText.Outcome outcome = FlowText.read(FlowText.file(FlowText.row(field, word)));
        boolean isOdd = field == FlowField.SOURCE_IP && AddressText.isOdd(word); // " #N/A"
        RowCounts expected = isOdd ? kept(RowWarning.ADDRESS) : kept();
        assertEquals(expected, FlowText.sums(outcome.counts()), word);
      }
    }
  }

  @Test
  void textIsKeptAsItStands() throws IOException {
    for (String text :
        List.of(" 10.0.0.1", "010.0.0.1", "None", " ", "\0", "=1+1", "é€😀", "a\"b")) {
      assertEquals(text, only(FlowText.row(FlowField.SOURCE_IP, text)).sourceIp());
      assertEquals(text, only(FlowText.row(FlowField.DESTINATION_IP, text)).destinationIp());
      assertEquals(text, only(FlowText.row(FlowField.LABEL, text)).label());
    }
    String label = "a,\"b\"\r\nc\rd\n";
    String row = FlowText.row(FlowField.LABEL, '"' + label.replace("\"", "\"\"") + '"');
    assertEquals(label, only(row).label());
  }

  @Test
  void oddRowsAreKeptAndCounted() throws IOException {
    for (String port : List.of("70000", "-5", "80.5", "inf", "-inf", "65536", "-1e-9")) {
      for (FlowField field : List.of(FlowField.SOURCE_PORT, FlowField.DESTINATION_PORT)) {
        assertEquals(
            kept(RowWarning.PORT),
            FlowText.read(FlowText.file(FlowText.row(field, port))).counts());
      }
    }
    for (String port : List.of("0", "-0", "65535", "80.0", "8e1", " 80 ")) {
      assertEquals(
          kept(), FlowText.read(FlowText.file(FlowText.row(FlowField.SOURCE_PORT, port))).counts());
    }
    for (String count : List.of("-1", "3.7", "inf", "-inf")) {
      for (FlowField field :
          List.of(
              FlowField.FORWARD_PACKETS,
              FlowField.BACKWARD_PACKETS,
              FlowField.FORWARD_BYTES,
              FlowField.BACKWARD_BYTES)) {
        assertEquals(
            kept(RowWarning.COUNT),
            FlowText.read(FlowText.file(FlowText.row(field, count))).counts());
      }
    }
    for (String rate : List.of("inf", "Infinity", "-INF")) {
      for (FlowField field : List.of(FlowField.BYTES_PER_SECOND, FlowField.PACKETS_PER_SECOND)) {
        assertEquals(
            kept(RowWarning.INFINITE_RATE),
            FlowText.read(FlowText.file(FlowText.row(field, rate))).counts());
      }
    }
    for (FlowField field :
        List.of(
            FlowField.FLOW_DURATION, FlowField.BYTES_PER_SECOND, FlowField.PACKETS_PER_SECOND)) {
      assertEquals(
          kept(RowWarning.NEGATIVE),
          FlowText.read(FlowText.file(FlowText.row(field, "-2.5"))).counts());
      assertEquals(kept(), FlowText.read(FlowText.file(FlowText.row(field, "-0"))).counts());
    }
    for (String duration : List.of("inf", "Infinity", "-INF")) {
      assertEquals(
          kept(RowWarning.INFINITE_DURATION),
          FlowText.read(FlowText.file(FlowText.row(FlowField.FLOW_DURATION, duration))).counts());
    }
    for (String protocol : List.of("-2.5", "2048", "256", "255", "-1")) {
      assertEquals(
          kept(RowWarning.PROTOCOL),
          FlowText.read(FlowText.file(FlowText.row(FlowField.PROTOCOL, protocol))).counts());
    }
    for (String protocol : List.of("0", "254", "6.0")) {
      assertEquals(
          kept(),
          FlowText.read(FlowText.file(FlowText.row(FlowField.PROTOCOL, protocol))).counts());
    }
    String all = "a,b,-1,80,6,1,0.5,1,1,1,inf,1,x";
    assertEquals(
        kept(RowWarning.PORT, RowWarning.COUNT, RowWarning.INFINITE_RATE),
        FlowText.read(FlowText.file(all)).counts());
    String none = "a,b,-1,80,6,1,0.5,1,1,1,inf,x,x";
    assertEquals(
        rejected(Rejection.NOT_A_NUMBER),
        FlowText.read(FlowText.file(none)).counts(),
        "a rejected row is not odd besides");
  }

  @Test
  void textsBeyondTheLimit_areTooLong() throws IOException {
    for (FlowField field :
        List.of(FlowField.SOURCE_IP, FlowField.DESTINATION_IP, FlowField.LABEL)) {
      String longest = "é".repeat(FlowRowParser.MAX_TEXT_CHARS);
      assertEquals(kept(), FlowText.read(FlowText.file(FlowText.row(field, longest))).counts());
      assertEquals(
          rejected(Rejection.TOO_LONG),
          FlowText.read(FlowText.file(FlowText.row(field, longest + "x"))).counts());
    }
  }

  @Test
  void recordBeyondTheLimit_isTooLongAndTakesNoOtherWithIt() throws IOException {
    String huge = FlowText.row(FlowField.LABEL, "x".repeat(CsvTokenizer.MAX_RECORD_BYTES));
    FlowText.Outcome outcome = FlowText.read(FlowText.file(FlowText.row(), huge, FlowText.row()));
    assertEquals(new RowCounts(2, Map.of(Rejection.TOO_LONG, 1L), Map.of()), outcome.counts());
  }

  @Test
  void manyRejectedRowsWithTextsOfTheirOwn_doNotEndTheFile() throws IOException {
    int rows = 60_000;
    String[] all = new String[rows + 1];
    for (int i = 0; i < rows; i++) {
      // an IPv6 address of its own, and no duration
      all[i] = "fe80::aaaa:bbbb:" + i + ",fe80::1,1,2,6,NaN,1,1,1,1,1,1,BENIGN";
    }
    all[rows] = FlowText.row();
    assertEquals(
        new RowCounts(1, Map.of(Rejection.MISSING_VALUE, (long) rows), Map.of()),
        FlowText.read(FlowText.file(all)).counts());
  }

  @Test
  void longTextsAndManyRows_areAllKept() throws IOException {
    String[] rows =
        IntStream.range(0, 9000)
            .mapToObj(i -> FlowText.row(FlowField.LABEL, i + "x".repeat(i % 7 == 0 ? 4000 : 1)))
            .toArray(String[]::new);
    FlowText.Outcome outcome = FlowText.read(FlowText.file(rows));
    assertEquals(new RowCounts(9000, Map.of(), Map.of()), outcome.counts());
    for (int i = 0; i < rows.length; i++) {
      assertTrue(outcome.flows().get(i).label().startsWith(i + "x"));
    }
  }

  static Stream<Arguments> failures() {
    String quote = FlowText.HEADER + "\n" + FlowText.row() + "\n\n\"";
    return Stream.of(
        Arguments.of("", "line 1: the file is empty", Kind.EMPTY, 0),
        Arguments.of("\ufeff", "line 1: the file is empty", Kind.EMPTY, 0),
        Arguments.of("\n\r\n,,\n", "line 1: the file is empty", Kind.EMPTY, 0),
        Arguments.of(
            "\n\na,b\n",
            "line 3: lacks 13 of the 13 required columns: "
                + FlowText.HEADER.replace(",", ", ")
                + "; there are a, b: names of no known exporter; say which is which with --map or"
                + " --dialect",
            Kind.MISSING_COLUMNS,
            0),
        Arguments.of(
            FlowText.HEADER.replace(',', ';') + "\n1;2\n",
            "line 1: the separator looks like `;`, expected `,`",
            Kind.OTHER_SEPARATOR,
            0),
        Arguments.of(
            "\"" + FlowText.HEADER,
            "line 1: a quote opens here and is never closed",
            Kind.UNCLOSED_QUOTE,
            0),
        Arguments.of(
            "x".repeat(CsvTokenizer.MAX_RECORD_BYTES + 1),
            "line 1: no header: the first line has more than 4194304 bytes",
            Kind.NO_HEADER,
            0),
        Arguments.of(
            quote, "line 4: a quote opens here and is never closed", Kind.UNCLOSED_QUOTE, 3),
        Arguments.of(
            quote + "\n".repeat(5000) + FlowText.row(),
            "line 4: a quote opens here and is never closed",
            Kind.UNCLOSED_QUOTE,
            3));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFileThatGivesNoFlows_saysWhy(String text, String message, Kind kind, long rows) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () -> readAll(() -> new ByteArrayInputStream(bytes), new ArrayList<>()));
    assertEquals(message, e.getMessage());
    assertEquals(kind, e.kind());
    assertEquals(
        rows == 0
            ? RowCounts.NONE
            : new RowCounts(0, Map.of(Rejection.UNCLOSED_QUOTE, rows), Map.of()),
        e.counts());
  }

  /** Comments, as of a Zeek log, that name no columns. */
  @Test
  void namesBelowComments_areWhatIsLacking_toBothReaders() {
    byte[] text = "#separator \\x09\nidorigh\tb\n".getBytes(StandardCharsets.UTF_8);
    FlowSource source = () -> new ByteArrayInputStream(text);
    FlowFileException fast =
        assertThrows(
            FlowFileException.class, () -> FlowReader.readAll(source, (batch, none) -> {}));
    FlowFileException general =
        assertThrows(FlowFileException.class, () -> FlowReader.open(source).close());
    assertEquals(Kind.MISSING_COLUMNS, fast.kind());
    assertEquals(general.getMessage(), fast.getMessage());
  }

  private static RowCounts readAll(FlowSource source, List<String> labels) throws IOException {
    boolean[] begun = new boolean[1];
    return FlowReader.readAll(
        source,
        FlowFormats.CIC_IDS_2017,
        Runnable::run,
        2,
        hasTimes -> {
          labels.clear();
          if (begun[0]) {
            labels.add("restarted");
          }
          begun[0] = true;
          return (batch, none) -> {
            for (int row = 0; row < batch.size(); row++) {
              labels.add(batch.label(row));
            }
          };
        });
  }

  @Test
  void bytesThatCannotBeReadOn_failTheFileWithTheRowsSoFar() {
    byte[] start = FlowText.file(FlowText.row(), "", FlowText.row());
    FlowSource source =
        () -> new SequenceInputStream(new ByteArrayInputStream(start), new BrokenStream());
    FlowFileException e =
        assertThrows(FlowFileException.class, () -> readAll(source, new ArrayList<>()));
    assertEquals(Kind.UNREADABLE, e.kind());
    assertEquals(new RowCounts(0, Map.of(Rejection.UNREADABLE_FILE, 3L), Map.of()), e.counts());
    assertTrue(e.getMessage().contains("the disk is gone"), e.getMessage());
    FlowFileException atOnce =
        assertThrows(FlowFileException.class, () -> readAll(BrokenStream::new, new ArrayList<>()));
    assertEquals(Kind.UNREADABLE, atOnce.kind());
    assertEquals(RowCounts.NONE, atOnce.counts());
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }
  }

  @Test
  void aSinkThatFails_failsWithItsOwnException() {
    IOException full = new IOException("disk full");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                FlowReader.readAll(
                    () -> new ByteArrayInputStream(FlowText.file(FlowText.row())),
                    (batch, none) -> {
                      throw full;
                    }));
    assertSame(full, e);
  }

  @Test
  void aFileInAnotherEncoding_beginsAgainOnlyWhereItMust() throws IOException {
    Charset cp1252 = Charset.forName("windows-1252");
    String[] ascii = new String[5000];
    Arrays.fill(ascii, FlowText.row());
    byte[] late =
        (new String(FlowText.file(ascii), cp1252) + FlowText.row(FlowField.LABEL, "a–b"))
            .getBytes(cp1252);
    List<String> labels = new ArrayList<>();
    assertEquals(5001, readAll(() -> new ByteArrayInputStream(late), labels).kept());
    assertEquals("BENIGN", labels.get(0), "ASCII before: nothing to take back");
    assertEquals("a–b", labels.get(5000));

    ascii[0] = FlowText.row(FlowField.LABEL, "Ã©");
    byte[] taken =
        (new String(FlowText.file(ascii), StandardCharsets.UTF_8)
                + FlowText.row(FlowField.LABEL, "a–b"))
            .getBytes(cp1252);
    labels.clear();
    assertEquals(5001, readAll(() -> new ByteArrayInputStream(taken), labels).kept());
    assertEquals("restarted", labels.get(0));
    assertEquals("Ã©", labels.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8"})
  void aFileWithAByteOrderMark_isRead(String charset) throws IOException {
    String text = "\ufeff" + FlowText.HEADER + "\r\n" + FlowText.row(FlowField.LABEL, "é😀");
    FlowText.Outcome outcome = FlowText.read(text.getBytes(Charset.forName(charset)));
    assertEquals(kept(), outcome.counts());
    assertEquals("é😀", outcome.flows().get(0).label());
  }

  @Test
  void brokenUtf16_failsTheFile() throws IOException {
    byte[] bytes =
        ("\ufeff" + FlowText.HEADER + "\n" + FlowText.row() + "\n")
            .getBytes(StandardCharsets.UTF_16LE);
    byte[] broken = Arrays.copyOf(bytes, bytes.length + 1);
    FlowText.Outcome outcome = FlowText.read(broken);
    assertTrue(outcome.failure().startsWith("line "), outcome.failure());
    assertEquals(Set.of(Rejection.UNREADABLE_FILE), outcome.counts().rejected().keySet());
  }

  @Test
  void unneededColumnsAreSkippedWhateverTheyHold() throws IOException {
    String text = "x," + FlowText.HEADER + ",y\n\"a,\n\"," + FlowText.row() + ",NaN\n";
    assertEquals(kept(), FlowText.read(text.getBytes(StandardCharsets.UTF_8)).counts());
  }

  @Test
  void nothingAfterTheHeader_isNoRow() throws IOException {
    for (String text : List.of(FlowText.HEADER, FlowText.HEADER + "\n", FlowText.HEADER + "\r\n")) {
      assertEquals(RowCounts.NONE, FlowText.read(text.getBytes(StandardCharsets.UTF_8)).counts());
    }
    assertEquals(
        rejected(Rejection.BLANK),
        FlowText.read((FlowText.HEADER + "\n\n").getBytes(StandardCharsets.UTF_8)).counts());
  }

  @Test
  void openWithoutEncoding_findsItFirst() throws IOException {
    String[] rows = new String[5000];
    Arrays.fill(rows, FlowText.row());
    rows[0] = FlowText.row(FlowField.LABEL, "Ã©");
    byte[] bytes =
        (new String(FlowText.file(rows), StandardCharsets.UTF_8)
                + FlowText.row(FlowField.LABEL, "a–b"))
            .getBytes(Charset.forName("windows-1252"));
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      List<FlowRecord> flows = reader.records().toList();
      assertEquals(5001, flows.size());
      assertEquals("Ã©", flows.get(0).label());
      assertEquals("a–b", flows.get(5000).label());
      assertEquals(new RowCounts(5001, Map.of(), Map.of()), reader.counts());
    }
  }

  @Test
  void recordsOfAFileThatFails_endWithItsException() throws IOException {
    byte[] bytes = FlowText.file(FlowText.row(), "\"");
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      java.io.UncheckedIOException e =
          assertThrows(java.io.UncheckedIOException.class, () -> reader.records().toList());
      assertEquals("line 3: a quote opens here and is never closed", e.getCause().getMessage());
    }
    FlowFileException empty =
        assertThrows(
            FlowFileException.class,
            () -> FlowReader.open(() -> new ByteArrayInputStream(new byte[0])));
    assertEquals("line 1: the file is empty", empty.getMessage());
    FlowFileException broken =
        assertThrows(FlowFileException.class, () -> FlowReader.open(BrokenStream::new));
    assertEquals(Kind.UNREADABLE, broken.kind());
  }

  @Test
  void theFirstRecordMayBeTheOnlyOneWanted() throws IOException {
    byte[] bytes = FlowText.file(FlowText.row(), FlowText.row(FlowField.LABEL, "x"));
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      assertEquals("BENIGN", reader.records().findFirst().orElseThrow().label());
    }
  }

  /** The last row shows the encoding, or that the file fails: until then nobody knows. */
  @Test
  void readWhole_givesTheSinkEachFlowOnce_andNoneOfAFileThatFails() throws IOException {
    String[] many = new String[5_000];
    Arrays.fill(many, FlowText.row());
    Charset cp1252 = Charset.forName("windows-1252");
    String text = new String(FlowText.file(many), cp1252);
    byte[] late = (text + FlowText.row(FlowField.LABEL, "a–b")).getBytes(cp1252);
    byte[] torn = (text + "\"10.0.0.1").getBytes(cp1252);
    long[] flows = {0};
    RowCounts counts =
        FlowReader.readWhole(
            () -> new ByteArrayInputStream(late),
            FlowFormats.AUTO,
            HourClock.AUTO,
            (batch, none) -> flows[0] += batch.size());
    assertEquals(5_001, counts.kept());
    assertEquals(5_001, flows[0]);
    assertThrows(
        FlowFileException.class,
        () ->
            FlowReader.readWhole(
                () -> new ByteArrayInputStream(torn),
                FlowFormats.AUTO,
                HourClock.AUTO,
                (batch, none) -> flows[0] += batch.size()));
    assertEquals(5_001, flows[0]);
  }
}
