package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Example;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Step;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts of rows, which must add up whatever is done to them. */
class RowCountsTest {
  private static final TimeCounts TIMES =
      new TimeCounts(
          20,
          10,
          3,
          Optional.of(new Example(4, "soon")),
          2,
          Optional.of(new Example(6, "1/13/2024")),
          1,
          Optional.of(new Step(8, 130_000)),
          false,
          false,
          false);

  private static final RowCounts COUNTS =
      new RowCounts(
          20,
          5,
          Map.of(FlowField.LABEL, 3L, FlowField.BYTES_PER_SECOND, 5L),
          Map.of(Rejection.BLANK, 2L, Rejection.OTHER_HALF, 1L),
          Map.of(Rejection.BLANK, new FirstRow(9, "blank")),
          Map.of(RowWarning.PORT, 4L, RowWarning.ADDRESS, 1L),
          Map.of(RowWarning.ADDRESS, new FirstRow(3, "Source IP is `1.92E+12`")),
          TIMES);

  @Test
  void partialRows_areReadAndAddedUpToo() {
    assertEquals(28, COUNTS.read());
    assertEquals(3, COUNTS.rejectedInAll());
    RowCounts twice = COUNTS.plus(COUNTS);
    assertEquals(40, twice.kept());
    assertEquals(10, twice.partial());
    assertEquals(56, twice.read());
    assertEquals(Map.of(FlowField.LABEL, 6L, FlowField.BYTES_PER_SECOND, 10L), twice.lacking());
    assertEquals(Map.of(RowWarning.PORT, 8L, RowWarning.ADDRESS, 2L), twice.odd());
    assertEquals(Map.of(), twice.first(), "lines are those of one file");
    assertEquals(Map.of(), twice.firstOdd(), "lines are those of one file");
  }

  /** The other half of a flow is read, and no flow of its own. */
  @Test
  void pairedRows_areRejectedOnes() {
    RowCounts paired = COUNTS.withPaired(7);
    assertEquals(13, paired.kept());
    assertEquals(Map.of(Rejection.BLANK, 2L, Rejection.OTHER_HALF, 8L), paired.rejected());
    assertEquals(COUNTS.read(), paired.read());
    assertEquals(COUNTS.lacking(), paired.lacking());
    assertEquals(COUNTS.first(), paired.first());
    assertEquals(COUNTS.firstOdd(), paired.firstOdd());
    assertSame(COUNTS, COUNTS.withPaired(0));
  }

  @Test
  void times_areThoseThatWereCounted() {
    assertEquals(TimeCounts.NONE, COUNTS.withTimes(TimeCounts.NONE).times());
    assertEquals(COUNTS, COUNTS.withTimes(TimeCounts.NONE).withTimes(TIMES));
    assertEquals(25, TIMES.rows());
  }

  @Test
  void timesOfTwoFiles_addUp_withTheFirstExample() {
    TimeCounts other =
        new TimeCounts(
            1,
            2,
            4,
            Optional.of(new Example(1, "later")),
            8,
            Optional.of(new Example(2, "13/13/13")),
            16,
            Optional.of(new Step(3, 999_000)),
            true,
            true,
            true);
    assertEquals(
        new TimeCounts(
            21,
            12,
            7,
            TIMES.firstUnread(),
            10,
            TIMES.firstUnordered(),
            17,
            TIMES.firstBack(),
            true,
            true,
            true),
        TIMES.plus(other));
    assertEquals(TIMES, TimeCounts.NONE.plus(TIMES));
    assertTrue(other.plus(TIMES).twelveHours());
    assertTrue(other.plus(TIMES).dayAssumed());
    assertTrue(other.plus(TIMES).monthAssumed());
    assertFalse(TIMES.plus(TIMES).twelveHours());
  }

  /** More than three steps back, and more than one row in a thousand. */
  @ParameterizedTest
  @CsvSource({"3,10,false", "4,10,true", "4,4000,false", "4,3999,true", "5,5000,false"})
  void order_isLostByMoreThanAFewSteps(long back, long read, boolean lost) {
    assertEquals(
        lost,
        new TimeCounts(
                read,
                0,
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                back,
                Optional.empty(),
                false,
                false,
                false)
            .isOutOfOrder());
  }
}
