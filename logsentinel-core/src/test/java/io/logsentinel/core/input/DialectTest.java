package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
  /** Headers as their exporters write them; the columns between are not needed. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "cic-ids2017",
          "Flow ID, Source IP, Source Port, Destination IP, Destination Port, Protocol, Timestamp,"
              + " Flow Duration, Total Fwd Packets, Total Backward Packets,Total Length of Fwd"
              + " Packets, Total Length of Bwd Packets,Flow Bytes/s, Flow Packets/s,Fwd Header"
              + " Length, Fwd Header Length, Label",
          "cicflowmeter-4-short",
          "Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Tot Fwd Pkts,"
              + "Tot Bwd Pkts,TotLen Fwd Pkts,TotLen Bwd Pkts,Flow Byts/s,Flow Pkts/s,"
              + "Fwd Header Len,Bwd Header Len,Label",
          "cicflowmeter-4",
          "Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,"
              + "Total Fwd Packet,Total Bwd packets,Total Length of Fwd Packet,"
              + "Total Length of Bwd Packet,Flow Bytes/s,Flow Packets/s,Fwd Header Length,"
              + "Bwd Header Length,Label");

  /** All that the stages take from a file. */
  private record Reading(
      RowCounts counts, List<Window> windows, List<Profile> profiles, String cleaned) {}

  private static final class Stages {
    private final List<Window> windows = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
    private final Windower windower =
        new Windower(
            20,
            new AccumulatorPool(),
            full -> {
              windows.add(full.window());
              profiles.add(full.profile());
            });

    void take(FlowBatch batch) throws IOException {
      windower.add(batch, FlowTimes.toUtc(batch, ZoneOffset.UTC));
      cleaned.writeBytes(CleanedCsv.lines(batch));
    }

    Reading reading(RowCounts counts) {
      return new Reading(counts, windows, profiles, cleaned.toString(StandardCharsets.UTF_8));
    }
  }

  private static Reading fast(byte[] file) throws IOException {
    Stages stages = new Stages();
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(file), (batch, none) -> stages.take(batch));
    return stages.reading(counts);
  }

  private static Reading reference(byte[] file) throws IOException {
    Stages stages = new Stages();
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        stages.take(batch);
      }
      return stages.reading(reader.counts());
    }
  }

  /** The same rows below any header, a few of them odd or rejected. */
  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      rows.append("id").append(i).append(",10.0.0.").append(i % 7).append(',').append(1024 + i);
      rows.append(i % 5 == 0 ? ",fe80::1," : ",192.168.1.").append(i % 5 == 0 ? "" : i % 3 + ",");
      rows.append(i % 4 == 0 ? "443" : "80").append(",6,06/02/2018 04:2").append(i % 10);
      rows.append(i % 2 == 0 ? ":20" : ":21 PM").append(',').append(i * 1000).append(',');
      rows.append(i).append(",3,").append(i * 100).append(".0,77.0,");
      rows.append(i % 11 == 0 ? "Infinity" : i % 13 == 0 ? "NaN" : "5.154525650091118");
      rows.append(",0.33,32,128,").append(i % 17 == 0 ? "Bot" : "BENIGN").append('\n');
    }
    return rows.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cic-ids2017", "cicflowmeter-4-short", "cicflowmeter-4"})
  void theSameFlowsUnderAnyNames_giveTheSame(String name) throws IOException {
    String expectedText = HEADERS.get("cic-ids2017") + "\n" + rows();
    Reading expected = reference(expectedText.getBytes(StandardCharsets.UTF_8));
    assertEquals(130, expected.counts().read());
    assertEquals(Map.of(), expected.counts().rejected());
    assertEquals(9, expected.counts().partial());
    assertEquals(6, expected.windows().size());
    byte[] file = (HEADERS.get(name) + "\n" + rows()).getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, fast(file));
    assertEquals(expected, reference(file));
    // and where the header, or a row, is not plain
    byte[] quoted =
        (HEADERS.get(name).replace("Flow ID", "\"Flow ID\"") + "\n" + rows())
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, fast(quoted));
    byte[] quotedRow =
        (HEADERS.get(name) + "\n" + rows().replace("id70,", "\"id70\","))
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, fast(quotedRow));
    byte[] utf16 =
        ("\ufeff" + HEADERS.get(name) + "\n" + rows()).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(expected, fast(utf16));
    assertEquals(expected, reference(utf16));
    // the cleaned file is in the one layout, whatever it is made of
    String header =
        Arrays.stream(FlowField.values()).map(FlowField::column).collect(Collectors.joining(","));
    Reading again =
        reference((header + "\n" + expected.cleaned()).getBytes(StandardCharsets.UTF_8));
    assertEquals(expected.windows(), again.windows());
  }

  @Test
  void aFormat_recognisesItsOwnHeaderAlone() {
    for (String name : HEADERS.keySet()) {
      FlowFormat format = FlowFormats.of(Dialect.named(name));
      assertEquals(name, format.name());
      for (String other : HEADERS.keySet()) {
        byte[] head = (HEADERS.get(other) + "\r\n1,2").getBytes(StandardCharsets.UTF_8);
        assertEquals(name.equals(other), format.matches(head), name + " " + other);
        assertTrue(FlowFormats.AUTO.matches(head));
      }
      assertFalse(format.matches(new byte[0]));
      assertFalse(format.matches("\"".getBytes(StandardCharsets.UTF_8)));
      String caf = "caf\u00e9," + HEADERS.get(name) + "\n";
      assertTrue(format.matches(caf.getBytes(StandardCharsets.UTF_8)));
      assertTrue(format.matches(caf.getBytes(StandardCharsets.ISO_8859_1)));
    }
    assertEquals("auto", FlowFormats.AUTO.name());
  }

  @Test
  void oneDialectAsked_readsNoOther() {
    byte[] file = (HEADERS.get("cicflowmeter-4") + "\n").getBytes(StandardCharsets.UTF_8);
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () ->
                FlowReader.open(
                    () -> new ByteArrayInputStream(file), FlowFormats.of(Dialect.CIC_IDS_2017)));
    assertTrue(e.getMessage().startsWith("line 1: lacks 8 of the 10 required columns: Source IP,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "Src IP,Dst IP,Label/lacks 8 of the 10 required columns: Src Port, Dst Port, Protocol,",
        "Src IP;Dst IP;Label/the separator looks like `;`, expected `,`",
        "'\"Source IP,Label\"'/lacks 10 of the 10 required columns: Source IP, Destination IP,",
      })
  void aFileOfNoDialect_isToldInTheWordsOfTheNearest(String header, String message) {
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () ->
                FlowReader.open(
                    () -> new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8))));
    assertTrue(e.getMessage().startsWith("line 1: " + message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void anotherSeparatorAndOtherWords_areRead(String separator) throws IOException {
    Dialect known = Dialect.named("cicflowmeter-4");
    Dialect dialect =
        new Dialect(
            "mine",
            RecordLayout.delimited(";\t|"),
            known.fields(),
            known.time(),
            "",
            Set.of("?"),
            Set.of(),
            List.of(),
            false,
            Measure.PAYLOAD,
            known.benign(),
            known.unlabelled());
    byte[] file =
        ((HEADERS.get("cicflowmeter-4") + "\n" + rows()).replace("NaN", "?"))
            .replace(",", separator)
            .getBytes(StandardCharsets.UTF_8);
    Stages stages = new Stages();
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(file),
            FlowFormats.of(dialect),
            Runnable::run,
            1,
            hasTimes -> (batch, none) -> stages.take(batch));
    Reading expected =
        reference((HEADERS.get("cic-ids2017") + "\n" + rows()).getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, stages.reading(counts));
  }

  @Test
  void theLayoutOfCleanedFiles_isTheFirstDialect() {
    assertEquals(CleanedCsv.DIALECT, Dialect.named(Dialect.names().get(0)));
    for (FlowField field : FlowField.values()) {
      assertEquals(FieldRecipe.column(field.column()), CleanedCsv.DIALECT.fields().get(field));
    }
    assertEquals(17, CleanedCsv.DIALECT.missing().size());
  }

  @Test
  void aDialectFileWithAKeyTooFewOrTooMany_isRefused() throws IOException {
    String whole =
        Arrays.stream(FlowField.values())
                .map(f -> f.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "=x\n")
                .collect(Collectors.joining())
            + "separator=;\ntime=t\nmissing=\nbenign=a|b\nunlabelled=\n";
    Dialect read = Dialect.read("x", new StringReader(whole));
    assertEquals(";", read.layout().separators());
    assertEquals(List.of("a", "b"), read.benign());
    assertEquals(Set.of(), read.missing());
    assertRefused("dialect x lacks the key time", whole.replace("time=t\n", ""));
    assertRefused("dialect x has unknown keys: [tiem]", whole + "tiem=t\n");
    assertRefused(
        "dialect x: protocol-names must be no or yes but is `Yes`", whole + "protocol-names=Yes\n");
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Dialect.read("x", new StringReader(whole + "zero-if-missing=duration\n")))
            .getMessage()
            .startsWith("dialect x: zero-if-missing must be among source-ip|"));
    assertRefused(
        "dialect x: separator must be ASCII characters, each of which may part fields but is ``",
        whole.replace("=;", "="));
    assertEquals(
        "no dialect is named zeek: expected " + String.join(", ", Dialect.names()),
        assertThrows(IllegalArgumentException.class, () -> Dialect.named("zeek")).getMessage());
  }

  private static void assertRefused(String message, String file) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Dialect.read("x", new StringReader(file)));
    assertEquals(message, e.getMessage());
  }

  /** Files of others; not part of the project. */
  @ParameterizedTest
  @ValueSource(strings = {"data_daily_2018-02-06_Flow.csv", "data_daily_2018-02-13_Flow.csv"})
  void realFilesOfCicFlowMeter4_areReadRowByRow(String name) throws IOException {
    Path file = SharedFolder.of("real/cicflowmeter").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Reading reading = fast(bytes);
    assertEquals(reference(bytes), reading);
    // there are no quotes: a row is a line
    long lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1).size();
    assertEquals(lines - 1, reading.counts().read());
    assertEquals(
        reading.counts().read(), reading.counts().kept() + reading.counts().rejectedInAll());
    assertTrue(reading.counts().kept() > 0);
    assertEquals(reading.counts().kept() / 20, reading.windows().size());
    assertTrue(reading.profiles().stream().allMatch(p -> p.firstTime() != FlowBatch.NO_TIME));
  }
}
