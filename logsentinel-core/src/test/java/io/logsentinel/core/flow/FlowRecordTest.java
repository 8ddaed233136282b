package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowRecordTest {
  private static FlowRecord flow(String source, double rate, String label) {
    return new FlowRecord(source, "b", 1, 2, 3, 4, 5, 6, 7, 8, rate, 10, label);
  }

  @Test
  void nullAndNaN_areRefused() {
    NullPointerException source =
        assertThrows(NullPointerException.class, () -> flow(null, 1, "x"));
    assertEquals("Source IP", source.getMessage());
    NullPointerException label = assertThrows(NullPointerException.class, () -> flow("a", 1, null));
    assertEquals("Label", label.getMessage());
    IllegalArgumentException rate =
        assertThrows(IllegalArgumentException.class, () -> flow("a", Double.NaN, "x"));
    assertEquals("Flow Bytes/s must be a number but was NaN", rate.getMessage());
    for (FlowField field : FlowField.values()) {
      if (!field.isText()) {
        double[] numbers = new double[FlowField.values().length];
        numbers[field.ordinal()] = Double.NaN;
        assertEquals(
            field.column() + " must be a number but was NaN",
            assertThrows(IllegalArgumentException.class, () -> FlowRecord.of("a", "b", numbers, ""))
                .getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BENIGN,false",
    "benign,false",
    "Benign traffic,false",
    "nonbenign,true",
    "No Label,false",
    "-,false",
    "DDoS,true",
    "BEN IGN,true",
    "'',false",
    "benıgn,false"
  })
  void aFlowIsAnAttackUnlessItsLabelSaysBenignOrNothing(String label, boolean attack) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(attack, flow("a", 1, label).isAttack());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void accountsAddUp() {
    RowCounts a = new RowCounts(2, Map.of(Rejection.BLANK, 1L), Map.of(RowWarning.PORT, 1L));
    RowCounts b = new RowCounts(3, Map.of(Rejection.BLANK, 2L, Rejection.TOO_LONG, 1L), Map.of());
    RowCounts sum = a.plus(b);
    assertEquals(
        new RowCounts(
            5, Map.of(Rejection.BLANK, 3L, Rejection.TOO_LONG, 1L), Map.of(RowWarning.PORT, 1L)),
        sum);
    assertEquals(9, sum.read());
    assertEquals(4, sum.rejectedInAll());
    assertEquals(
        new RowCounts(0, Map.of(Rejection.UNREADABLE_FILE, 9L), Map.of()),
        sum.allRejected(Rejection.UNREADABLE_FILE));
    assertEquals(RowCounts.NONE, RowCounts.NONE.allRejected(Rejection.UNCLOSED_QUOTE));
    assertEquals(a, a.plus(RowCounts.NONE));
  }

  @Test
  void measures_areWhatIsCounted() {
    for (Measure measure : Measure.values()) {
      assertEquals(measure, Measure.of(measure.countsHeaders(), measure.isOneWay()));
      assertEquals(measure, Measure.labelled(measure.label()));
    }
    assertEquals("headers-one-way", Measure.of(true, true).label());
    assertEquals("bytes of payload, one direction", Measure.of(false, true).words());
    assertThrows(IllegalArgumentException.class, () -> Measure.labelled("HEADERS"));
  }

  @Test
  void anotherLabel_leavesAllElse() {
    FlowRecord flow = flow("a", 9, "Bot");
    assertEquals(flow("a", 9, "BENIGN"), flow.withLabel("BENIGN"));
    assertSame(flow, flow.withLabel("Bot"));
    assertThrows(IllegalArgumentException.class, () -> flow.number(FlowField.LABEL));
  }

  @Test
  void reasonsAreWords() {
    assertEquals("other half of a flow", Rejection.OTHER_HALF.words());
  }

  @Test
  void clocks_areNamedByTheirHours() {
    for (HourClock clock : HourClock.values()) {
      assertEquals(clock, HourClock.of(clock.word()));
    }
    assertEquals(HourClock.AUTO, HourClock.of("Auto"));
    assertEquals(
        "expected 12, 24 or auto but was 13",
        assertThrows(IllegalArgumentException.class, () -> HourClock.of("13")).getMessage());
  }
}
