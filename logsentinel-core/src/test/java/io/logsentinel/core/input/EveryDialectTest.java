package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same flows, written in each dialect by its own recipes read backwards, give the same windows
 * and profiles: a dialect file that is added is tried here without a line of Java.
 */
class EveryDialectTest {
  /** As who types, and who copies from a page or a spreadsheet. */
  private static final List<String> BLANKS = List.of("  ", "\u00a0", " \u2009");

  private static final int FLOWS = 500;
  private static final int WINDOW = 50;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss.SSS", Locale.ROOT);

  static Stream<String> json() {
    return Dialect.names().stream().filter(name -> Dialect.named(name).layout().json());
  }

  static Stream<String> delimited() {
    return Dialect.names().stream().filter(name -> !Dialect.named(name).layout().json());
  }

  static Stream<String> labelled() {
    return Dialect.names().stream()
        .filter(
            name ->
                Dialect.named(name).fields().get(FlowField.LABEL).operation() == Operation.COLUMN);
  }

  /** By its own words, and in a cleaned file by the usual ones. */
  @ParameterizedTest
  @MethodSource("labelled")
  void labelsMeanWhatTheDialectSays(String name) throws IOException {
    Dialect dialect = Dialect.named(name);
    List<String> labels = new ArrayList<>(List.of("BENIGN", "DDoS", "1", "PortScan", "DDoS", "x"));
    int attacks = labels.size() - 1;
    labels.addAll(dialect.benign());
    labels.addAll(dialect.unlabelled());
    FlowRecord flow = flows(dialect).get(1);
    List<FlowRecord> flows = new ArrayList<>();
    for (String label : labels) {
      double[] numbers = new double[FlowField.values().length];
      for (FlowField field : FlowField.values()) {
        numbers[field.ordinal()] = field.isText() ? 0 : flow.number(field);
      }
      flows.add(FlowRecord.of(flow.sourceIp(), flow.destinationIp(), numbers, label));
    }
    String separators = dialect.layout().separators();
    byte[] file =
        dialect.layout().json()
            ? jsonLines(dialect, flows, false, "")
            : file(dialect, separators.charAt(0), flows);
    Map<String, LabelKind> kinds = new HashMap<>();
    try (FlowReader reader =
        FlowReader.open(() -> new ByteArrayInputStream(file), FlowFormats.of(dialect))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          kinds.put(batch.label(row), batch.labelKind(row));
          assertEquals(batch.labelKind(row), LabelRules.USUAL.kind(batch.usualLabel(row)));
        }
      }
    }
    for (String label : labels) {
      LabelKind expected =
          labels.indexOf(label) > 0 && labels.indexOf(label) <= attacks
              ? LabelKind.ATTACK
              : dialect.benign().contains(label) ? LabelKind.BENIGN : LabelKind.UNLABELLED;
      // a word for missing is none at all
      assertEquals(expected, kinds.getOrDefault(label, LabelKind.UNLABELLED), label);
    }
  }

  @Test
  void theUsualRules_areThoseOfCleanedFiles() {
    assertEquals(LabelRules.USUAL, Dialect.CIC_IDS_2017.labelRules());
  }

  /** What an exporter can express: where it is one-way, no flow has an answer. */
  private static List<FlowRecord> flows(Dialect dialect) {
    boolean answered =
        dialect.fields().get(FlowField.BACKWARD_PACKETS).operation() != Operation.CONSTANT;
    boolean answeredBytes =
        dialect.fields().get(FlowField.BACKWARD_BYTES).operation() != Operation.CONSTANT;
    Random random = new Random(7);
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      double micros = i % 9 == 0 ? 0 : 1000.0 * random.nextInt(5_000_000);
      double forward = 1 + random.nextInt(9);
      double backward = answered ? random.nextInt(7) : 0;
      double out = random.nextInt(4000);
      double in = answeredBytes ? random.nextInt(90_000) : 0;
      flows.add(
          new FlowRecord(
              "10.0.0." + random.nextInt(20),
              i % 5 == 0 ? "2001:db8::" + (1 + random.nextInt(9)) : "192.0.2." + random.nextInt(9),
              1024 + random.nextInt(60_000),
              i % 3 == 0 ? 53 : 443,
              i % 3 == 0 ? 17 : 6,
              micros,
              forward,
              backward,
              out,
              in,
              micros == 0 ? 0 : (out + in) / (micros / 1e6),
              micros == 0 ? 0 : (forward + backward) / (micros / 1e6),
              "BENIGN"));
    }
    return flows;
  }

  private static String value(FlowRecord flow, FlowField field) {
    return switch (field) {
      case SOURCE_IP -> flow.sourceIp();
      case DESTINATION_IP -> flow.destinationIp();
      case LABEL -> flow.label();
      default -> NumberText.write(flow.number(field));
    };
  }

  /** Values of the columns from which the recipes make the flow. */
  private static Map<String, String> columns(Dialect dialect, FlowRecord flow) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = dialect.fields().get(field);
      if (recipe.operation() == Operation.COLUMN
          || recipe.hasTypeAndCode()
          || recipe.operation() == Operation.BY_RATE) {
        String value = value(flow, field);
        boolean named = field == FlowField.PROTOCOL && dialect.namesProtocols();
        columns.put(recipe.first(), named ? (value.equals("6") ? "tcp" : "UDP") : value);
      } else if (recipe.operation() == Operation.TIMES) {
        double value = flow.number(field) / recipe.operand();
        columns.put(recipe.first().split("\\|")[0], NumberText.write(value));
      } else if (recipe.operation() == Operation.CONSTANT) {
        assertEquals(recipe.operand(), flow.number(field));
      }
    }
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = dialect.fields().get(field);
      if (recipe.operation() == Operation.MINUS) {
        double second = NumberText.parse(columns.get(recipe.second()));
        columns.put(recipe.first(), NumberText.write(flow.number(field) + second));
      }
    }
    return columns;
  }

  private static byte[] file(Dialect dialect, char separator, List<FlowRecord> flows) {
    return file(dialect, separator, "", flows);
  }

  /** With blanks around every name and value. */
  private static byte[] file(
      Dialect dialect, char separator, String blanks, List<FlowRecord> flows) {
    RecordLayout layout = dialect.layout();
    String between = blanks + separator + blanks;
    List<String> names = new ArrayList<>(values(dialect, flows.get(0), 0).keySet());
    names.add("not needed");
    StringBuilder text = new StringBuilder();
    if (!layout.columns().isEmpty()) {
      names = layout.columns();
    } else {
      text.append(layout.comment().isEmpty() ? "" : layout.comment() + "made by a test\n");
      text.append(layout.header().isEmpty() ? "" : layout.header() + separator);
      text.append(String.join(between, names)).append(blanks).append('\n');
    }
    for (int i = 0; i < flows.size(); i++) {
      Map<String, String> columns = values(dialect, flows.get(i), i);
      List<String> row = names.stream().map(name -> columns.getOrDefault(name, "x")).toList();
      text.append(blanks).append(String.join(between, row)).append(blanks).append('\n');
    }
    text.append(layout.trailer().isEmpty() ? "" : layout.trailer() + "\nflows,bytes\n1,2\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** With times where durations follow from them. */
  private static Map<String, String> values(Dialect dialect, FlowRecord flow, int row) {
    return dialect.endTime().isEmpty() ? columns(dialect, flow) : timed(dialect, flow, row);
  }

  /** The columns of a flow, and its times, which all formats of time have in common. */
  private static Map<String, String> timed(Dialect dialect, FlowRecord flow, int row) {
    Map<String, String> columns = columns(dialect, flow);
    LocalDateTime first = LocalDateTime.of(2026, 11, 26, 10, 0).plusNanos(1_000_000L * row);
    columns.put(dialect.time(), TIME.format(first));
    if (!dialect.endTime().isEmpty()) {
      long nanos = (long) (1000 * flow.flowDuration());
      columns.put(dialect.endTime(), TIME.format(first.plusNanos(nanos)));
    }
    return columns;
  }

  private static byte[] timedCsv(List<FlowRecord> flows) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < flows.size(); row++) {
      Map<String, String> columns = timed(Dialect.CIC_IDS_2017, flows.get(row), row);
      text.append(row == 0 ? String.join(",", columns.keySet()) + "\n" : "");
      text.append(String.join(",", columns.values())).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An object a line, its members nested or not, among records of other kinds. */
  private static byte[] jsonLines(
      Dialect dialect, List<FlowRecord> flows, boolean nested, String blanks) {
    RecordLayout layout = dialect.layout();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < flows.size(); row++) {
      JsonObject object = new JsonObject();
      object.addProperty("uid", "C{" + row + "\\\"}");
      if (!layout.kind().isEmpty()) {
        object.addProperty(layout.kind(), "alert");
        text.append(row % 7 == 3 ? object + "\n" : "");
        object.addProperty(layout.kind(), layout.flows().stream().findFirst().orElse(""));
      }
      timed(dialect, flows.get(row), row)
          .forEach(
              (names, value) ->
                  put(object, names.split("\\|")[0], blanks + value + blanks, nested));
      object.add("tags", JsonParser.parseString("[1,{\"label\":\"no\"},[]]"));
      text.append(object).append(row % 3 == 0 ? "\r\n" : "\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(JsonObject object, String name, String value, boolean nested) {
    int dot = nested ? name.indexOf('.') : -1;
    if (dot < 0) {
      boolean number = value.matches("[0-9]+(\\.[0-9]+)?");
      object.add(name, number ? JsonParser.parseString(value) : new JsonPrimitive(value));
      return;
    }
    String outer = name.substring(0, dot);
    if (!object.has(outer)) {
      object.add(outer, new JsonObject());
    }
    put(object.getAsJsonObject(outer), name.substring(dot + 1), value, true);
  }

  private record Read(List<List<Double>> sums, List<Profile> profiles, RowCounts counts) {}

  private static Read read(byte[] file, FlowFormat format) throws IOException {
    List<List<Double>> sums = new ArrayList<>();
    List<Profile> profiles = new ArrayList<>();
    Windower windower =
        new Windower(
            WINDOW,
            new AccumulatorPool(),
            full -> {
              sums.add(java.util.Arrays.stream(Metric.vector(full.window())).boxed().toList());
              // what is counted differs, and is known
              profiles.add(full.profile().withMeasure(Measure.PAYLOAD));
            });
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(file),
            format,
            Runnable::run,
            1,
            hasTimes -> (batch, none) -> windower.add(batch));
    // times are another matter: not every dialect has a place for them
    return new Read(sums, profiles, counts.withTimes(RowCounts.TimeCounts.NONE));
  }

  @ParameterizedTest
  @MethodSource("delimited")
  void theSameFlowsInADialect_giveTheSameWindowsAndProfiles(String name) throws IOException {
    Dialect dialect = Dialect.named(name);
    List<FlowRecord> flows = flows(dialect);
    byte[] cic =
        dialect.endTime().isEmpty() ? file(Dialect.CIC_IDS_2017, ',', flows) : timedCsv(flows);
    Read expected = read(cic, FlowFormats.CIC_IDS_2017);
    assertEquals(new RowCounts(FLOWS, Map.of(), Map.of()), expected.counts());
    // a blank cannot part values with blanks around them, or in them
    for (char separator : dialect.layout().separators().replace(" ", "").toCharArray()) {
      byte[] file = file(dialect, separator, flows);
      assertTrue(FlowFormats.of(dialect).matches(file), name + " recognises its own file");
      assertEquals(expected, read(file, FlowFormats.of(dialect)));
      assertEquals(expected, read(file, FlowFormats.AUTO), "recognised among all dialects");
      for (String blanks : BLANKS) {
        byte[] padded = file(dialect, separator, blanks, flows);
        assertEquals(expected, read(padded, FlowFormats.AUTO), "blanks are part of no value");
      }
    }
  }

  private static List<FlowRecord> records(String text) throws IOException {
    try (FlowReader reader =
        FlowReader.open(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      return reader.records().toList();
    }
  }

  /** Labelled Zeek logs have their last columns in one field, parted by three blanks. */
  @ParameterizedTest
  @CsvSource({
    "-   Malicious   C&C, Malicious",
    "(empty)   Benign   -, Benign",
    "-   Benign, Benign",
    "'-      x', ''",
    "-, ''",
  })
  void label_mayBeAPartOfAColumn(String last, String label) throws IOException {
    String header =
        "#fields\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes"
            + "\tresp_bytes\torig_pkts\tresp_pkts\ttunnel_parents   label   detailed-label\n";
    String row = "10.0.0.1\t1\t10.0.0.2\t2\ttcp\t0.5\t10\t20\t1\t2\t";
    List<FlowRecord> flows = records(header + row + "-   Malicious   x\n" + row + last + "\n");
    assertEquals("Malicious", flows.get(0).label());
    assertEquals(label, flows.get(1).label(), "without a label it is a flow like any other");
  }

  /** nfdump writes large counts in thousands, millions and so on. */
  @ParameterizedTest
  @CsvSource({"1.3 M, 1300000", "2.05K, 2050", "3 G, 3000000000", "7, 7"})
  void counts_mayBeScaled(String text, double bytes) throws IOException {
    String header = "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes\n";
    String row = "2026-11-26 10:00:00,0.5,TCP,10.0.0.1,1,10.0.0.2,2,1, " + text + "\n";
    assertEquals(bytes, records(header + row).get(0).forwardBytes());
  }

  /** Of protocols with ports such a number is the port; of others, what Argus knows a ping by. */
  @ParameterizedTest
  @CsvSource({
    "tcp, 0x01bb, 0x0035, 443, 53",
    "UDP, 0X35, 123, 53, 123",
    "icmp, 0x0008, 0x7b28, 0, 0",
    "esp, 7, 0x0102, 7, 0",
    "tcp, 0x00010000, 1, 65536, 1",
  })
  void portsMayBeHexadecimal(
      String protocol, String from, String to, double source, double destination)
      throws IOException {
    String names = "StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport,TotPkts,TotBytes,SrcBytes\n";
    String row = "2011/08/10 09:46:53,1,%s,10.0.0.1,%s,10.0.0.2,%s,4,276,156\n";
    FlowRecord flow = records(names + String.format(Locale.ROOT, row, protocol, from, to)).get(0);
    assertEquals(source, flow.sourcePort());
    assertEquals(destination, flow.destinationPort());
  }

  /** A separator at the end of the header alone, of rows alone, or of both, tells nothing. */
  @Test
  void separatorsAtTheEnd() throws IOException {
    for (char separator : new char[] {',', '\t'}) {
      String names = FlowText.HEADER.replace(',', separator);
      String row = FlowText.row().replace(',', separator);
      for (String after : List.of(separator + "\n", separator + " \r\n")) {
        for (String end : List.of("\n", after)) {
          String text = names + after + (row + end).repeat(3);
          boolean isTab = separator == '\t';
          byte[] file = ((isTab ? "sep=\\t\n" : "") + text).getBytes(StandardCharsets.UTF_8);
          RowCounts kept = new RowCounts(3, Map.of(), Map.of());
          assertEquals(kept, read(file, FlowFormats.AUTO).counts());
          ParallelReaderTest.assertAgree(file);
        }
      }
      String more = names + separator + "\n" + row + separator + "x\n";
      byte[] named =
          ((separator == ',' ? "" : "sep=\\t\n") + more).getBytes(StandardCharsets.UTF_8);
      assertEquals(1, read(named, FlowFormats.AUTO).counts().kept(), "a column without a name");
    }
    byte[] exact =
        (FlowText.HEADER + ",\n" + FlowText.row() + "\n").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        Map.of(Rejection.TOO_FEW_FIELDS, 1L),
        read(exact, FlowFormats.CIC_IDS_2017).counts().rejected(),
        "as the original has it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "0,5; td is `0,5`, expected a point before decimals, and nothing between thousands",
        "-1,234.5; td is `-1,234.5`, expected a point before decimals, and nothing between thousands",
        "1'000'000; td is `1'000'000`, expected a point before decimals, and nothing between thousands",
        "1 000.5; td is `1 000.5`, expected a point before decimals, and nothing between thousands",
        "1.024s; td is `1.024s`",
        ",; td is `,`",
      })
  void numbersAsPeopleWriteThem_areToldWhatIsExpected(String text, String what) throws IOException {
    String names = "ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt\n";
    String row = "2024-01-01 10:00:00,\"" + text + "\",10.0.0.1,10.0.0.2,1,2,TCP,1,2,3,4\n";
    byte[] file = (names + row).getBytes(StandardCharsets.UTF_8);
    RowCounts counts = read(file, FlowFormats.AUTO).counts();
    assertEquals(what, counts.first().get(Rejection.NOT_A_NUMBER).what());
    byte[] named =
        (names + row.replace("\"" + text + "\"", "1").replace(",2,TCP", ",https,TCP"))
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "dp is `https`, expected the port's number",
        read(named, FlowFormats.AUTO).counts().first().get(Rejection.NOT_A_NUMBER).what());
  }

  /** Some versions of an exporter write seconds, others microseconds, under the same name. */
  @Test
  void durationInSeconds_isToldByTheRateOfPackets() throws IOException {
    Dialect dialect = Dialect.named("python-cicflowmeter");
    List<FlowRecord> flows = flows(dialect);
    List<FlowRecord> inSeconds =
        flows.stream()
            .map(
                flow -> {
                  double[] numbers = new double[FlowField.values().length];
                  for (FlowField field : FlowField.values()) {
                    numbers[field.ordinal()] = field.isText() ? 0 : flow.number(field);
                  }
                  numbers[FlowField.FLOW_DURATION.ordinal()] /= 1e6;
                  return FlowRecord.of(
                      flow.sourceIp(), flow.destinationIp(), numbers, flow.label());
                })
            .toList();
    FlowFormat format = FlowFormats.of(dialect);
    assertEquals(
        read(file(dialect, ',', flows), format), read(file(dialect, ',', inSeconds), format));
  }

  @ParameterizedTest
  @MethodSource("json")
  void theSameFlowsAsJsonLines_giveTheSameWindowsAndProfiles(String name) throws IOException {
    Dialect dialect = Dialect.named(name);
    List<FlowRecord> flows = flows(dialect);
    Read expected = read(timedCsv(flows), FlowFormats.CIC_IDS_2017);
    for (boolean nested : new boolean[] {false, true}) {
      byte[] file = jsonLines(dialect, flows, nested, "");
      Read read = read(file, FlowFormats.AUTO);
      assertEquals(expected.sums(), read.sums());
      assertEquals(expected.profiles(), read.profiles());
      assertEquals(FLOWS, read.counts().kept());
      for (String blanks : BLANKS) {
        assertEquals(
            read,
            read(jsonLines(dialect, flows, nested, blanks), FlowFormats.AUTO),
            "blanks are part of no value");
      }
      Map<Rejection, Long> others =
          dialect.layout().kind().isEmpty() ? Map.of() : Map.of(Rejection.NOT_A_FLOW, 71L);
      assertEquals(others, read.counts().rejected());
      ParallelReaderTest.assertAgree(file);
      assertFalse(FlowFormats.CIC_IDS_2017.matches(file));
      for (String other : Dialect.names()) {
        assertEquals(name.equals(other), FlowFormats.of(Dialect.named(other)).matches(file));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("delimited")
  void anotherDialect_isNotTakenForIt(String name) {
    Dialect dialect = Dialect.named(name);
    byte[] file = file(dialect, dialect.layout().separators().charAt(0), flows(dialect));
    for (String other : Dialect.names()) {
      boolean before = Dialect.names().indexOf(other) < Dialect.names().indexOf(name);
      if (before && !Dialect.named(other).layout().json()) {
        assertFalse(FlowFormats.of(Dialect.named(other)).matches(file), other + " takes " + name);
      }
    }
  }
}
