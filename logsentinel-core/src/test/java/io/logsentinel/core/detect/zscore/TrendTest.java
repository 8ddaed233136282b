package io.logsentinel.core.detect.zscore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.zscore.ZScoreAssessment.Trend;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
  @ParameterizedTest
  @CsvSource({
    "10.71, 15.58, Up (prev: 10.71 -> current: 15.58)",
    "15.58, 10.71, Down (prev: 15.58 -> current: 10.71)",
    "1, 1.5, Up (prev: 1.00 -> current: 1.50)",
    "1.5, 1, Down (prev: 1.50 -> current: 1.00)",
    "1, 1.4999999999999998, Stable (prev: 1.00 -> current: 1.50)",
    "1.4999999999999998, 1, Stable (prev: 1.50 -> current: 1.00)",
    "5, 5, Stable (prev: 5.00 -> current: 5.00)",
    "0.125, 0.375, Stable (prev: 0.12 -> current: 0.38)",
    "2.675, 1e14, Up (prev: 2.67 -> current: 100000000000000.00)",
    "999999999999999.9, 1e15, Stable (prev: 999999999999999.88 -> current: 1e15)",
    "1e15, 1.2345e300, Up (prev: 1e15 -> current: 1.2345e300)",
    "5, Infinity, Up (prev: 5.00 -> current: inf)",
    "Infinity, 5, Down (prev: inf -> current: 5.00)",
  })
  void wordAndIndexes(double previous, double current, String text) {
    assertEquals(text, new Trend(previous, current).toString());
  }

  @Test
  void fromInfiniteToInfinite_isStable() {
    assertEquals("Stable", new Trend(1.0 / 0, 1.0 / 0).word());
  }

  @Test
  void theTrendIsAgainstThePreviousWindow_alertedOrNot() {
    ZScoreMonitor monitor = new ZScoreMonitor(Cases.baseline(), Optional.empty());
    ZScoreAssessment first = monitor.assess(Cases.window(0, 1), null);
    assertEquals(Optional.empty(), first.trend());
    ZScoreAssessment second = monitor.assess(Cases.window(0, 6.25), first);
    assertEquals(Optional.of(new Trend(1, 6.25)), second.trend());
    assertEquals(
        "Up (prev: 1.00 -> current: 6.25)", Alert.of("f", second).orElseThrow().trendText());
    ZScoreAssessment alone = monitor.assess(Cases.window(0, 6.25), null);
    assertEquals("N/A", Alert.of("f", alone).orElseThrow().trendText());
  }
}
