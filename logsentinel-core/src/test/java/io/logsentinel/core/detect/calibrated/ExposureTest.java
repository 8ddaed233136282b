package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.ProfileMetric;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ExposureTest {
  private static Profile profile(int judged, int allowed) {
    return new Profile(
        0,
        judged,
        0,
        Measure.PAYLOAD,
        FlowBatch.NO_TIME,
        FlowBatch.NO_TIME,
        Collections.nCopies(ProfileMetric.values().length, 0.0),
        Map.of(),
        List.of(),
        new Allowed(allowed, 0, List.of(), List.of(), List.of()));
  }

  @Property
  void whereNothingIsAllowed_nothingChanges(
      @ForAll @IntRange(min = 1, max = 10_000_000) int flows,
      @ForAll @DoubleRange(max = 1e9) double mean,
      @ForAll @DoubleRange(max = 1e9) double value) {
    Exposure exposure = new Exposure(profile(flows, 0), 1);
    assertEquals(mean, exposure.expected(mean));
    assertEquals(mean, exposure.spread(mean));
    for (ProfileMetric metric : ProfileMetric.values()) {
      assertEquals(mean, exposure.expected(metric, value, mean));
    }
  }

  @Property
  void whereFewerAreJudged_lessIsNoDeviation_andMoreIs(
      @ForAll @IntRange(min = 0, max = 99) int judged) {
    Exposure exposure = new Exposure(profile(judged, 100 - judged), 1);
    double share = Math.max(1, judged) / 100.0;
    assertEquals(50, exposure.expected(50));
    assertTrue(exposure.spread(1) > 1);
    assertEquals(50, exposure.expected(ProfileMetric.SOURCES, 80, 50));
    assertEquals(50 * share, exposure.expected(ProfileMetric.SOURCES, 0, 50), 1e-12);
    double between = 50 * (1 + share) / 2;
    assertEquals(between, exposure.expected(ProfileMetric.SOURCES, between, 50));
    assertEquals(0.5, exposure.expected(ProfileMetric.TCP_SHARE, 0.2, 0.5));
  }

  @Example
  void whereMoreAreJudgedThanInTheBaseline_moreIsExpected() {
    Exposure exposure = new Exposure(profile(100, 0), 0.5);
    assertEquals(100, exposure.expected(50));
    assertEquals(1, exposure.spread(1));
    assertEquals(100, exposure.expected(ProfileMetric.PORTS, 300, 50));
    assertEquals(11, exposure.expected(ProfileMetric.TOP_PAIR_LOG_BYTES, 20, 10));
  }
}
