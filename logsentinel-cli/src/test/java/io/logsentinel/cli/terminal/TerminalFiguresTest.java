package io.logsentinel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths, lengths of time, numbers and chances as people read them. */
class TerminalFiguresTest {
  @ParameterizedTest
  @CsvSource({"'',80", "abc,80", "-5,80", "40,80", "80,80", "120,120", "99999,99999", "100000,80"})
  void width_isThatOfTheTerminal_butNotBelow80(String columns, int width) {
    assertEquals(width, TerminalStyle.of(columns, false).width());
  }

  @Test
  void width_below80_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TerminalStyle(79, false));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 s",
    "59999,59 s",
    "60000,1 min",
    "159000,2 min 39 s",
    "599000,9 min 59 s",
    "600000,10 min",
    "2520000,42 min",
    "3600000,1 h",
    "8040000,2 h 14 min",
    "172799000,47 h 59 min",
    "172800000,2 d",
    "273600000,3 d 4 h",
    "86400000000000,'1,000,000 d'",
  })
  void lengths(long millis, String text) {
    assertEquals(text, TimeText.length(millis));
  }

  @Test
  void spans() {
    TimeText local = new TimeText(Optional.empty());
    assertEquals("Thu 1970-01-01 00:00:00", local.span(0, 0));
    assertEquals("Thu 1970-01-01 00:00:00 to 00:00:39, 39 s", local.span(0, 39_000));
    assertEquals(
        "Thu 1970-01-01 23:00 to Fri 1970-01-02 01:30, 2 h 30 min",
        local.span(82_800_000, 91_800_000));
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,benign windows often look like this",
    "0.05,a benign window looks like this less than once in 20 windows",
    "0.0008,'a benign window looks like this less than once in 1,000 windows'",
    "1e-12,'a benign window looks like this less than once in 1,000,000,000,000 windows'",
  })
  void chances(double chance, String text) {
    assertEquals(text, FigureText.rarity(chance));
  }

  /** What is said holds: once in so many windows is not seldomer than the chance. */
  @Property
  void aChance_isNeverMadeSmaller(@ForAll @DoubleRange(min = 0.7, max = 27) double exponent) {
    double chance = Math.exp(-exponent);
    String digits = FigureText.rarity(chance).replaceAll("[^0-9]", "");
    long once = Long.parseLong(digits);
    assertTrue(once <= 1 / chance && 1 / chance < 2.0 * once, chance + ": " + once);
  }

  @Property
  void aLength_losesLessThanItsSmallerUnit(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis) {
    long told = 0;
    String[] parts = TimeText.length(millis).replace(",", "").split(" ");
    long smallest = 0;
    for (int i = 0; i < parts.length; i += 2) {
      smallest =
          switch (parts[i + 1]) {
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
          };
      told += Long.parseLong(parts[i]) * smallest;
    }
    assertTrue(told <= millis && millis < told + smallest, millis + ": " + told);
  }
}
