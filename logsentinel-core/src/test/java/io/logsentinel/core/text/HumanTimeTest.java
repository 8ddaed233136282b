package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTimeTest {
  @Test
  void timesWithAndWithoutAZone() {
    assertEquals("2017-07-03T08:55:00Z", HumanTime.text(1_499_072_100_000L, true));
    assertEquals("2017-07-03T08:55:00", HumanTime.text(1_499_072_100_000L, false));
    assertEquals("2017-07-03T08:55:00.250", HumanTime.text(1_499_072_100_250L, false));
  }

  @ParameterizedTest
  @CsvSource({
    "999, 0 seconds",
    "1000, 1 second",
    "119999, 119 seconds",
    "120000, 2 minutes",
    "2220000, 37 minutes",
    "7199999, 119 minutes",
    "7200000, 2 hours",
    "172800000, 2 days",
    "86400000000, '1,000 days'",
  })
  void lengths(long millis, String expected) {
    assertEquals(expected, HumanTime.length(millis));
  }
}
