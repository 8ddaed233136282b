package io.logsentinel.core.detect.zscore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BaselineTest {
  private static Window window(double value) {
    return Windows.of(0, 0, 20, value, value, 3, 4, 5, value, value, value);
  }

  @Provide
  Arbitrary<List<Window>> windows() {
    Arbitrary<Double> number =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 1_000_000).map(Integer::doubleValue),
            Arbitraries.doubles().between(0, 1e9));
    return number
        .list()
        .ofSize(9)
        .map(m -> Windows.of(0, 0, m.stream().mapToDouble(Double::doubleValue).toArray()))
        .list()
        .ofMinSize(2)
        .ofMaxSize(30);
  }

  @Property
  void meanAndDeviationAreThoseOfTwoNaivePasses(@ForAll("windows") List<Window> windows) {
    Baseline baseline = Baseline.learn(windows);
    for (Metric metric : Metric.values()) {
      double mean = windows.stream().mapToDouble(metric::of).sum() / windows.size();
      double squares = windows.stream().mapToDouble(w -> Math.pow(metric.of(w) - mean, 2)).sum();
      double std = Math.sqrt(squares / (windows.size() - 1));
      Spread spread = baseline.spreads().get(metric.ordinal());
      assertNear(mean, spread.mean(), 1e-12 * Math.abs(mean));
      double largest = windows.stream().mapToDouble(metric::of).max().orElseThrow();
      double expected = std <= 1e-12 * largest ? Math.max(1, 1e-12 * largest) : std;
      assertNear(expected, spread.std(), 1e-9 * (std + 1e-3 * mean) + 1e-12);
    }
  }

  private static void assertNear(double expected, double actual, double tolerance) {
    assertTrue(Math.abs(expected - actual) <= tolerance, expected + " but was " + actual);
  }

  @Example
  void byHand() {
    Baseline baseline = Baseline.learn(List.of(window(1), window(2), window(6)));
    assertEquals(new Spread(20, 1), baseline.spreads().get(0), "never varies: 1");
    assertEquals(new Spread(3, Math.sqrt(7)), baseline.spreads().get(1));
    assertEquals(0, baseline.zScore(Metric.TOTAL_BYTES, 3));
    assertEquals(4 / Math.sqrt(7), baseline.zScore(Metric.TOTAL_BYTES, 7));
    assertEquals(-7, baseline.zScore(Metric.TOTAL_FLOWS, 13));
    assertEquals(1.0 / 0, baseline.zScore(Metric.TOTAL_BYTES, 1.0 / 0));
  }

  @Example
  void zScoreOverNoDeviation_isZero() {
    Baseline baseline = new Baseline(Collections.nCopies(9, new Spread(5, 0)));
    assertEquals(0, baseline.zScore(Metric.TOTAL_BYTES, 1e9));
  }

  @Example
  void equalValues_haveDeviationOne() {
    Baseline baseline = Baseline.learn(Collections.nCopies(7, window(0.1)));
    for (Spread spread : baseline.spreads()) {
      assertEquals(1, spread.std());
    }
  }

  @Example
  void tooFewWindows_areRefused() {
    assertRefused("a baseline needs at least 2 windows but there are 0", List.of());
    assertRefused("a baseline needs at least 2 windows but there is 1", List.of(window(1)));
    assertRefused(
        "a baseline needs at least 2 windows with a finite total_bytes but there is 1",
        List.of(window(1), window(1.0 / 0)));
    assertRefused(
        "a baseline needs at least 2 windows with a finite total_bytes but there are 0",
        List.of(window(-1.0 / 0), window(1.0 / 0)));
    assertRefused(
        "total_bytes: values too large for a mean and a standard deviation",
        List.of(window(1e308), window(1.7e308)));
    assertRefused(
        "total_bytes: values too large for a mean and a standard deviation",
        List.of(window(1e200), window(2e200)));
  }

  private static void assertRefused(String message, List<Window> windows) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Baseline.learn(windows));
    assertEquals(message, e.getMessage());
  }

  @Example
  void infinitiesAreLeftOut() {
    List<Window> windows = new ArrayList<>(List.of(window(1), window(5)));
    Baseline without = Baseline.learn(windows);
    windows.add(1, window(1.0 / 0));
    windows.add(window(-1.0 / 0));
    assertEquals(without, Baseline.learn(windows));
  }

  @Example
  void spreadsThatAreNone_areRefused() {
    for (double[] spread :
        new double[][] {{Double.NaN, 1}, {1, Double.NaN}, {1.0 / 0, 1}, {1, 1.0 / 0}, {1, -1}}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> new Spread(spread[0], spread[1]));
      assertEquals(
          "mean and std must be finite and std from 0 but they are "
              + spread[0]
              + " and "
              + spread[1],
          e.getMessage());
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Baseline(List.of(new Spread(1, 1))));
    assertEquals("a baseline has 9 metrics but was given 1", e.getMessage());
  }
}
