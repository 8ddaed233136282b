package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowWarning;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  private static final String ZEEK =
      "{\"ts\":1664462456.755299,\"uid\":\"C5\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":40042,"
          + "\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":53,\"proto\":\"udp\",\"duration\":0.5,"
          + "\"orig_bytes\":40,\"resp_bytes\":111,\"local_orig\":true,\"history\":\"Cd\","
          + "\"orig_pkts\":1,\"resp_pkts\":2}";

  private static final FlowRecord ZEEK_FLOW =
      new FlowRecord("10.0.0.1", "10.0.0.2", 40042, 53, 17, 500_000, 1, 2, 40, 111, 302, 6, "");

  private static final String FLOW =
      "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"src_port\":1024,\"dest_ip\":\"10.0.0.2\","
          + "\"dest_port\":80,\"proto\":\"TCP\",\"flow\":{\"pkts_toserver\":4,\"pkts_toclient\":3,"
          + "\"bytes_toserver\":400,\"bytes_toclient\":600,\"start\":\"2026-11-26T10:00:00.000000+0200\","
          + "\"end\":\"2026-11-26T08:00:02.000000+0000\"},\"tcp\":{\"syn\":true}}";

  private static final String NETFLOW =
      "{\"event_type\":\"netflow\",\"src_ip\":\"10.0.0.1\",\"src_port\":1024,"
          + "\"dest_ip\":\"10.0.0.2\",\"dest_port\":80,\"proto\":\"TCP\",\"netflow\":{\"pkts\":4,"
          + "\"bytes\":400,\"start\":\"2026-11-26T10:00:00.000000+0200\",\"end\":\"2026-11-26T10:00:02.000000+0200\"}}";

  private record Read(List<FlowRecord> flows, RowCounts counts) {}

  private static Read read(byte[] file) throws IOException {
    ParallelReaderTest.assertAgree(file);
    List<FlowRecord> flows = new ArrayList<>();
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(file),
            (batch, none) -> {
              for (int row = 0; row < batch.size(); row++) {
                flows.add(batch.record(row));
              }
            });
    return new Read(flows, counts);
  }

  private static Read read(String... lines) throws IOException {
    return read(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFlowOfZeek() throws IOException {
    Read read = read(ZEEK);
    assertEquals(List.of(ZEEK_FLOW), read.flows());
    assertEquals(1, read.counts().times().read());
    assertEquals(
        new RowCounts(1, Map.of(), Map.of()), read.counts().withTimes(RowCounts.TimeCounts.NONE));
  }

  /** Microseconds are those that the digits say, not what binary fractions make of them. */
  @Test
  void secondsBecomeMicroseconds() throws IOException {
    Map<String, Double> durations =
        Map.of(
            "0.009341", 9341.0, "2.3", 2_300_000.0, "0.0000005", 0.5, "1664.000001", 1664000001.0);
    for (Map.Entry<String, Double> each : durations.entrySet()) {
      String line = ZEEK.replace("\"duration\":0.5", "\"duration\":" + each.getKey());
      assertEquals(each.getValue(), read(line).flows().get(0).flowDuration(), each.getKey());
    }
  }

  @Test
  void membersInAnyOrder_nested_escaped_orWithBlanks() throws IOException {
    Read read =
        read(
            ZEEK,
            ZEEK.replace(":", " : ").replace(",", "\t, "),
            ZEEK.replaceFirst("\\{(.*?),(.*)}", "{$2,$1}"),
            ZEEK.replaceFirst(
                "\"id.orig_h\":(.*?),\"id.orig_p\":(.*?),\"id.resp_h\":(.*?),\"id.resp_p\":(.*?),",
                "\"id\":{\"resp_p\":$4,\"orig_h\":$1,\"x\":{},\"orig_p\":$2,\"resp_h\":$3},"),
            ZEEK.replace("id.orig_h", "id\\u002eorig_\\u0068").replace("10.0", "10\\u002E0"),
            ZEEK.replace(":53", ":\"53\"").replace("40042", "4.0042e4"));
    assertEquals(6, read.counts().kept());
    read.flows().forEach(flow -> assertEquals(ZEEK_FLOW, flow));
  }

  /** Of members of the same name the last counts, if it is null, or nested, too. */
  @Test
  void theLastOfTheSameName() throws IOException {
    String start = ZEEK.substring(0, ZEEK.length() - 1);
    Read read =
        read(
            start + ",\"id.orig_h\":\"10.0.0.9\"}",
            start + ",\"id\":{\"orig_h\":\"10.0.0.8\"}}",
            start + ",\"id.orig_h\":null}",
            start + ",\"id.orig_h\":[\"10.0.0.7\"]}",
            start + ",\"id.orig_h\":{\"a\":1}}",
            start + ",\"id\":{\"orig_h\":null}}");
    assertEquals(
        List.of("10.0.0.9", "10.0.0.8"), read.flows().stream().map(f -> f.sourceIp()).toList());
    assertEquals(Map.of(Rejection.MISSING_VALUE, 4L), read.counts().rejected());
    assertEquals(
        new FirstRow(3, "id.orig_h is empty"), read.counts().first().get(Rejection.MISSING_VALUE));
  }

  /** Of names for one field the first with a value counts, wherever it stands. */
  @Test
  void theFirstOfSeveralNames() throws IOException {
    String icmp6 = ZEEK.replace("\"proto\":\"udp\"", "\"proto\":\"icmp\"");
    String start = icmp6.substring(0, icmp6.length() - 1);
    Read read =
        read(
            start + ",\"ip_proto\":58}",
            "{\"ip_proto\":58," + icmp6.substring(1),
            start + ",\"ip_proto\":null}",
            "{\"ip_proto\":\"\"," + icmp6.substring(1),
            start + ",\"ip\\u005fproto\":58}",
            "{\"ip\\u005fproto\":58," + icmp6.substring(1),
            start.replace("\"proto\":\"icmp\",", "") + ",\"ip_proto\":89}");
    assertEquals(
        List.of(58.0, 58.0, 1.0, 1.0, 58.0, 58.0, 89.0),
        read.flows().stream().map(FlowRecord::protocol).toList());
  }

  @Test
  void whatIsLeftOut_isMissing() throws IOException {
    Read read =
        read(
            ZEEK,
            ZEEK.replaceFirst("\"duration.*?,", ""),
            ZEEK.replaceFirst("\"duration\":.*?,\"orig_bytes\":.*?,\"resp_bytes\":.*?,", ""),
            ZEEK.replaceFirst("\"proto\".*?,", ""),
            ZEEK.replaceFirst("\"id.resp_p\":53,\"proto\":\"udp\"", "\"proto\":\"icmp\""),
            "{}");
    assertEquals(4, read.counts().kept());
    assertEquals(0, read.flows().get(1).flowDuration());
    assertEquals(0, read.flows().get(2).backwardBytes());
    assertEquals(0, read.flows().get(3).destinationPort(), "a ping has none");
    assertEquals(0, read.counts().partial());
    assertEquals(Map.of(Rejection.MISSING_VALUE, 2L), read.counts().rejected());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{",
        "{\"a\":1",
        "[1]",
        "\"a\"",
        "1",
        "null",
        "{} {}",
        "{}x",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":nan}",
        "{\"a\":-NaN}",
        "{\"a\":1NaN}",
        "{\"a\":+Infinity}",
        "{\"a\":--Infinity}",
        "{\"a\":1Infinity}",
        "{\"a\":\"\"Infinity}",
        "{\"a\":NaNo}",
        "{NaN:1}",
        "{Infinity:1}",
        "{-Infinity :1}",
        "{\"a\":[NaN,}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\" 1}",
        "{\"a\":tru}",
        "{\"a\":1}#",
        "{\"proto\":\"\u0001\"}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":-}",
        "{\"a\":1e}",
        ",",
        "}",
        "{\"a\":TRUE}",
        "{,}",
        "{\"a\":}",
        "{\"a\":\"}"
      })
  void aLineThatIsNoObject_isRejected_andTheOthersAreRead(String line) throws IOException {
    Read read = read("", " \t", ZEEK, line, ZEEK);
    assertEquals(2, read.counts().kept());
    assertEquals(Map.of(Rejection.BLANK, 2L, Rejection.MALFORMED, 1L), read.counts().rejected());
    assertEquals(
        new FirstRow(4, "`" + line + "` is no JSON object" + JsonMisfit.hint(line)),
        read.counts().first().get(Rejection.MALFORMED));
  }

  /** As Python's json and others write what a table has nothing for, or has divided by nothing. */
  @Test
  void numbersThatAreNotFinite() throws IOException {
    String row = ZEEK.replace("\"duration\":0.5", "\"duration\": Infinity ");
    Read read =
        read(
            ZEEK.replace("\"duration\":0.5", "\"service\":NaN,\"x\":[-Infinity],\"duration\":NaN"),
            row.replace("}", ",\"note\":\"NaN \\\" NaN, Infinity:\",\"e\":{\"Infinity\":NaN}}"),
            row.replace(":53,", ":NaN,"),
            ZEEK.replace(":53,", ":Infinity,"));
    assertEquals(0, read.flows().get(0).flowDuration(), "as where it is left out");
    assertEquals(Double.POSITIVE_INFINITY, read.flows().get(1).flowDuration());
    assertEquals(1L, read.counts().odd().get(RowWarning.INFINITE_DURATION));
    assertEquals(
        new FirstRow(3, "id.resp_p is empty"), read.counts().first().get(Rejection.MISSING_VALUE));
    assertEquals(1, read.counts().odd().get(RowWarning.PORT));
    assertEquals(3, read.counts().kept());
  }

  @Test
  void aLineThatIsTooLong() throws IOException {
    String filled = ZEEK.replace("\"C5\"", "\"" + "C".repeat(LineReader.MAX_BYTES) + "\"");
    String fits = filled.replaceFirst("C{" + (ZEEK.length() - 2) + "}", "");
    assertEquals(LineReader.MAX_BYTES, fits.length());
    byte[] file = String.join("\n", ZEEK, filled, fits, ZEEK).getBytes(StandardCharsets.UTF_8);
    Outcomes outcomes = new Outcomes(file);
    assertEquals(3, outcomes.fast.kept());
    assertEquals(Map.of(Rejection.TOO_LONG, 1L), outcomes.fast.rejected());
    assertEquals(outcomes.reference, outcomes.fast);
  }

  /** The account of both ways, for files too large to be read in many ways. */
  private static final class Outcomes {
    private final RowCounts fast;
    private final RowCounts reference;
    private double forward;
    private double backward;

    Outcomes(byte[] file) throws IOException {
      fast =
          FlowReader.readAll(
              () -> new ByteArrayInputStream(file),
              (batch, none) -> {
                for (int row = 0; row < batch.size(); row++) {
                  forward += batch.record(row).forwardBytes();
                  backward += batch.record(row).backwardBytes();
                }
              });
      try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
        while (reader.next() != null) {
          // the account is all that is wanted
        }
        reference = reader.counts();
      }
    }
  }

  @Test
  void eventsOfSuricata() throws IOException {
    Read read =
        read(
            "{\"event_type\":\"stats\",\"stats\":{\"uptime\":8}}",
            FLOW.replace("\"flow\"", "\"alert\""),
            FLOW,
            NETFLOW,
            "{\"timestamp\":1}",
            FLOW.replace("TCP", "IPv6-ICMP").replaceAll("\"(src|dest)_port\":[0-9]+,", ""));
    assertEquals(
        List.of(
            new FlowRecord("10.0.0.1", "10.0.0.2", 1024, 80, 6, 2e6, 4, 3, 400, 600, 500, 3.5, ""),
            new FlowRecord("10.0.0.1", "10.0.0.2", 0, 0, 58, 2e6, 4, 3, 400, 600, 500, 3.5, "")),
        read.flows());
    assertEquals(0, read.counts().partial());
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 4L), read.counts().rejected());
    assertEquals(
        new FirstRow(1, "event_type is `stats`"), read.counts().first().get(Rejection.NOT_A_FLOW));
  }

  /** Times know a duration best, then the age; without either it is 0, and told. */
  @Test
  void durationsOfSuricata() throws IOException {
    String end = ",\"end\":\"2026-11-26T08:00:02.000000+0000\"";
    for (String line : List.of(FLOW, NETFLOW.replaceAll(",\"end\":[^}]*", end))) {
      String aged = line.replace("\"start\"", "\"age\":7,\"start\"");
      String noStart = "\"start\":\"[^\"]*\",?";
      Read read =
          read(
              line,
              aged,
              aged.replace(end, ""),
              aged.replaceAll(noStart, ""),
              aged.replace(end, "").replaceAll("," + noStart, ""),
              aged.replace("08:00:02", "soon"),
              aged.replace("02.000000+0000", "02.000000"),
              line.replace(end, ""),
              line.replaceAll(noStart, ""),
              line.replace(end, "").replaceAll("," + noStart, ""));
      assertEquals(
          List.of(2e6, 2e6, 7e6, 7e6, 7e6, 7e6, 7e6, 0.0, 0.0, 0.0),
          read.flows().stream().map(FlowRecord::flowDuration).toList());
      assertEquals(Map.of(RowWarning.UNKNOWN_DURATION, 3L), read.counts().odd());
      assertEquals(10, read.counts().read());
      Read odd = read(line, line.replace(end, "").replace("\"start\"", "\"age\":{},\"start\""));
      assertEquals(Map.of(RowWarning.UNKNOWN_DURATION, 1L), odd.counts().odd());
      Read wrong =
          read(line, line.replace(end, "").replace("\"start\"", "\"age\":\"x\",\"start\""));
      assertEquals(Map.of(Rejection.NOT_A_NUMBER, 1L), wrong.counts().rejected());
      assertEquals(Map.of(), wrong.counts().odd(), "a rejected row is not odd besides");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10:00:02.000253, 2000253",
    "10:00:00.000001, 1",
    "10:00:00.0000019, 1",
    "10:00:00, 0",
    "10:00:02.5, 2500000"
  })
  void durationsFromFirstToLastTime_areInMicroseconds(String end, double micros)
      throws IOException {
    String line = FLOW.replaceFirst("\"end\":\"[^\"]*", "\"end\":\"2026-11-26T" + end + "+0200");
    assertEquals(micros, read(line).flows().get(0).flowDuration());
  }

  /** Without flow events, those of each direction are read, and both are one flow. */
  @Test
  void netflowEventsOfSuricata() throws IOException {
    String answer =
        NETFLOW
            .replace("\"src", "\"x")
            .replace("\"dest", "\"src")
            .replace("\"x", "\"dest")
            .replace("400", "600");
    Read read =
        read("{\"event_type\":\"stats\"}", NETFLOW, answer, FLOW.replace("\"flow\"", "\"dns\""));
    assertEquals(
        List.of(
            new FlowRecord("10.0.0.1", "10.0.0.2", 1024, 80, 6, 2e6, 4, 4, 400, 600, 500, 4, "")),
        read.flows());
    assertEquals(
        Map.of(Rejection.NOT_A_FLOW, 2L, Rejection.OTHER_HALF, 1L), read.counts().rejected());
  }

  /** Zeek's other logs name addresses and ports too, and count nothing. */
  @Test
  void recordsOfOtherLogs_areNoFlows() throws IOException {
    String dns =
        ZEEK.replaceAll("\"(duration|orig_bytes|resp_bytes|orig_pkts|resp_pkts)\"", "\"x$1\"");
    Read read = read(ZEEK, dns, ZEEK);
    assertEquals(2, read.counts().kept());
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 1L), read.counts().rejected());
    assertEquals(
        new FirstRow(2, "it has no duration, packets or bytes"),
        read.counts().first().get(Rejection.NOT_A_FLOW));
  }

  /** A log whose first records are of other kinds is one of flow events. */
  @Test
  void logThatBeginsWithOtherEvents() throws IOException {
    String[] lines = new String[3_000];
    Arrays.fill(lines, "{\"event_type\":\"stats\",\"stats\":{\"uptime\":8}}");
    lines[2_999] = FLOW;
    assertEquals(1, read(lines).counts().kept());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"level\":\"info\",\"msg\":{\"a\":1}}~JSON lines without flow fields: lacks id.orig_h,"
            + " id.resp_h, ip_proto; there are level, msg.a;"
            + " if these are flows, say which is which with --dialect",
        "{\"id.orig_h\":\"1\",\"proto\":\"tcp\"}~JSON lines without flow fields: lacks id.resp_h;"
            + " there are id.orig_h, proto;"
            + " if these are flows, say which is which with --dialect",
        "{\"src_ip\":\"1\",\"dest_ip\":\"tcp\"}~JSON lines without flow fields: lacks event_type;"
            + " there are src_ip, dest_ip;"
            + " if these are flows, say which is which with --dialect",
        "{}~JSON lines without flow fields: lacks id.orig_h, id.resp_h, ip_proto; there are none",
        "[{\"id.orig_h\":\"1\"}]~begins like a JSON array, expected an object a line, as `jq -c"
            + " '.[]'` makes of it",
        "{~is no JSON object: expected one a line, as `jq -c .` makes of others",
      })
  void jsonWithoutFlows_isToldWhatIsThere(String line, String message) {
    byte[] file = (line + "\n").getBytes(StandardCharsets.UTF_8);
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () -> FlowReader.readAll(() -> new ByteArrayInputStream(file), (batch, none) -> {}));
    assertEquals("line 1: " + message, e.getMessage());
    assertTrue(e.kind().isSkipped());
    ParallelReaderTest.assertAgree(file);
  }

  @Test
  void anythingElseAskedForAsJson_isToldSo() {
    FlowFormat zeek = FlowFormats.of(Dialect.named("zeek-conn-json"));
    for (String text : List.of("Source IP,Label\n", "", "\n\n")) {
      byte[] file = text.getBytes(StandardCharsets.UTF_8);
      FlowFileException e =
          assertThrows(
              FlowFileException.class,
              () -> FlowReader.open(() -> new ByteArrayInputStream(file), zeek));
      assertTrue(
          e.getMessage().matches("line 1: (is no JSON object: .*|the file is empty)"),
          e.getMessage());
      assertFalse(zeek.matches(file));
    }
  }

  @Test
  void labels() throws IOException {
    String labelled = ZEEK.replace("\"uid\"", "\"label\":\"Bot\",\"uid\"");
    Read read = read(labelled, labelled, ZEEK, labelled.replace("Bot", "-"));
    assertEquals(4, read.counts().kept(), "a label decides nothing");
    assertEquals(
        List.of("Bot", "Bot", "", ""), read.flows().stream().map(FlowRecord::label).toList());
  }

  /** A character that the end of the first bytes cuts in two is none of another encoding. */
  @Test
  void aHeadThatEndsInsideACharacter() throws IOException {
    String line = ZEEK.replace("\"C5\"", "\"" + "\u00e9".repeat(100) + "\"");
    String csv = FlowText.row(FlowField.LABEL, "\u00e9".repeat(100));
    for (int shift = 0; shift < 2; shift++) {
      String first = ZEEK + " ".repeat(shift) + "\n";
      byte[] file = (first + (line + "\n").repeat(200)).getBytes(StandardCharsets.UTF_8);
      assertEquals(201, new Outcomes(file).fast.kept());
      String header = FlowText.HEADER + " ".repeat(shift) + "\n";
      byte[] rows = (header + (csv + "\n").repeat(400)).getBytes(StandardCharsets.UTF_8);
      assertEquals(400, new Outcomes(rows).fast.kept());
    }
  }

  @Test
  void anyEncoding() throws IOException {
    String text = (ZEEK.replace("C5", "caf\u00e9") + "\n").repeat(3);
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
      boolean wide = charset.equals(StandardCharsets.UTF_16LE);
      assertEquals(3, read(((wide ? "\ufeff" : "") + text).getBytes(charset)).counts().kept());
    }
    assertEquals(3, read(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)).counts().kept());
  }

  /** Only what the block cannot hold as it is is left to the general reader. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "udp~udp~true",
        "\"C5\"~\"C\\\\5\\u00e9\\n\"~true",
        "\"C5\"~[[],[{\"a\":null}],{}]~true",
        "\"C5\"~nul~true",
        "10.0.0.1~10\\u002e0.0.1~false",
        "uid~u\\u0069d~false",
        "\"C5\"~\"\t\"~false",
      })
  void whatIsDecodedInBlocks(String text, String other, boolean expected) throws IOException {
    byte[] head = ZEEK.getBytes(StandardCharsets.UTF_8);
    byte[] line = ZEEK.replace(text, other).getBytes(StandardCharsets.UTF_8);
    boolean decoded = decode(FlowFormats.AUTO.decoder(head, TextEncoding.UTF_8), line, 0);
    assertEquals(expected, decoded);
  }

  @Provide
  static Arbitrary<byte[]> files() {
    Arbitrary<String> value =
        Arbitraries.of(
            "1",
            "-0",
            "0.5",
            "1E+2",
            "12345678901234567890",
            "\"\"",
            "\"tcp\"",
            "\"10.0.0.3\"",
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[1,\"]\",{\"a\":[2]}]",
            "{\"orig_h\":\"::1\"}",
            "\"a\\\"b\"",
            "\"\\u0041\"",
            "\"\\ud83d\\ude00\"",
            "\"caf\u00e9\"",
            "\"\t\"",
            "01",
            "1.",
            "x",
            "NaN",
            "Infinity",
            "[-Infinity,NaN]",
            "\"",
            "\"2026-11-26T10:00:01.500000+0200\"",
            "{\"pkts\":7,\"start\":\"\"}",
            "\"-\"",
            "\"" + "long".repeat(20) + "\"");
    Arbitrary<String> name =
        Arbitraries.of(
            "id",
            "id.orig_h",
            "id.resp_p",
            "proto",
            "duration",
            "ts",
            "label",
            "event_type",
            "src_ip",
            "flow",
            "flow.start",
            "netflow",
            "uid",
            "",
            "a\\\\b",
            "p\\u0072oto",
            "caf\u00e9");
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.frequency(Tuple.of(3, ZEEK), Tuple.of(3, FLOW), Tuple.of(1, NETFLOW)),
                Combinators.combine(name, value)
                    .as((n, v) -> ",\"" + n + "\":" + v)
                    .list()
                    .ofMaxSize(2),
                Arbitraries.frequency(Tuple.of(4, ""), Tuple.of(1, " "), Tuple.of(1, "\r")))
            .as(
                (start, more, end) ->
                    start.substring(0, start.length() - 1) + String.join("", more) + "}" + end);
    Arbitrary<byte[]> text =
        Combinators.combine(
                Arbitraries.of(ZEEK, FLOW),
                Arbitraries.frequencyOf(
                        Tuple.of(9, line), Tuple.of(1, Arbitraries.of("", "{}", "x")))
                    .list()
                    .ofMaxSize(12),
                Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1),
                Arbitraries.of("", "\n"))
            .as(
                (first, lines, charset, end) ->
                    (first + "\n" + String.join("\n", lines) + end).getBytes(charset));
    Arbitrary<Tuple.Tuple2<Integer, Byte>> mutation =
        Combinators.combine(
                Arbitraries.integers().between(0, 1 << 20),
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.bytes()),
                    Tuple.of(
                        3,
                        Arbitraries.of('"', '\\', ',', ':', '{', '}', '[', ']', '\n', ' ', '0', '-')
                            .map(c -> (byte) c.charValue()))))
            .as(Tuple::of);
    return Combinators.combine(text, mutation.list().ofMaxSize(3))
        .as(
            (bytes, mutations) -> {
              for (var one : mutations) {
                bytes[one.get1() % bytes.length] = one.get2();
              }
              return bytes;
            });
  }

  @Property(tries = 100)
  void filesWithMutatedBytes_areReadTheSameBothWays(@ForAll("files") byte[] file) {
    ParallelReaderTest.assertAgree(file);
  }

  private static boolean isDecodedInBlocks(byte[] file) throws IOException {
    return isDecodedInBlocks(file, FlowFormats.AUTO);
  }

  static boolean isDecodedInBlocks(byte[] file, FlowFormat format) throws IOException {
    FlowDecoder decoder;
    try {
      decoder = format.decoder(file, TextEncoding.UTF_8);
    } catch (FlowFileException e) {
      return false;
    }
    return decoder != null && decode(decoder, file, decoder.start());
  }

  private static boolean decode(FlowDecoder decoder, byte[] text, int from) {
    byte[] padded = Arrays.copyOf(text, text.length + FlowDecoder.Blocks.PADDING);
    Arrays.fill(padded, text.length, padded.length, (byte) '\\');
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.clear(padded);
    FlowDecoder.Blocks blocks = decoder.blocks(rows);
    blocks.times().begin(TimeLog.Guess.AS_WRITTEN);
    return blocks.decode(padded, from, text.length, TextEncoding.UTF_8, new RowCounter());
  }

  /** Files of others, not part of the project; the numbers are those of another JSON reader. */
  @ParameterizedTest
  @CsvSource({
    "zeek/002-conn.log, 4504, 0, 4504, 3136, 14616",
    "zeek/json-conn.log, 576, 0, 0, 726271, 60355587",
    "suricata/test6-malicious.suricata.json, 5000, 1488, 3512, 4381935, 648694"
  })
  void realLogs(
      String name, long lines, long otherEvents, long times, double forward, double backward)
      throws IOException {
    byte[] file = Files.readAllBytes(SharedFolder.of("real").resolve(name));
    Outcomes outcomes = new Outcomes(file);
    assertEquals(outcomes.reference, outcomes.fast);
    assertEquals(lines, outcomes.fast.read());
    assertEquals(lines - otherEvents, outcomes.fast.kept());
    assertEquals(
        otherEvents == 0 ? Map.of() : Map.of(Rejection.NOT_A_FLOW, otherEvents),
        outcomes.fast.rejected());
    assertEquals(times, outcomes.fast.times().read()); // the second's begin with the capture
    assertEquals(forward, outcomes.forward);
    assertEquals(backward, outcomes.backward);
    assertTrue(isDecodedInBlocks(file));
  }
}
