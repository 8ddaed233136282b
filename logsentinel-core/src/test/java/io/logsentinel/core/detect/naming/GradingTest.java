package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.CountedFlows.Count;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A severity rises with how unlikely, how much and how sure, and with nothing else. */
class GradingTest {
  private static Deed deed(long flows, long hosts) {
    return new Deed(
        AttackPattern.FLOOD,
        "a",
        List.of(),
        "b",
        "80",
        new Count(flows, true),
        new Count(hosts, true),
        Count.NONE,
        new Count(1, true),
        0);
  }

  @Property
  void moreOfAnything_isNeverLessSevere(
      @ForAll @LongRange(max = 1_000_000) long flows,
      @ForAll @LongRange(min = 1, max = 10_000) long hosts,
      @ForAll @IntRange(min = 1, max = 1000) int windows,
      @ForAll @DoubleRange(max = 1) double confidence,
      @ForAll @DoubleRange(max = 12) double logPValue,
      @ForAll @IntRange(max = 4) int which,
      @ForAll @DoubleRange(min = 1, max = 100) double times) {
    double pValue = Math.pow(10, -logPValue);
    Severity before = deed(flows, hosts).severity(pValue, confidence, windows);
    Severity after =
        deed(
                which == 0 ? (long) (flows * times) : flows,
                which == 1 ? (long) (hosts * times) : hosts)
            .severity(
                which == 2 ? pValue / times : pValue,
                which == 3 ? Math.min(1, confidence * times) : confidence,
                which == 4 ? (int) (windows * times) : windows);
    assertTrue(after.compareTo(before) >= 0, before + " to " + after);
  }

  /** Smaller p-values than one in a thousand are the model's, and grade nothing. */
  @Test
  void levels() {
    assertEquals(Severity.LOW, deed(0, 1).severity(1e-12, 1, 1));
    assertEquals(Severity.LOW, deed(8, 1).severity(1e-12, 1, 1));
    assertEquals(Severity.MEDIUM, deed(99, 1).severity(1e-3, 1, 1));
    assertEquals(Severity.MEDIUM, deed(440, 1).severity(1e-12, 0.7, 8), "a web attack");
    assertEquals(Severity.HIGH, deed(4_000, 1).severity(1e-12, 1, 1));
    assertEquals(Severity.CRITICAL, deed(50_000, 1).severity(1e-12, 0.9, 30), "a flood");
    assertEquals(Severity.HIGH, deed(50_000, 1).severity(0.1, 0.9, 30), "not that unlikely");
    assertEquals(Severity.LOW, deed(50_000, 1).severity(1e-12, 0.1, 30), "it may be anything");
  }
}
