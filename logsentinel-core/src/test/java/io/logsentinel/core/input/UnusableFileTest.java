package io.logsentinel.core.input;

import static io.logsentinel.core.text.GzipMembersTest.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.FlowFormat.Recognition;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is told that is none of flows, or none as it stands, and what is passed over. */
class UnusableFileTest {
  private static final String SHORT =
      "Src IP,Dst IP,Src Port,Dst Port,Protocol,Flow Duration,Tot Fwd Pkts,Tot Bwd Pkts,"
          + "TotLen Fwd Pkts,TotLen Bwd Pkts";

  private static FlowFileException refused(byte[] file) {
    FlowFileException e = assertThrows(FlowFileException.class, () -> read(file, FlowFormats.AUTO));
    FlowFileException looked =
        assertThrows(
            FlowFileException.class,
            () -> FlowReader.recognise(() -> new ByteArrayInputStream(file), FlowFormats.AUTO));
    assertEquals(e.getMessage(), looked.getMessage());
    assertEquals(e.kind(), looked.kind());
    return e;
  }

  private static String told(String file) {
    return refused(file.getBytes(StandardCharsets.UTF_8)).getMessage();
  }

  private static RowCounts read(byte[] file, FlowFormat format) throws IOException {
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(file),
        format,
        Runnable::run,
        2,
        hasTimes -> (batch, none) -> {});
  }

  private static String flows(int rows) {
    return FlowText.HEADER + "\n" + (FlowText.row() + "\n").repeat(rows);
  }

  @Test
  void namesOfTheNearestDialect_areThoseThatAreLacking() {
    assertEquals(
        "line 1: lacks 2 of the 10 required columns: Src IP, Dst IP; the others are those of"
            + " cicflowmeter-4-short; there are Src Port, Dst Port, Protocol, Flow Duration, Tot"
            + " Fwd Pkts, Tot Bwd Pkts, TotLen Fwd Pkts, TotLen Bwd Pkts; sets made for classifiers"
            + " have no addresses: take the flows they were made of",
        told(SHORT.replace("Src IP,Dst IP,", "") + "\n1\n"));
    String zeekDns = "#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tproto\n";
    assertTrue(
        told(zeekDns).startsWith("line 2: lacks 3 of the 9 required columns: id.resp_p, duration")
            || told(zeekDns).contains("the others are those of zeek-conn; there are ts, uid,"),
        told(zeekDns));
  }

  private static final String UNSW =
      String.join(",", Dialect.named("unsw-nb15").layout().columns());

  private static String unsw(int columns) {
    String row = "59.166.0.0,1390,149.171.126.6,53,udp,CON,0.001055,132,164" + ",0".repeat(40);
    return String.join(",", Arrays.asList(row.split(",")).subList(0, columns)) + "\n";
  }

  /** With and without a header, and what looks like it. */
  @Test
  void filesOfUnswNb15() throws IOException {
    for (String first : List.of("", "\ufeff", UNSW + "\n", UNSW.replace(",", ", ") + "\r\n")) {
      byte[] file = (first + unsw(49).repeat(3)).getBytes(StandardCharsets.UTF_8);
      assertEquals(3, read(file, FlowFormats.AUTO).kept(), first);
    }
    for (String by : List.of(";", "|", "\t")) {
      String rows = unsw(49).replace(",", by).repeat(3);
      String hint = "sep=" + by.replace("\t", "\\t") + "\n";
      assertEquals(
          3, read((hint + rows).getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO).kept());
      assertEquals(
          "line 1: no header: 47 of 49 column names are numbers or addresses, as in a row;"
              + " expected names like Source IP; without one, only the 49 columns of unsw-nb15 or the 84"
              + " columns of cicflowmeter-4-bare are known; put a line of names above the rows, or"
              + " name the columns in a --dialect FILE (`columns=`);"
              + " say so on a first line `"
              + hint.strip()
              + "`",
          told(rows));
    }
    assertEquals(
        "line 1: no header: 46 of 48 column names are numbers or addresses, as in a row; expected"
            + " names like Source IP; without one, only the 49 columns of unsw-nb15 or the 84"
            + " columns of cicflowmeter-4-bare are known; put a line of names above the rows, or"
            + " name the columns in a --dialect FILE (`columns=`)",
        told(unsw(48)));
    byte[] small =
        (UNSW.toLowerCase(Locale.ROOT) + "\n" + unsw(49)).getBytes(StandardCharsets.UTF_8);
    assertEquals(1, read(small, FlowFormats.AUTO).kept(), "as others publish it");
    RowCounts counts =
        read((unsw(49) + unsw(48)).getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO);
    assertEquals(
        "48 fields, unsw-nb15 has no header and 49",
        counts.first().get(Rejection.TOO_FEW_FIELDS).what());
  }

  /** Wide text without a header, and lines of nothing or of words above the first row. */
  @Test
  void filesOfUnswNb15_asOtherToolsLeaveThem() throws IOException {
    String rows = unsw(49).repeat(3);
    for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8")) {
      assertEquals(3, read(("\ufeff" + rows).getBytes(charset), FlowFormats.AUTO).kept(), charset);
    }
    for (String above : List.of("\n", "\r\n \n", "# exported\n", "#\n\n#\n")) {
      byte[] file = (above + rows + "1,2\n").getBytes(StandardCharsets.UTF_8);
      ParallelReaderTest.assertAgree(file);
      RowCounts counts = read(file, FlowFormats.AUTO);
      assertEquals(3, counts.kept(), above);
      assertEquals(
          above.chars().filter(c -> c == '\n').count() + 4,
          counts.first().get(Rejection.TOO_FEW_FIELDS).line());
    }
    RowCounts blank = read(("\n,,\n" + rows).getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO);
    assertEquals(Map.of(Rejection.BLANK, 2L), blank.rejected());
  }

  /** Sets for training have the columns that a classifier learns from, and nobody's address. */
  @Test
  void setsWithoutAddresses_areToldSo() {
    String message =
        told(
            "\ufeffid,dur,proto,service,state,spkts,dpkts,sbytes,dbytes,rate,attack_cat,label\r\n"
                + "1,0.12,tcp,-,FIN,6,4,258,172,74.1,Normal,0\r\n");
    assertEquals(
        "line 1: lacks 4 of the 10 required columns: srcip, dstip, sport, dsport; the others are"
            + " those of unsw-nb15-named; there are id, dur, proto, service, state, spkts, dpkts,"
            + " sbytes, dbytes, rate, attack_cat, label; sets made for classifiers have no"
            + " addresses: take the flows they were made of",
        message);
  }

  /** As these tools write for people, not for others. */
  @Test
  void namesThatBlanksPart() {
    String as = "`, as ra -c , and nfdump -o csv write";
    assertEquals(
        "line 1: names are parted by blanks, expected `," + as,
        told(
            "Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port"
                + "   Packets    Bytes Flows\n"
                + "2024-01-01 10:00:00.123     1.024 TCP         10.0.0.1:4 ->        10.0.0.2:3"
                + "          5      500     1\n"));
    assertEquals(
        "line 1: names are parted by blanks, expected `," + as,
        told("  StartTime Flgs Proto SrcAddr Sport Dir DstAddr Dport TotPkts TotBytes State \n"));
    assertTrue(told("just some words\n").contains("there is just some words: names of no known"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "   "})
  void tabsThatATerminalMadeBlanksOf(String blanks) {
    String log =
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
            + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration"
            + "\torig_bytes\tresp_bytes\torig_pkts\tresp_pkts\n"
            + "1.5\tC1\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t1\t1\t1\t1\t1\n";
    assertEquals(
        "line 6: names are parted by blanks, expected `\\t`, as zeek-conn has them; text that was"
            + " copied from a terminal has blanks in place of tabs: take the file itself, or"
            + " `tr -s ' ' '\\t' < FILE | ./logsentinel -`",
        told(log.replace("\t", blanks)));
  }

  /** Pretty-printed, and side by side: JSON all the same, of which jq makes lines. */
  @Test
  void objectsThatAreNotOneALine() {
    String object = "{\"id.orig_h\":\"10.0.0.1\",\"note\":\"}{\",\"in\":{\"a\":1}}";
    String several =
        "several objects stand on the line, expected one a line, as `jq -c .` makes of them";
    assertEquals("line 1: " + several, told(object + object + "\n"));
    assertEquals("line 2: " + several, told("\n" + object + " " + object + " " + object));
    String over =
        "line 1: an object goes on over several lines, expected one a line, as `jq -c .` makes of it";
    assertEquals(over, told("{\n  \"id.orig_h\": \"10.0.0.1\"\n}\n"));
    assertEquals(over, told("{ \"id.orig_h\": \"10.0.0.1\",\n\n  \"a\": [\n1]\n}\n"));
    String none = "line 1: is no JSON object: expected one a line, as `jq -c .` makes of others";
    assertEquals(none, told("{\"id.orig_h\": \"10.0.0.1\",\n" + object + "\n"), "torn");
    assertEquals(none, told("{\"note\":\"}{\"}}\n" + object + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      value = {
        "{~: it goes on over lines, of which `jq -c .` makes one",
        "[{\"a\":1}]~: an array, of which `jq -c '.[]'` makes lines",
        "{\"a\":1} {\"a\":2}~: several stand on the line, of which `jq -c .` makes one each",
        "{\"a\":1},~: a comma stands after it",
        "{\"a\":1~''",
        "{\"a\":1}}~''",
        "none~''",
      })
  void linesThatHoldNoObject(String line, String hint) {
    assertEquals(hint, JsonMisfit.hint(line));
  }

  /** Collectors of logs write things around objects. */
  @Test
  void objectsAmongOtherText() {
    String object = "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\"}";
    for (String before : List.of("@cee: ", "Jan  1 10:00:00 sensor suricata[1]: ", "<13>1 - - ")) {
      assertEquals(
          "line 1: `" + before + "` stands before the object, as `sed 's/^[^{]*//'` takes off",
          told(before + object + "\n"));
    }
    assertEquals(
        "line 1: what suricata-eve reads begins on line 3, below `# exported`; `tail -n +3` takes off"
            + " what stands above it",
        told("\n# exported\n" + object + "\n"));
    assertEquals(
        "line 1: `\u001e` stands before the object, as `sed 's/^[^{]*//'` takes off",
        told("\u001e" + object + "\n"));
    assertEquals(
        "line 1: a comma stands after the object, as `sed 's/,\\s*$//'` takes off",
        told((object + ",\n").repeat(2)));
    assertTrue(told("a,b{\n").contains("there are a, b{"), "no object at all");
  }

  /** Titles of reports, warnings of tools: where the flows begin is told, and not guessed. */
  @Test
  void linesOfWordsAboveTheFlows() throws IOException {
    assertEquals(
        "line 1: what cic-ids2017 reads begins on line 4, below `Flow export 2024-07-14`; `tail -n"
            + " +4` takes off what stands above it",
        told("Flow export 2024-07-14\nby, hand\n\n" + flows(2)));
    assertEquals(
        "line 1: what zeek-conn-json reads begins on line 2, below `WARNING: {late}`; `tail -n +2`"
            + " takes off what stands above it",
        told("WARNING: {late}\n{\"id.orig_h\":\"::1\",\"id.resp_h\":\"::2\",\"proto\":\"tcp\"}\n"));
    assertEquals(
        "line 1: what unsw-nb15 reads begins on line 2, below `a,b`; `tail -n +2` takes off what"
            + " stands above it",
        told("a,b\n" + unsw(49)));
    assertTrue(told("x\n".repeat(30) + flows(2)).contains("there is x: names of no known"));
    byte[] wide = ("\ufefftitle\n" + flows(2)).getBytes(StandardCharsets.UTF_16LE);
    assertTrue(refused(wide).getMessage().contains("reads begins on line 2, below `title`"));
  }

  /** One name that is another dialect's, too, tells nothing of separators. */
  @Test
  void namesOfNoDialect_saysNothingOfSeparators() {
    assertTrue(told("id,proto,rate\n1,tcp,3\n").contains("there are id, proto, rate"));
  }

  @Test
  void nearMisses_areNamedWithTheRightSpelling() {
    for (String header :
        List.of(
            FlowText.HEADER.toLowerCase(Locale.ROOT),
            FlowText.HEADER.replace(' ', '_'),
            FlowText.HEADER.replace(" ", ""))) {
      String first = header.substring(0, header.indexOf(','));
      String told = told(header + "\n" + FlowText.row());
      assertTrue(told.startsWith("line 1: names must be written as Source IP, "), told);
      assertTrue(told.contains("not `" + first + "`, "), told);
      assertTrue(told.endsWith("--map \"Source IP=" + first + "\""), told);
    }
  }

  @Test
  void namesOfNobody_areShown() {
    assertTrue(
        told("when,what,who\n1,2,3\n")
            .endsWith(
                "; there are when, what, who: names of no known exporter; say which is which with"
                    + " --map or --dialect"));
    String many = "x".repeat(50) + ",n".repeat(20);
    assertTrue(
        told(many)
            .contains(
                "there are " + "x".repeat(37) + "..., n, n, n, n, n, n, n, n, n, n, n and 9 more"),
        told(many));
  }

  @ParameterizedTest
  @CsvSource({";,;", "|,|", "'\t',\\t"})
  void anotherSeparator_isNamed_andASpreadsheetsHintMakesItRead(String separator, String shown)
      throws IOException {
    String file = flows(3).replace(",", separator);
    assertEquals(
        "line 1: the separator looks like `"
            + shown
            + "`, expected `,`; say so on a first line `sep="
            + shown
            + "`",
        told(file));
    for (String hint : List.of("sep=" + separator, "SEP=" + shown, "\nsep=" + shown + "\r")) {
      String hinted = hint + "\n" + file;
      assertEquals(3, read(hinted.getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO).kept());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=,\n", "sep=,\r\n", "# exported 2024-07-04\n", "#a,b\n#\n\n# c\n"})
  void linesAboveTheHeader_arePassedOver_butNotAsTheOriginalReads(String above) throws IOException {
    byte[] file = (above + flows(5000)).getBytes(StandardCharsets.UTF_8);
    assertEquals(5000, read(file, FlowFormats.AUTO).read());
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      assertEquals(5000, reader.records().count());
    }
    Recognition recognised =
        FlowReader.recognise(() -> new ByteArrayInputStream(file), FlowFormats.AUTO);
    assertEquals(Dialect.CIC_IDS_2017.name(), recognised.dialect().name());
    assertEquals(above.chars().filter(c -> c == '\n').count() + 1, recognised.headerLine());
    assertThrows(FlowFileException.class, () -> read(file, FlowFormats.CIC_IDS_2017));
  }

  /** Rows keep their lines and reasons below what is passed over. */
  @Property(tries = 50)
  void aHint_movesLinesAndNothingElse(@ForAll @IntRange(min = 0, max = 50) int good)
      throws IOException {
    String file = flows(good) + "1,2\n" + FlowText.row() + "\n";
    RowCounts plain = read(file.getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO);
    RowCounts hinted = read(("sep=,\n" + file).getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO);
    assertEquals(plain.kept(), hinted.kept());
    assertEquals(plain.rejected(), hinted.rejected());
    plain
        .first()
        .forEach((reason, row) -> assertEquals(row.line() + 1, hinted.first().get(reason).line()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void wideTextWithoutAMark_isTold(String charset) throws IOException {
    byte[] file = flows(40).getBytes(charset);
    String message =
        "is "
            + charset
            + " without a byte order mark; convert it: `iconv -f "
            + charset
            + " -t UTF-8 FILE | ./logsentinel -`";
    assertEquals(message, refused(file).getMessage());
    assertEquals(message.replace("mark;", "mark in gzip;"), refused(gzip(file)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "456c6646696c6500 | a Windows event log (evtx)",
        "d0cf11e0a1b11ae1 | an Excel workbook, or another Office file",
        "4152524f5731     | an Arrow or Feather file",
        "4f626a01         | an Avro file",
        "377abcaf271c     | a 7z archive",
        "255044462d       | a PDF file",
        "894844460d0a1a0a | an HDF5 file",
        "1f9d90           | compressed with compress",
      })
  void otherKindsOfFiles_areNamed(String head, String what) {
    byte[] file = Arrays.copyOf(HexFormat.of().parseHex(head), 600);
    FlowFileException e = refused(file);
    assertEquals(Kind.NOT_TEXT, e.kind());
    assertTrue(e.getMessage().startsWith("is " + what + ", not text; "), e.getMessage());
  }

  @Test
  void aWorkbook_isTold_fromAnotherArchive() {
    byte[] file = new byte[600];
    byte[] zip = {'P', 'K', 3, 4};
    System.arraycopy(zip, 0, file, 0, zip.length);
    assertTrue(refused(file).getMessage().startsWith("is a zip archive, not text; "));
    byte[] name = "[Content_Types].xml".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, file, 30, name.length);
    assertEquals(
        "is an Excel workbook, not text; save its sheet as CSV", refused(file).getMessage());
  }

  @Test
  void bytesOfNoKnownKind_areNoText() {
    byte[] file = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3, '\n', 0, 0};
    FlowFileException e = refused(file);
    assertEquals(Kind.NOT_TEXT, e.kind());
    assertEquals("is not text, nor a known kind of bytes", e.getMessage());
  }

  @Test
  void jsonWithoutFlows_isToldInTheWordsOfTheNearest() {
    assertEquals(
        "line 1: JSON lines without flow fields: lacks ip_proto; there are id.orig_h, id.resp_h,"
            + " ts; if these are flows, say which is which with --dialect",
        told("{\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\",\"ts\":1}\n"));
  }

  /** Collectors put the object of a sensor into one of their own, or into a text. */
  @Test
  void flowsInOtherObjects_areFound_withWhatTakesThemOut() {
    String flow =
        "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"flow\":{\"pkts_toserver\":1}}";
    String told = told("{\"@timestamp\":\"x\",\"suricata\":{\"eve\":" + flow + "}}\n");
    assertTrue(told.contains("; there are @timestamp, suricata.eve.event_type, "), told);
    assertTrue(
        told.endsWith("; `jq -c '.suricata.eve // empty'` takes out what suricata-eve reads"),
        told);
    String zeek = "{\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\",\"proto\":\"tcp\"}";
    String alert = "{\"message\":\"{}\",\"offset\":1}\n";
    String text = alert + alert.replace("{}", zeek.replace("\"", "\\\""));
    assertTrue(
        told(text).endsWith("; `jq -c '.message | fromjson'` takes out what zeek-conn-json reads"),
        told(text));
  }

  /** To say that a set has no addresses must be true. */
  @Test
  void whatIsMissing_isAskedFor() {
    String known = "ts,src_ip,dst_ip,proto,duration,src_bytes,dst_bytes,label";
    assertTrue(
        told(known + "\n1\n")
            .endsWith(
                "; if these are flows, say which is which with --map for each of Source IP,"
                    + " Destination IP, Source Port, Destination Port, Protocol, Flow Duration,"
                    + " Total Fwd Packets, Total Backward Packets, Total Length of Fwd Packets,"
                    + " Total Length of Bwd Packets, and Timestamp where there are times, as"
                    + " --map \"Source IP=COLUMN\", or with --dialect FILE"),
        told(known));
    String withoutAny = "flow_duration" + ",Rate".repeat(20) + ",label";
    assertTrue(
        told(withoutAny + "\n1\n")
            .endsWith(
                "; sets made for classifiers have no addresses: take the flows they were made of"),
        told(withoutAny));
    String other = "flow_duration,ip.src_host" + ",Rate".repeat(20);
    assertFalse(told(other + "\n1\n").contains("have no addresses"), told(other));
  }

  /** Where a duration follows from times alone, both must be there. */
  @Test
  void timesFromWhichADurationFollows_areNeeded() {
    String told =
        told("firstSeen,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes\n1,6,a,1,b,2,3,4\n");
    assertTrue(told.startsWith("line 1: lacks 1 of the 9 required columns: lastSeen; the"), told);
  }

  @Test
  void aFile_isRecognised_withWhatElseItFits() throws IOException {
    List<String> columns = new ArrayList<>(List.of(FlowText.HEADER.split(",")));
    Recognition cic =
        FlowReader.recognise(
            () -> new ByteArrayInputStream(flows(2).getBytes(StandardCharsets.UTF_8)),
            FlowFormats.AUTO);
    assertEquals("cic-ids2017", cic.dialect().name());
    assertEquals(',', cic.separator().orElseThrow());
    assertEquals(1, cic.headerLine());
    assertEquals(columns, cic.columns());
    assertTrue(cic.labelled());
    assertEquals(List.of(), cic.alternatives());
    String both = FlowText.HEADER + "," + SHORT + "\n";
    assertEquals(
        List.of("cicflowmeter-4-short"),
        FlowReader.recognise(
                () -> new ByteArrayInputStream(both.getBytes(StandardCharsets.UTF_8)),
                FlowFormats.AUTO)
            .alternatives());
  }
}
