package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExceedanceTailTest {
  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  @Test
  void theTailIsTheUpperThreeTenths() {
    ExceedanceTail tail = new ExceedanceTail(new double[] {3, 9, 1, 10, 5, 2, 6, 4, 8, 7}, 0.5);
    assertEquals(10, tail.size());
    assertEquals(7, tail.threshold());
    assertEquals(2, tail.scale(), "the mean of 1, 2 and 3");
    assertEquals(0, tail.evidence(6));
    assertEquals(0, tail.evidence(7));
    assertEquals(1.5, tail.evidence(10));
    assertEquals(46.5, tail.evidence(100));
  }

  @Test
  void chance_isByRankUpToTheThreshold_andExponentialBeyond() {
    ExceedanceTail tail = new ExceedanceTail(new double[] {3, 9, 1, 10, 5, 2, 6, 4, 8, 7}, 0.5);
    assertEquals(10.5 / 11, tail.chance(-5));
    assertEquals(10.5 / 11, tail.chance(1));
    assertEquals(9.5 / 11, tail.chance(1.5));
    assertEquals(4.5 / 11, tail.chance(7));
    assertEquals(3.5 / 11 * Math.exp(-1), tail.chance(9), 1e-15);
    assertEquals(3.5 / 11 * Math.exp(-46.5), tail.chance(100), 1e-30);
  }

  @Test
  void theScaleIsNeverSmallerThanTheLeast() {
    ExceedanceTail tail = new ExceedanceTail(new double[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, 0.5);
    assertEquals(2, tail.threshold());
    assertEquals(0.5, tail.scale());
    assertEquals(0, tail.evidence(2));
    assertEquals(2, tail.evidence(3));
    assertEquals(0, tail.evidenceOfOwn(2));
    assertEquals(10.5 / 11, tail.chance(2), "as all others");
    assertEquals(3.5 / 11 * Math.exp(-2), tail.chance(3), 1e-15);
  }

  /** Sums of large numbers are equal up to so many digits only. */
  @Test
  void whatRoundingKeepsApart_isEqual() {
    double[] values = new double[10];
    Arrays.fill(values, 1e6);
    ExceedanceTail tail = new ExceedanceTail(values, 0.5);
    assertEquals(10.5 / 11, tail.chance(1e6 + 1e-4));
    assertEquals(10.5 / 11, tail.chance(1e6 - 1e-4));
    assertEquals(3.5 / 11 * Math.exp(-2), tail.chance(1e6 + 1), 1e-12);
  }

  /** Of values that tie, the chance is that of the middle one. */
  @Test
  void middle_isHalfWayThroughATie() {
    ExceedanceTail tail = new ExceedanceTail(new double[] {1, 2, 2, 2, 2, 5, 6, 8, 9, 10}, 0.5);
    assertEquals(10.5 / 11, tail.middle(tail.chance(1)), 1e-15);
    assertEquals((9.5 - 1.5) / 11, tail.middle(tail.chance(2)), 1e-15);
    assertEquals(5.5 / 11, tail.middle(tail.chance(5)), 1e-15);
    assertEquals(4.5 / 11, tail.middle(tail.chance(6)), 1e-15);
    double beyond = tail.chance(8.5);
    assertEquals(beyond, tail.middle(beyond));
    assertEquals(1, tail.middle(1));
    ExceedanceTail tied = new ExceedanceTail(new double[] {1, 1, 1, 4, 5, 6, 7, 9, 9, 9}, 0.5);
    assertEquals(9.5 / 11, tied.middle(tied.chance(1)), 1e-15, "of the lowest too");
    assertEquals(tied.chance(7.5), tied.middle(tied.chance(7.5)), "in the tail, nothing ties");
  }

  @Test
  void valueOf_isExceededWithTheChance() {
    double[] values = {3, 9, 1, 10, 5, 2, 6, 4, 8, 7};
    for (double share : new double[] {1, 0.5, 1.0 / 0}) {
      ExceedanceTail tail = new ExceedanceTail(values, 0.5, share);
      for (double chance : new double[] {0.2, 0.05, 1e-4}) {
        assertEquals(chance, tail.chance(tail.valueOf(chance)), 1e-9 * chance);
      }
      assertEquals(7, tail.valueOf(0.9), "at least the threshold");
    }
    // three values beyond, of a mean excess of 2
    ExceedanceTail known = new ExceedanceTail(values, 0.5, 1);
    assertEquals(3.5 / 11 * Math.pow(1 + 1 / 3.0, -3), known.chance(9), 1e-12);
  }

  @Provide
  Arbitrary<List<Double>> values() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 6).map(Integer::doubleValue), // many ties
            Arbitraries.doubles().between(0, 1e6))
        .list()
        .ofMinSize(3)
        .ofMaxSize(80);
  }

  private static double near(double value) {
    return 1e-9 * (1 + Math.abs(value));
  }

  /** The number of values in the tail is that of all values, with or without the one. */
  @Property
  void evidenceOfOwn_isByAllOthers(@ForAll("values") List<Double> values) {
    ExceedanceTail tail = new ExceedanceTail(array(values), 0.5);
    int beyond = Math.max(1, (int) Math.rint(0.3 * values.size()));
    Assume.that(beyond + 1 < values.size());
    for (int own = 0; own < values.size(); own++) {
      int left = own;
      double[] others =
          IntStream.range(0, values.size())
              .filter(i -> i != left)
              .mapToDouble(values::get)
              .sorted()
              .toArray();
      double threshold = others[others.length - 1 - beyond];
      double[] inTail = Arrays.copyOfRange(others, others.length - beyond, others.length);
      double scale = Math.max(0.5, Arrays.stream(inTail).sum() / beyond - threshold);
      double expected = Math.max(0, values.get(own) - threshold) / scale;
      double actual = tail.evidenceOfOwn(values.get(own));
      assertEquals(expected, actual, near(expected));
      if (Math.max(1, (int) Math.rint(0.3 * others.length)) == beyond) {
        double without = new ExceedanceTail(others, 0.5).evidence(values.get(own));
        assertEquals(without, actual, near(without));
      }
    }
  }

  @Property
  void aLargerValueIsNeverMoreLikely(@ForAll("values") List<Double> values) {
    ExceedanceTail tail = new ExceedanceTail(array(values), 0.5);
    double[] rising = array(values);
    Arrays.sort(rising);
    double before = 1;
    for (double value : rising) {
      double chance = tail.chance(value);
      assertTrue(chance <= before && chance > 0, chance + " after " + before);
      before = chance;
      assertEquals(value > tail.threshold(), tail.evidence(value) > 0);
    }
    assertTrue(tail.chance(rising[rising.length - 1] + 10) < before);
  }
}
