package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Drift.Verdict;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DriftTest {
  private static final double RATE = 0.01;
  private static final int REPEATS = 2000;

  /** What the check says of that many made up files. */
  private static Map<Verdict, Integer> verdicts(Supplier<double[]> file, double baselineWindows) {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int i = 0; i < REPEATS; i++) {
      verdicts.merge(Drift.of(file.get(), RATE, baselineWindows).verdict(), 1, Integer::sum);
    }
    return verdicts;
  }

  private static double share(Map<Verdict, Integer> verdicts, Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0) / (double) REPEATS;
  }

  /** Distributed as p^a: uniform for 1, small for less. */
  private static double[] powers(Random random, int windows, double a) {
    return random.doubles(windows).map(u -> StrictMath.pow(1 - u, 1 / a)).toArray();
  }

  /** As many standard normal numbers, each like the one before it. */
  private static double[] alike(Random random, int windows, double correlation) {
    double[] values = new double[windows];
    double previous = random.nextGaussian();
    for (int i = 0; i < windows; i++) {
      values[i] = previous;
      previous =
          correlation * previous + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
    }
    return values;
  }

  /** Ranks among the baseline's scores, as the detector's p-values are; both files alike. */
  private static double[] ranks(Random random, int baseline, int windows, double correlation) {
    double[] known = alike(random, baseline, correlation);
    Arrays.sort(known);
    return Arrays.stream(alike(random, windows, correlation))
        .map(
            score -> {
              int smaller = 0;
              while (smaller < baseline && known[smaller] < score) {
                smaller++;
              }
              return Math.max(1e-12, (baseline - smaller + 0.5) / (baseline + 1));
            })
        .toArray();
  }

  /** Measured: 0.0015 to 0.003 for many windows, 0.0027 expected. */
  @Example
  void uniformPValues_areNoDrift() {
    Random random = new Random(1);
    for (int windows : new int[] {25, 100, 1000}) {
      double none = share(verdicts(() -> powers(random, windows, 1), 1e9), Verdict.NONE);
      assertTrue(none >= 0.99, windows + " windows: " + none);
    }
  }

  /** The baseline's own windows are few too, and neighbours alike in both. */
  @Example
  void ranksAmongFewWindows_areNoDrift() {
    Random random = new Random(2);
    for (double correlation : new double[] {0, 0.3, 0.6}) {
      double independent = 100 * (1 - correlation) / (1 + correlation);
      double none =
          share(verdicts(() -> ranks(random, 100, 100, correlation), independent), Verdict.NONE);
      assertTrue(none >= 0.97, "correlation " + correlation + ": " + none);
    }
  }

  @Example
  void aShiftOfTheWhole_isFoundAndMeasured() {
    Random random = new Random(3);
    for (double a : new double[] {0.3, 0.45}) {
      double expected = StrictMath.pow(RATE, a);
      double found = share(verdicts(() -> powers(random, 200, a), 100), Verdict.SHIFTED);
      assertTrue(found >= 0.8, a + ": " + found);
      Drift drift = Drift.of(powers(random, 20_000, a), RATE, 1e9);
      assertEquals(expected, drift.rateNow(), 0.1 * expected);
      assertEquals(expected, drift.alarms() / 20_000.0, 0.1 * expected);
    }
    assertEquals(Verdict.CALMER, Drift.of(powers(random, 500, 2.5), RATE, 200).verdict());
  }

  /** Attacks alarm, wherever they stand: a few come by chance, of more nobody can tell. */
  @Property(tries = 100)
  void windowsThatAlarm_areCounted_andNoShift(
      @ForAll @IntRange(max = 200) int attacks,
      @ForAll @IntRange(min = 2, max = 12) int decimals,
      @ForAll boolean inARow,
      @ForAll @IntRange(max = 9999) int seed) {
    List<Double> windows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // the body itself is as uniform as can be
      windows.add(RATE + (1 - RATE) * (i + 0.5) / 200);
    }
    Collections.shuffle(windows, new Random(seed));
    double[] without = windows.stream().mapToDouble(p -> p).toArray();
    double pValue = StrictMath.pow(10, -decimals) * 0.99;
    windows.addAll(Collections.nCopies(attacks, pValue));
    if (!inARow) {
      Collections.shuffle(windows, new Random(seed + 1));
    }
    Drift drift = Drift.of(windows.stream().mapToDouble(p -> p).toArray(), RATE, 100);
    // 200 windows with 0.01 + 1 / 101: up to 11 alarms have a chance above 0.00135
    if (attacks <= 11) {
      assertEquals(Verdict.NONE, drift.verdict());
    } else if (attacks >= 20) {
      assertEquals(Verdict.UNCLEAR, drift.verdict());
    }
    assertEquals(attacks, drift.alarms());
    Drift alone = Drift.of(without, RATE, 100);
    assertEquals(alone.median(), drift.median());
    assertTrue(drift.rateNow() >= alone.rateNow());
  }

  @Example
  void whatCannotBeTold_isNot() {
    double[] benign = DoubleStream.iterate(0.02, p -> p + 0.01).limit(40).toArray();
    double[] attack = DoubleStream.generate(() -> 1e-9).limit(41).toArray();
    double[] both = DoubleStream.concat(Arrays.stream(benign), Arrays.stream(attack)).toArray();
    Drift drift = Drift.of(both, RATE, 100);
    assertEquals(Verdict.UNCLEAR, drift.verdict());
    assertEquals(
        "41 of 81 windows alarm: an attack runs throughout, or the whole traffic is another;"
            + " the windows cannot tell which",
        drift.sentence());
    double[] high = IntStream.range(0, 200).mapToDouble(i -> 0.9 + (37 * i % 100) / 1e3).toArray();
    assertTrue(
        Drift.of(high, RATE, 100)
            .sentence()
            .endsWith(": expect less than 0.01 % false alarms instead of 1 %"),
        Drift.of(high, RATE, 100).sentence());
    Drift few = Drift.of(Arrays.copyOf(benign, 19), RATE, 100);
    assertEquals(Verdict.TOO_FEW, few.verdict());
    assertEquals(
        "19 windows that do not alarm are too few or too alike to tell; 20 different ones are needed",
        few.sentence());
    assertEquals(Verdict.TOO_FEW, Drift.of(benign, RATE, 100).verdict(), "ever rising");
    assertEquals(Verdict.TOO_FEW, Drift.of(new double[0], RATE, 100).verdict());
    assertEquals(Verdict.UNCLEAR, Drift.of(attack, RATE, 100).verdict());
  }

  @Example
  void whatItSays() {
    List<Double> low = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      low.add(StrictMath.pow((i + 0.5) / 200, 1 / 0.45));
    }
    Collections.shuffle(low, new Random(1));
    assertEquals(
        "this file is unlike the baseline: expect about 13 % false alarms instead of 1 %",
        Drift.of(low.stream().mapToDouble(p -> p).toArray(), RATE, 100).sentence());
  }

  @Example
  void alarmsBeyondTheRate_areTold() {
    List<Double> windows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      windows.add(RATE + (1 - RATE) * (i + 0.5) / 50);
    }
    Collections.shuffle(windows, new Random(1));
    windows.addAll(Collections.nCopies(26, 1e-4));
    Drift drift = Drift.of(windows.stream().mapToDouble(p -> p).toArray(), RATE, 38);
    assertEquals(Verdict.UNCLEAR, drift.verdict());
    assertEquals(
        "26 of 76 windows alarm, more than 1 % allows: there are attacks, or part of the traffic"
            + " is another; the windows cannot tell which",
        drift.sentence());
  }

  /** Against the sum of all terms, one by one. */
  @Property(tries = 200)
  void binomialChance_isTheSumOfItsTerms(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(max = 40) int count,
      @ForAll @IntRange(min = 1, max = 99) int percent) {
    double chance = percent / 100.0;
    double sum = 0;
    for (int k = count; k <= n; k++) {
      double term = 1;
      for (int i = 0; i < k; i++) {
        term *= (n - i) / (i + 1.0) * chance;
      }
      sum += term * StrictMath.pow(1 - chance, n - k);
    }
    if (count <= n) {
      assertEquals(sum, Drift.atLeast(count, n, chance), 1e-9);
    }
  }

  /** The same flows in every window, and ever since; and a network that is mostly so. */
  @Example
  void trafficThatNeverChanges_isNoDrift() {
    Network network = new Network(8);
    List<Profile> two = network.windows(2);
    for (int odd : new int[] {0, 4}) {
      List<Profile> same = new ArrayList<>(Collections.nCopies(60 - odd, two.get(0)));
      for (int i = 0; i < odd; i++) {
        same.add(15 * i, two.get(1));
      }
      Detector detector = Detector.learn(same);
      Drift.DriftCheck check =
          new Drift.DriftCheck(RATE, detector.independentWindows(), detector::middle);
      for (int i = 0; i < 100; i++) {
        check.add(detector.judge(two.get(0)).pValue());
      }
      Verdict verdict = check.drift().verdict();
      assertTrue(verdict == Verdict.NONE || verdict == Verdict.TOO_FEW, odd + ": " + verdict);
    }
  }

  /** What a baseline has most is not calmer than it. */
  @Example
  void windowsThatAreAllAlike_areNotCalmer() {
    double[] alike = new double[100];
    Arrays.fill(alike, 0.8);
    assertEquals(Verdict.NONE, Drift.of(alike, RATE, 60).verdict());
    for (int i = 0; i < alike.length; i++) {
      alike[i] = i * 37 % 100 < 45 ? 0.9 : 0.8;
    }
    assertEquals(Verdict.NONE, Drift.of(alike, RATE, 60).verdict());
    for (int i = 0; i < alike.length; i++) {
      alike[i] = 0.7 + 0.3 * (i * 37 % 100) / 100;
    }
    assertEquals(Verdict.CALMER, Drift.of(alike, RATE, 60).verdict());
  }
}
