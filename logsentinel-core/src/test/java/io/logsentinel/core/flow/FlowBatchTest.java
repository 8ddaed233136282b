package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules.LabelCounts.Count;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.text.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowBatchTest {
  private static final FlowRecord FLOW =
      new FlowRecord("10.0.0.1", "fe80::1", 1, 2, 6, 4, 5, 6, 7, 8, 1.0 / 0, 10, "benign");

  private final FlowBatch.Appender rows = new FlowBatch.Appender();
  private final FlowBatch batch = rows.batch();

  @Test
  void rowsOfFields_readBackAsRecords() {
    rows.source("10.0.0.1").destination("fe80::1").label("benign").localTime(77);
    double value = 0;
    for (FlowField field : FlowField.values()) {
      if (!field.isText()) {
        rows.number(field, ++value);
      }
    }
    rows.add();
    rows.flow(FLOW).add();
    assertEquals(2, batch.size());
    assertEquals(
        new FlowRecord("10.0.0.1", "fe80::1", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "benign"),
        batch.record(0));
    assertEquals(FLOW, batch.record(1));
    assertEquals(77, batch.localTime(0));
    assertEquals(FlowBatch.NO_TIME, batch.localTime(1), "a time is not that of the row before");
    assertEquals(0x0A000001L, batch.sourceKey(0));
    assertEquals(batch.destinationKey(0), batch.destinationKey(1));
    assertEquals(LabelKind.BENIGN, batch.labelKind(0));
  }

  @Test
  void anIncompleteRow_isRefused_andWhatItLacksIsTold() {
    for (FlowField field : FlowField.values()) {
      rows.newRow();
      for (FlowField other : FlowField.values()) {
        if (other != field) {
          set(other);
        }
      }
      IllegalStateException e = assertThrows(IllegalStateException.class, rows::add);
      assertEquals("a flow lacks " + field.column(), e.getMessage());
    }
    rows.newRow().source("a").localTime(1);
    IllegalStateException e = assertThrows(IllegalStateException.class, rows::add);
    assertTrue(e.getMessage().startsWith("a flow lacks Destination IP, Source Port, "));
    assertEquals(0, batch.size());
    rows.flow(FLOW).add();
    assertEquals(1, batch.size());
    rows.flow(FLOW).add();
    assertThrows(IllegalStateException.class, rows::add, "a row is added once");
  }

  /** Few labels, or one for each flow among addresses that are texts too. */
  @Test
  void labelsMeanWhatTheirWritersMean() {
    LabelRules rules = new LabelRules(List.of("0"), List.of("suspicious"), LabelKind.ATTACK);
    FlowBatch.Appender rows = new FlowBatch.Appender(rules);
    FlowBatch batch = rows.batch();
    for (int round = 0; round < 2; round++) {
      for (String label : List.of("0", "1", "suspicious", "", "0", "benign")) {
        rows.flow(FLOW).label(label).add();
      }
      rows.flow(FLOW).label("0").addPartial(Set.of(FlowField.BYTES_PER_SECOND));
      rows.flow(FLOW).label("1").addPartial(Set.of(FlowField.LABEL));
      for (int i = 0; i < 40; i++) {
        rows.flow(FLOW).source("host " + i).label("attack " + i % 20).add();
      }
      LabelKind[] kinds = {
        LabelKind.BENIGN, LabelKind.ATTACK, LabelKind.UNLABELLED, LabelKind.UNLABELLED
      };
      for (int row = 0; row < kinds.length; row++) {
        assertEquals(kinds[row], batch.labelKind(row));
        assertEquals(kinds[row], batch.record(row).labelKind());
      }
      assertEquals("0", batch.label(0));
      assertEquals("BENIGN", batch.usualLabel(0));
      assertEquals("1", batch.record(1).label());
      assertEquals("Unlabelled", batch.record(2).label());
      assertEquals("", batch.usualLabel(3));
      assertEquals("ATTACK", batch.usualLabel(5));
      assertEquals("0", batch.partialLabel(0));
      assertEquals("BENIGN", batch.partials().get(0).flow().label());
      assertEquals("", batch.partialLabel(1));
      List<Count> counts = batch.labelCounts().labels();
      assertEquals(new Count("", LabelKind.UNLABELLED, 2), counts.get(0));
      assertEquals(new Count("0", LabelKind.BENIGN, 3), counts.get(1));
      assertEquals(new Count("attack 0", LabelKind.ATTACK, 2), counts.get(3));
      assertEquals(48, counts.stream().mapToLong(Count::flows).sum());
      rows.clear();
      assertEquals(List.of(), batch.labelCounts().labels());
    }
  }

  @Test
  void timesInUtc_andThoseOfAClock() {
    rows.flow(FLOW).instant(77).add();
    rows.flow(FLOW).instant(77).localTime(78).add();
    rows.flow(FLOW).add();
    assertTrue(batch.isInstant(0));
    assertFalse(batch.isInstant(1));
    assertFalse(batch.isInstant(2));
    ZoneId halifax = ZoneId.of("America/Halifax");
    assertArrayEquals(
        new long[] {77, 78 + 4 * 3_600_000L, FlowBatch.NO_TIME},
        FlowTimes.toUtc(batch, halifax).whole());
    rows.moveTimes(1, 2, 5);
    assertEquals(83, batch.localTime(1));
    rows.forgetTimes();
    assertFalse(batch.isInstant(0));
    assertEquals(FlowBatch.NO_TIME, batch.localTime(0));
    rows.clear();
    rows.flow(FLOW).localTime(1).add();
    assertFalse(batch.isInstant(0));
  }

  private void set(FlowField field) {
    switch (field) {
      case SOURCE_IP -> rows.source("a");
      case DESTINATION_IP -> rows.destination("b");
      case LABEL -> rows.label("x");
      default -> rows.number(field, 1);
    }
  }

  @Test
  void whatIsNoValue_isRefusedAtOnce() {
    assertEquals(
        "Protocol must be a number but was NaN",
        assertThrows(
                IllegalArgumentException.class, () -> rows.number(FlowField.PROTOCOL, Double.NaN))
            .getMessage());
    assertEquals(
        "Label is text, not a number",
        assertThrows(IllegalArgumentException.class, () -> rows.number(FlowField.LABEL, 1))
            .getMessage());
    assertThrows(NullPointerException.class, () -> rows.source(null));
    assertThrows(NullPointerException.class, () -> rows.destination(null));
    assertThrows(NullPointerException.class, () -> rows.label(null));
  }

  @Test
  void aBatchTakesMoreThanItsRoom_andIsFullAtSome() {
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i >= 4096, rows.isFull());
      rows.flow(FLOW).number(FlowField.SOURCE_PORT, i).localTime(i).add();
    }
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i, batch.number(FlowField.SOURCE_PORT, i));
      assertEquals(i, batch.localTime(i));
      assertEquals("fe80::1", batch.address(batch.destinationKey(i)));
    }
    rows.clear();
    assertEquals(0, batch.size());
    assertFalse(rows.isFull());
  }

  /** Long texts fill a batch before its rows do. */
  @Test
  void aBatchOfLongTexts_isFull() {
    rows.flow(FLOW).label("x".repeat(1 << 19)).add();
    assertFalse(rows.isFull());
    rows.flow(FLOW).label("x".repeat(1 << 19)).add();
    assertFalse(rows.isFull(), "a text counts once");
    rows.flow(FLOW).label("y".repeat(1 << 19)).add();
    assertTrue(rows.isFull());
    rows.clear();
    assertFalse(rows.isFull());
  }

  @Test
  void numbersOfSomeRows_areCopied() {
    for (int i = 0; i < 5; i++) {
      rows.flow(FLOW).number(FlowField.PROTOCOL, 10 + i).add();
    }
    double[] into = {-1, -1, -1, -1};
    batch.numbers(FlowField.PROTOCOL, 1, 4, into);
    assertArrayEquals(new double[] {11, 12, 13, -1}, into);
    rows.number(FlowField.PROTOCOL, 99);
    assertEquals(99, rows.number(FlowField.PROTOCOL), "of the row at hand");
  }

  @Test
  void theMeasure_staysFromBatchToBatch() {
    assertEquals(Measure.PAYLOAD, batch.measure());
    rows.measure(Measure.HEADERS);
    rows.clear();
    assertEquals(Measure.HEADERS, batch.measure());
    assertEquals(LabelRules.USUAL, batch.labelRules());
  }

  /** What is lacking is 0 or empty, whatever was set; the time is the row's own. */
  @Test
  void durationsThatAreNotKnown_areThoseOfTheirRowsAlone() {
    rows.flow(FLOW).add();
    rows.flow(FLOW).unknownDuration().add();
    rows.flow(FLOW).unknownDuration().newRow().flow(FLOW).add();
    rows.flow(FLOW).unknownDuration().addPartial(Set.of(FlowField.LABEL));
    rows.flow(FLOW).add();
    rows.flow(FLOW).unknownDuration().add();
    assertEquals(List.of(4.0, 0.0, 4.0, 4.0, 0.0), durations());
    assertEquals(2, RowWarning.UNKNOWN_DURATION.count(batch, 0, 5));
    assertEquals(1, RowWarning.UNKNOWN_DURATION.count(batch, 1, 4));
    assertEquals(0, RowWarning.UNKNOWN_DURATION.count(batch, 2, 4));
    rows.clear();
    rows.flow(FLOW).add();
    assertEquals(0, RowWarning.UNKNOWN_DURATION.count(batch, 0, 1));
  }

  private List<Double> durations() {
    return IntStream.range(0, batch.size())
        .mapToObj(row -> batch.number(FlowField.FLOW_DURATION, row))
        .toList();
  }

  @Test
  void partialFlows_lackWhatTheyLack() {
    rows.flow(FLOW).localTime(7).add();
    rows.flow(FLOW).localTime(9).addPartial(Set.of(FlowField.DESTINATION_PORT, FlowField.LABEL));
    rows.flow(FLOW).addPartial(Set.of(FlowField.BYTES_PER_SECOND));
    rows.flow(FLOW).instant(11).addPartial(Set.of(FlowField.BYTES_PER_SECOND));
    assertEquals(1, batch.size());
    PartialFlow first = batch.partials().get(0);
    assertEquals(
        new FlowRecord("10.0.0.1", "fe80::1", 1, 0, 6, 4, 5, 6, 7, 8, 1.0 / 0, 10, ""),
        first.flow());
    assertEquals(1, first.wholeBefore());
    assertEquals(6, first.after(5).wholeBefore());
    assertEquals(9, first.localTime());
    assertFalse(first.isInstant());
    assertEquals(FlowBatch.NO_TIME, batch.partials().get(1).localTime());
    assertTrue(batch.partials().get(2).isInstant());
    ZoneId halifax = ZoneId.of("America/Halifax");
    assertArrayEquals(
        new long[] {9 + 4 * 3_600_000L, FlowBatch.NO_TIME, 11},
        FlowTimes.toUtc(batch, halifax).partial());
    rows.movePartial(0, 5);
    assertEquals(14, batch.partials().get(0).localTime());
    rows.forgetTimes();
    assertEquals(FlowBatch.NO_TIME, batch.partials().get(0).localTime());
    rows.flow(FLOW).add();
    assertEquals(FlowBatch.NO_TIME, batch.localTime(1), "not that of a partial flow before");
  }

  @Test
  void partialFlowsOfNobodyOrOfAll_areRefused() {
    rows.flow(FLOW);
    for (Set<FlowField> lacking :
        List.of(
            Set.<FlowField>of(), Set.of(FlowField.SOURCE_IP), Set.of(FlowField.DESTINATION_IP))) {
      assertThrows(
          IllegalArgumentException.class, () -> new PartialFlow(FLOW, lacking, 0, false, 0));
    }
  }

  @Test
  void aClearedBatch_holdsNothing() {
    rows.flow(FLOW).label("Bot").instant(7).add();
    rows.flow(FLOW).label("Bot").addPartial(Set.of(FlowField.BYTES_PER_SECOND));
    rows.clear();
    assertEquals(List.of(), batch.partials());
    assertEquals(List.of(), batch.labelCounts().labels());
    rows.flow(FLOW).label("DDoS").add();
    assertFalse(batch.isInstant(0));
    assertEquals(LabelKind.ATTACK, batch.labelKind(0));
    assertEquals(List.of(new Count("DDoS", LabelKind.ATTACK, 1)), batch.labelCounts().labels());
  }

  /** Partial flows fill a batch too. */
  @Test
  void aBatchIsFull_ofAnyFlows() {
    for (int i = 0; i < 4096; i++) {
      assertFalse(rows.isFull());
      rows.flow(FLOW);
      if (i % 2 == 0) {
        rows.add();
      } else {
        rows.addPartial(Set.of(FlowField.BYTES_PER_SECOND));
      }
    }
    assertTrue(rows.isFull());
  }

  @Test
  void theAddressOfAllZeros_isOne() {
    rows.flow(FLOW).source("0.0.0.0").destination("").add();
    assertEquals(0, batch.sourceKey(0));
    assertEquals("0.0.0.0", batch.address(0));
    assertEquals("", batch.address(batch.destinationKey(0)));
  }

  @Test
  void protocolsThatHavePorts() {
    List<Integer> withPorts =
        IntStream.range(0, 256).filter(PartialFlow::hasPorts).boxed().toList();
    assertEquals(List.of(6, 17, 33, 132, 136), withPorts);
  }

  /** As a decoder sets them: equal bytes are one label, and an address is what it would be. */
  @Test
  void textsFromBytes_areThoseOfTheirTexts() {
    byte[] bytes = "10.0.0.1,host,Bot,b1,b2,b3,b4,b5,b6,b7,b8".getBytes(StandardCharsets.US_ASCII);
    String[] labels = "Bot,b1,b2,b3,b4,b5,b6,b7,b8,Bot,b8".split(",");
    String text = new String(bytes, StandardCharsets.US_ASCII);
    for (String label : labels) {
      rows.flow(FLOW);
      set(FlowField.SOURCE_IP, bytes, text, "10.0.0.1");
      set(FlowField.DESTINATION_IP, bytes, text, "host");
      set(FlowField.LABEL, bytes, text, label);
      rows.add();
    }
    for (int row = 0; row < labels.length; row++) {
      assertEquals("10.0.0.1", batch.address(batch.sourceKey(row)));
      assertEquals(0x0A000001L, batch.sourceKey(row));
      assertEquals("host", batch.address(batch.destinationKey(row)));
      assertEquals(labels[row], batch.label(row));
    }
    assertSame(batch.label(0), batch.label(9));
    assertThrows(
        IllegalArgumentException.class,
        () -> rows.text(FlowField.PROTOCOL, bytes, 0, 1, TextEncoding.UTF_8));
  }

  private void set(FlowField field, byte[] bytes, String text, String value) {
    int from = text.indexOf(value);
    rows.text(field, bytes, from, from + value.length(), TextEncoding.UTF_8);
  }

  /** A number written as it stood, one that stood otherwise, one that stood nowhere. */
  @Test
  void numbersAreWrittenAsTheirShortestText() {
    byte[] raw = "x,-7.5,080,443,6".getBytes(StandardCharsets.US_ASCII);
    rows.clear(raw);
    rows.flow(FLOW);
    rows.number(FlowField.SOURCE_PORT, -7.5, 2, 6);
    rows.number(FlowField.DESTINATION_PORT, 80, 7, 10);
    rows.number(FlowField.FLOW_DURATION, 443, 11, 14);
    rows.number(FlowField.FORWARD_BYTES, 443, 11, 14);
    rows.number(FlowField.FORWARD_BYTES, 7.25);
    rows.add();
    assertEquals("-7.5", text(FlowField.SOURCE_PORT));
    assertEquals("80", text(FlowField.DESTINATION_PORT));
    assertEquals("443", text(FlowField.FLOW_DURATION));
    assertEquals("7.25", text(FlowField.FORWARD_BYTES), "set again, and not as it stood");
    assertEquals("6", text(FlowField.PROTOCOL));
    assertEquals("inf", text(FlowField.BYTES_PER_SECOND));
  }

  private String text(FlowField field) {
    byte[] out = new byte[64];
    int end = batch.writeNumber(field, 0, out, 3);
    return new String(Arrays.copyOfRange(out, 3, end), StandardCharsets.US_ASCII);
  }
}
