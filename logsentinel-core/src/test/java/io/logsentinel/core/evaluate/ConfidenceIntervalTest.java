package io.logsentinel.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals against another library, against the definition, and by how often they are right. */
class ConfidenceIntervalTest {
  private static final int DRAWS = 4000;
  private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);

  @Property(tries = 500)
  void wilson_isThatOfTheLibrary(
      @ForAll @IntRange(min = 1, max = 100000) int of,
      @ForAll @DoubleRange(min = 0, max = 1) double p) {
    int count = (int) Math.round(p * of);
    var expected = new WilsonScoreInterval().createInterval(of, count, 0.95);
    ConfidenceInterval actual = ConfidenceInterval.wilson(count, of);
    assertEquals(Math.max(0, expected.getLowerBound()), actual.low(), 1e-9);
    assertEquals(Math.min(1, expected.getUpperBound()), actual.high(), 1e-9);
  }

  /** F1 = 2q / (1 + q): the ends must be those of q. */
  @Property(tries = 200)
  void f1_isWilsonOfTheShareTransformed(
      @ForAll @IntRange(max = 500) int found, @ForAll @IntRange(min = 1, max = 500) int wrong) {
    var q = new WilsonScoreInterval().createInterval(found + wrong, found, 0.95);
    ConfidenceInterval actual = ConfidenceInterval.f1(found, wrong);
    assertEquals(Math.max(0, q.getLowerBound()), actual.low() / (2 - actual.low()), 1e-9);
    assertEquals(q.getUpperBound(), actual.high() / (2 - actual.high()), 1e-9);
  }

  /** All areas on a fine grid that are not too far away, from the sums of Hanley and McNeil. */
  @ParameterizedTest
  @CsvSource({"0.5,10,10", "0.9,20,50", "0.97,5,300", "1,30,30", "0,4,9", "0.2,100,7"})
  void roc_holdsTheAreasNotTooFarAway(double area, int attacked, int benign) {
    double low = 2;
    double high = -1;
    double n = (attacked + benign) / 2.0;
    for (double theta = 0; theta <= 1 + 1e-9; theta += 1e-5) {
      double q1 = theta / (2 - theta);
      double q2 = 2 * theta * theta / (1 + theta);
      double variance =
          (theta * (1 - theta) + (n - 1) * (q1 - theta * theta) + (n - 1) * (q2 - theta * theta))
              / ((double) attacked * benign);
      if (Math.abs(theta - area) <= Z * Math.sqrt(Math.max(0, variance)) + 1e-9) {
        low = Math.min(low, theta);
        high = Math.max(high, theta);
      }
    }
    ConfidenceInterval actual = ConfidenceInterval.roc(area, attacked, benign);
    assertEquals(low, actual.low(), 2e-5);
    assertEquals(high, actual.high(), 2e-5);
  }

  @Test
  void roc_ofPerfectSeparation_isNotCertain() {
    ConfidenceInterval interval = ConfidenceInterval.roc(1, 10, 20);
    assertEquals(1, interval.high());
    assertTrue(interval.low() > 0.8 && interval.low() < 0.95, interval.toString());
  }

  /** The share of draws of which the interval holds the true value. */
  private static double coverage(
      long seed, double truth, Function<Random, ConfidenceInterval> draw) {
    Random random = new Random(seed);
    int held = 0;
    for (int i = 0; i < DRAWS; i++) {
      ConfidenceInterval interval = draw.apply(random);
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return held / (double) DRAWS;
  }

  private static int successes(Random random, int of, double p) {
    int count = 0;
    for (int i = 0; i < of; i++) {
      count += random.nextDouble() < p ? 1 : 0;
    }
    return count;
  }

  /** Wilson's interval swings about 0.95 with p and n, by 3 % from 30 windows on. */
  @ParameterizedTest
  @CsvSource({"30,0.5", "50,0.9", "100,0.05", "400,0.01", "1000,0.98", "200,0.3"})
  void wilson_coversAsStated(int of, double p) {
    double covered =
        coverage(1, p, random -> ConfidenceInterval.wilson(successes(random, of, p), of));
    assertEquals(ConfidenceInterval.LEVEL, covered, 0.03);
  }

  /** All four counts are drawn, so the number behind the interval is random too. */
  @ParameterizedTest
  @CsvSource({"100,0.3,0.8,0.05", "300,0.1,0.9,0.01", "200,0.5,0.5,0.2", "1000,0.05,0.7,0.02"})
  void f1_coversAsStated(int windows, double attacked, double recall, double falseAlarms) {
    double tp = attacked * recall;
    double fp = (1 - attacked) * falseAlarms;
    double truth = 2 * tp / (2 * tp + fp + attacked - tp);
    double covered =
        coverage(
            2,
            truth,
            random -> {
              int p = successes(random, windows, attacked);
              int found = successes(random, p, recall);
              int wrong = successes(random, windows - p, falseAlarms) + p - found;
              return found + wrong == 0
                  ? new ConfidenceInterval(0, 1)
                  : ConfidenceInterval.f1(found, wrong);
            });
    assertEquals(ConfidenceInterval.LEVEL, covered, 0.03);
  }

  /** Normal scores, of attacked windows shifted and spread otherwise. */
  @ParameterizedTest
  @CsvSource({"30,30,1,1", "20,100,2,1", "50,200,0,1", "60,40,1.5,1.5", "40,80,3,1"})
  void roc_coversAsStated(int attacked, int benign, double shift, double spread) {
    double truth =
        new NormalDistribution().cumulativeProbability(shift / Math.sqrt(1 + spread * spread));
    double covered =
        coverage(
            3,
            truth,
            random ->
                roc(
                    scores(random, attacked, r -> shift + spread * r.nextGaussian()),
                    scores(random, benign, Random::nextGaussian)));
    assertTrue(covered >= 0.93 && covered <= 0.985, "covered " + covered);
  }

  /** Three levels, as the original's decision has: ties make the interval wider than needed. */
  @Test
  void roc_ofFewLevels_coversAtLeastAsStated() {
    double[] attack = {0.1, 0.2, 0.7};
    double[] benign = {0.8, 0.15, 0.05};
    double sum = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        sum += attack[a] * benign[b] * (a > b ? 1 : a == b ? 0.5 : 0);
      }
    }
    double covered =
        coverage(
            4,
            sum,
            random ->
                roc(
                    scores(random, 40, r -> level(r, attack)),
                    scores(random, 90, r -> level(r, benign))));
    assertTrue(covered >= 0.94, "covered " + covered);
  }

  private static double level(Random random, double[] chances) {
    double drawn = random.nextDouble();
    return drawn < chances[0] ? 0 : drawn < chances[0] + chances[1] ? 1 : 2;
  }

  private static double[] scores(Random random, int count, Function<Random, Double> score) {
    double[] scores = new double[count];
    Arrays.setAll(scores, i -> score.apply(random));
    Arrays.sort(scores);
    return scores;
  }

  private static ConfidenceInterval roc(double[] attacked, double[] benign) {
    return ConfidenceInterval.roc(
        WindowScorer.rocArea(attacked, benign), attacked.length, benign.length);
  }
}
