package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Drift.DriftCheck;
import io.logsentinel.core.detect.calibrated.Drift.Verdict;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Figures of a drift that can be reckoned by hand, and where one verdict ends and another begins.
 */
class DriftFiguresTest {
  private static final double RATE = 0.01;

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] times(int count, double pValue) {
    return DoubleStream.generate(() -> pValue).limit(count).toArray();
  }

  /** As uniform as can be, large after small: neighbours are nothing alike, and the mean is 1/2. */
  private static double[] uniform(int count) {
    return IntStream.range(0, count)
        .mapToDouble(
            i -> {
              int rank = i % 2 == 0 ? i / 2 : count - 1 - i / 2;
              return RATE + (1 - RATE) * (rank + 0.5) / count;
            })
        .toArray();
  }

  @Test
  void medianAndMean_areOfWhatDoesNotAlarm() {
    assertEquals(0.4, Drift.of(new double[] {0.9, 0.2, 1e-9, 0.4}, RATE, 100).median());
    assertEquals(0.5, Drift.of(new double[] {0.9, 0.2, 0.6, 0.4, 1e-3}, RATE, 100).median(), 1e-15);
    assertTrue(Double.isNaN(Drift.of(times(3, 1e-3), RATE, 100).median()));
    // scaled: 0, 0.5 and 1, the rate itself is no alarm
    Drift drift = Drift.of(new double[] {0.2, 0.6, 1, 0.1}, 0.2, 100);
    assertEquals(0.5, drift.mean(), 1e-15);
    assertEquals(1, drift.alarms());
    assertEquals(4, drift.windows());
    assertEquals(0.25, Drift.of(new double[] {0.2, 0.6}, 0.2, 100).mean(), 1e-15);
  }

  @Test
  void theError_isThatOfBothSamples() {
    // sqrt((1/4 + 1/12) / 12)
    assertEquals(
        1 / 6.0, Drift.of(new double[] {0.3, 0.9, 0.3, 0.9}, RATE, 12).error(), 1e-15, "unlike");
    // neighbours: (1 - 1 + 1) / 4 = 1/4, so they are worth 4 * (3/4) / (5/4) = 2.4
    assertEquals(2.4, Drift.independent(new double[] {1, 1, -1, -1}), 1e-15);
  }

  /** Rounding of their mean makes values that are all the same neither alike nor unlike. */
  @Test
  void oneValueAgainAndAgain_isWorthAllThatItIs() {
    for (int times = 1; times < 200; times++) {
      for (double value : new double[] {0, 0.1, 0.3, 1 / 3.0, 0.7}) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        assertEquals(times, Drift.independent(values), times + " times " + value);
      }
    }
  }

  /** What is fitted to the p-values that do not alarm is the distribution that they come from. */
  @Test
  void theRateNow_isThatOfTheFittedPower() {
    for (double exponent : new double[] {0.3, 0.6, 1, 1.5}) {
      for (double rate : new double[] {0.01, 0.2}) {
        double alarming = StrictMath.pow(rate, exponent);
        int windows = 5000;
        double[] body =
            IntStream.range(0, windows)
                .mapToDouble(i -> alarming + (1 - alarming) * (i + 0.5) / windows)
                .map(u -> StrictMath.pow(u, 1 / exponent))
                .toArray();
        double[] all = join(body, times(20 * windows, rate / 2));
        assertEquals(alarming, Drift.of(all, rate, 100).rateNow(), 1e-3 * alarming);
      }
    }
  }

  @Test
  void theRateNow_isNoMoreThanDidAlarm() {
    assertEquals(1 / 51.0, Drift.of(times(50, 0.02), RATE, 100).rateNow());
    double[] some = join(times(50, 0.02), times(4, 1e-6));
    assertEquals(5 / 55.0, Drift.of(some, RATE, 100).rateNow());
  }

  /** An attack that goes on over windows which are alike anyhow is one, not as many as windows. */
  @Test
  void alarmsOfNeighboursThatAreAlike_countOnce() {
    double[] waves = // p-values that rise and fall, over and over, in steps
        IntStream.range(0, 400)
            .mapToDouble(i -> Math.abs(i % 16 - 8) / 8.0)
            .map(u -> RATE + (1 - RATE) * (0.0125 + 0.975 * u))
            .toArray();
    double[] inARow = waves.clone();
    Arrays.fill(inARow, 50, 70, 1e-6);
    assertEquals(Verdict.NONE, Drift.of(inARow, RATE, 100).verdict());
    assertEquals(20, Drift.of(inARow, RATE, 100).alarms());
    double[] apart = waves.clone();
    for (int i = 0; i < 20; i++) {
      apart[20 * i + 5] = 1e-6;
    }
    assertEquals(Verdict.UNCLEAR, Drift.of(apart, RATE, 100).verdict());
  }

  @Test
  void aPValueOfTheRate_isNoAlarm() {
    double[] pValues = join(uniform(160), times(20, RATE), times(20, 1));
    Drift drift = Drift.of(pValues, RATE, 100);
    assertEquals(0, drift.alarms());
    assertEquals(Verdict.NONE, drift.verdict());
    assertEquals(1.0, Drift.atLeast(5, 5, 1), "what is sure to come");
    assertEquals(1.0, Drift.atLeast(0, 5, 0.1));
  }

  /** Four windows know a rate no better than to a fifth: 40 of 100 are more than that. */
  @Test
  void aSmallBaseline_knowsItsRateBadly() {
    assertEquals(Verdict.UNCLEAR, Drift.of(join(uniform(60), times(40, 1e-4)), RATE, 4).verdict());
    assertEquals(Verdict.NONE, Drift.of(join(uniform(75), times(25, 1e-4)), RATE, 4).verdict());
  }

  @Test
  void twentyWindowsThatDoNotAlarm_areEnough() {
    assertEquals(Verdict.NONE, Drift.of(uniform(20), RATE, 100).verdict());
    assertEquals(Verdict.TOO_FEW, Drift.of(uniform(19), RATE, 100).verdict());
    assertEquals(Verdict.NONE, Drift.of(join(uniform(20), times(4, 1e-3)), RATE, 20).verdict());
    Drift few = Drift.of(join(uniform(19), times(5, 1e-3)), RATE, 20);
    assertEquals(Verdict.TOO_FEW, few.verdict());
    assertEquals(
        "19 windows that do not alarm are too few or too alike to tell; 20 different ones are needed",
        few.sentence());
  }

  @Test
  void onlyWhereMoreThanHalfAlarm_itMayBeTheWholeTraffic() {
    assertEquals(
        "40 of 80 windows alarm, more than 1 % allows: there are attacks, or part of the traffic"
            + " is another; the windows cannot tell which",
        Drift.of(join(uniform(40), times(40, 1e-4)), RATE, 100).sentence());
    assertEquals(
        "41 of 81 windows alarm: an attack runs throughout, or the whole traffic is another;"
            + " the windows cannot tell which",
        Drift.of(join(uniform(40), times(41, 1e-4)), RATE, 100).sentence());
  }

  @Test
  void verdicts_sayWhetherThereIsAFigure() {
    for (Verdict verdict : Verdict.values()) {
      Drift drift = new Drift(verdict, 100, 1, RATE, 0.5, 0.03, 0.5, 0.01);
      boolean moved = Set.of(Verdict.SHIFTED, Verdict.CALMER).contains(verdict);
      assertEquals(moved, drift.hasMoved(), verdict.name());
      assertEquals(moved || verdict == Verdict.NONE, drift.isMeasured(), verdict.name());
      assertFalse(verdict.words().isBlank());
    }
    assertEquals("the baseline fits this file", Drift.of(uniform(50), RATE, 100).sentence());
  }

  @Test
  void aCheckGoesOn_whereAnotherOneWasWritten() throws IOException {
    DriftCheck check = new DriftCheck(RATE, 100, p -> p);
    DriftCheck whole = new DriftCheck(RATE, 100, p -> p);
    for (double pValue : uniform(300)) {
      check.add(pValue);
      whole.add(pValue);
      JsonWriter json = JsonWriter.line();
      check.write(json);
      String text = new String(json.toBytes(), StandardCharsets.UTF_8);
      check = DriftCheck.read(new JsonReader(new StringReader(text)), RATE, 100, p -> p);
      assertEquals(whole.drift(), check.drift());
    }
    assertEquals(Drift.of(uniform(300), RATE, 100), check.drift());
  }

  /** Of equal scores the middle counts, but an alarm is one, and what is none is none. */
  @Test
  void theMiddleOfTies_changesNoAlarm() {
    DriftCheck check = new DriftCheck(0.1, 100, p -> p - 0.3);
    for (double pValue : new double[] {0.9, 0.1, 0.2, 0.05, 0.7}) {
      check.add(pValue);
    }
    Drift drift = check.drift();
    assertEquals(1, drift.alarms());
    assertEquals((0.1 + 0.4) / 2, drift.median(), 1e-15, "of 0.1, 0.1, 0.4 and 0.6");
  }

  /** A source that never ends is judged by its last 65,536 to 131,072 windows. */
  @Test
  void ofVeryManyWindows_theOlderHalfIsForgotten() {
    DriftCheck check = new DriftCheck(RATE, 100, p -> p);
    int half = 1 << 16;
    for (int i = 0; i < 2 * half; i++) {
      check.add(i < half ? 1e-9 : 0.5);
    }
    assertEquals(half, check.drift().alarms());
    assertEquals(2 * half, check.drift().windows());
    check.add(0.25);
    Drift drift = check.drift();
    assertEquals(half + 1, drift.windows());
    assertEquals(0, drift.alarms());
    assertEquals(0.5, drift.median());
  }
}
