package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.LabelRules.LabelCounts.Count;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

  /** A number written as it stood, one that stood otherwise, one that stood nowhere. */
  @Test
  void numbersAreWrittenAsTheirShortestText() {
    byte[] raw = {'-', '7', '.', '5', ',', '0', '8', '0'};
    rows.clear(raw);
    rows.flow(FLOW);
    rows.number(FlowField.SOURCE_PORT, -7.5, 0, 4);
    rows.number(FlowField.DESTINATION_PORT, 80, 5, 8);
    rows.add();
    assertEquals("-7.5", text(FlowField.SOURCE_PORT));
    assertEquals("80", text(FlowField.DESTINATION_PORT));
    assertEquals("6", text(FlowField.PROTOCOL));
    assertEquals("inf", text(FlowField.BYTES_PER_SECOND));
  }

  private String text(FlowField field) {
    byte[] out = new byte[64];
    int end = batch.writeNumber(field, 0, out, 3);
    return new String(Arrays.copyOfRange(out, 3, end), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
