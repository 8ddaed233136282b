package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window size that a baseline of so many flows is given. */
class WindowSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 100",
    "4999, 100",
    "5000, 100",
    "9999, 100",
    "10000, 200",
    "24999, 200",
    "25000, 500",
    "50000, 1000",
    "100000, 2000",
    "250000, 5000",
    "499999, 5000",
    "500000, 10000",
    "9000000000, 10000"
  })
  void itIsTheLargestThatGivesFiftyWindows(long flows, int size) {
    assertEquals(size, Windower.sizeFor(flows));
  }

  @Property
  void moreFlows_neverMakeItSmaller(
      @ForAll @LongRange(min = 0, max = 1_000_000) long flows,
      @ForAll @LongRange(min = 0, max = 1_000_000) long more) {
    int size = Windower.sizeFor(flows);
    assertTrue(size <= Windower.sizeFor(flows + more));
    assertTrue(size == 100 || flows / size >= 50);
    Windower.SIZES.stream()
        .filter(larger -> larger > size)
        .forEach(larger -> assertTrue(flows / larger < 50));
  }
}
