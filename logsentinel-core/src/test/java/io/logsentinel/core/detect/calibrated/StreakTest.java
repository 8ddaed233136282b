package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Windows that are unusual together, as bets against windows that are benign. */
class StreakTest {
  private static final double RATE = 0.05;

  /** Stakes as they are multiplied in the paper. */
  @Property(tries = 500)
  void theStake_isWonAndLostAsWithNumbersInsteadOfLogarithms(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 10_000) Integer> tenThousandths) {
    Streak streak = Streak.NONE;
    double stake = 1;
    long windows = 0;
    for (int each : tenThousandths) {
      double pValue = each / 1e4;
      stake = Math.max(1, stake) * 0.5 / Math.sqrt(pValue);
      windows = stake <= 1 ? 0 : windows + 1;
      streak = streak.after(pValue);
      assertEquals(Math.log(Math.max(1, stake)), streak.logStake(), 1e-9);
      double share = Math.max(1 / Math.max(1, stake), 1e-12);
      assertEquals(1, share / streak.pValue(), 1e-9);
      assertEquals(windows, streak.windows());
    }
  }

  /** The expectation over all p-values, by the middles of a million of their ranges. */
  @Test
  void aBet_isFairWhereWindowsAreBenign() {
    double sum = 0;
    int ranges = 1_000_000;
    for (int i = 0; i < ranges; i++) {
      double bet = 0.5 / Math.sqrt((i + 0.5) / ranges);
      Streak streak = new Streak(9, 9, 0).after((i + 0.5) / ranges);
      sum += Math.exp(streak.logStake() - 9);
      assertEquals(Math.log(bet), streak.logStake() - 9, 1e-9);
    }
    assertEquals(1, sum / ranges, 1e-3);
  }

  @Test
  void benignWindows_seldomAlarmTogether() {
    Random random = new Random(1);
    int alarms = 0;
    int windows = 200_000;
    Streak streak = Streak.NONE;
    for (int w = 0; w < windows; w++) {
      streak = streak.after(1 - random.nextDouble());
      if (streak.isAlarm(RATE)) {
        alarms++;
        streak = streak.told();
      }
    }
    assertTrue(alarms <= RATE * windows, alarms + " alarms in " + windows + " windows");
    assertTrue(alarms > 0);
  }

  @Test
  void windowsThatAreALittleUnusual_alarmTogether() {
    Streak streak = Streak.NONE;
    int windows = 0;
    while (!streak.isAlarm(0.02)) {
      streak = streak.after(0.08);
      windows++;
    }
    assertEquals(7, windows);
    assertEquals(7, streak.windows());
    streak = streak.told();
    while (!streak.isAlarm(0.02)) {
      streak = streak.after(0.08);
      windows++;
    }
    assertEquals(19, windows, "a thousand times the stake is twelve windows more");
    assertEquals(19, streak.windows());
    assertEquals(1, streak.alarms());
    for (int quiet = 0; quiet < 20; quiet++) {
      streak = streak.after(1);
    }
    assertEquals(Streak.NONE, streak);
  }
}
