package io.logsentinel.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExponentialForgettingTest {
  private static final List<Double> SAME = List.of(1.0, 2.0);

  @Property(tries = 100)
  void withoutAHalfLife_nothingIsForgotten(@ForAll int place, @ForAll double metric) {
    assertEquals(1.0 / 0, new ExponentialForgetting(0).keptUntil(place, List.of(metric)));
  }

  /** A window outlives itself, and a half-life twice as long keeps it twice as long. */
  @Property(tries = 100)
  void lifeIsProportionalToTheHalfLife(
      @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(min = 1, max = 9999) int n) {
    double life = new ExponentialForgetting(n).keptUntil(place, SAME) - place;
    assertTrue(life > 0);
    assertEquals(
        2 * life,
        new ExponentialForgetting(2 * n).keptUntil(place, SAME) - place,
        1e-6 * life + 1e-6);
  }

  /** Also of windows that are all equal; four standard errors of a binomial. */
  @Example
  void ofWindowsOfAgeN_everySecondIsLeft() {
    int windows = 20_000;
    int halfLife = 100;
    for (int age : new int[] {1, 50, 100, 200, 500}) {
      double expected = StrictMath.pow(2, -(double) age / halfLife);
      int left = 0;
      for (int place = 0; place < windows; place++) {
        left += new ExponentialForgetting(halfLife).keptUntil(place, SAME) > place + age ? 1 : 0;
      }
      assertEquals(
          expected,
          (double) left / windows,
          4 * Math.sqrt(expected * (1 - expected) / windows),
          "age " + age);
    }
  }

  /** N / ln 2 windows are held: 144 of half-life 100. */
  @Example
  void asManyAreHeldAsTheFormulaSays() {
    ExponentialForgetting forgetting = new ExponentialForgetting(100);
    double held = 0;
    int times = 200;
    for (int now = 2000; now < 2000 + 20 * times; now += 20) {
      for (int place = 0; place <= now; place++) {
        held += forgetting.keptUntil(place, SAME) > now ? 1 : 0;
      }
    }
    assertEquals(144.3 + 0.5, held / times, 3);
  }

  @Example
  void theDrawIsTheSameEverywhere() {
    assertEquals(
        177.19488304147836, new ExponentialForgetting(100).keptUntil(7, List.of(1.5, 1.0 / 0)));
  }
}
