package io.logsentinel.core.detect.zscore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Decision.Confidence;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZScoreMonitorTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, false",
    "3, 0, 0, false",
    "4.999, 0, 0, false",
    "5, 0, 0, true",
    "-4.999, 0, 0, false",
    "-5, 0, 0, true",
    "3, 3, 0, true",
    "-3, 3, 0, true",
    "2.999, 3, 0, false",
    "2.999, 4.999, 2.999, false",
    "2.9999999999999996, 4.999, 2.9, false",
    "0, -3, -3, true",
    "Infinity, 0, 0, true",
    "-Infinity, 0, 0, true"
  })
  void twoMetricsOfThreeOrOneOfFive_alert(
      double bytes, double packets, double rate, boolean alert) {
    Window window = Cases.window(0, bytes, packets, 0, 0, 0, rate);
    ZScoreAssessment assessment = Cases.assess(window);
    assertEquals(alert, assessment.zTrigger());
    assertEquals(alert, Alert.of("f", assessment).isPresent());
    assertEquals(Math.abs(bytes) + Math.abs(packets) + Math.abs(rate), assessment.anomalyIndex());
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyMetricAlertsOnItsOwn(Metric metric) {
    assertEquals(true, Cases.assess(Cases.window(metric, -5)).zTrigger());
    assertEquals(false, Cases.assess(Cases.window(metric, 4.999)).zTrigger());
    Alert alert = Alert.of("f", Cases.assess(Cases.window(metric, -5))).orElseThrow();
    assertEquals(-5, alert.maxZScore());
    assertEquals(metric, alert.topIndicators().get(0).metric());
    assertEquals(metric.of(alert.window()), alert.topIndicators().get(0).value());
  }

  @ParameterizedTest
  @CsvSource({
    "0, LOW",
    "2.999, LOW",
    "3, MEDIUM",
    "5.999, MEDIUM",
    "6, HIGH",
    "9.999, HIGH",
    "10, CRITICAL",
    "1e300, CRITICAL",
    "Infinity, CRITICAL"
  })
  void severityIsByTheIndex(double index, Severity severity) {
    assertEquals(severity, Severity.of(index));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2.999, MEDIUM",
    "3, 3, HIGH",
    "5, 4.999, HIGH",
    "5, 5, CRITICAL",
    "-5, -0.999, MEDIUM"
  })
  void anAlertsSeverityIsThatOfItsIndex(double bytes, double rate, Severity severity) {
    Window window = Cases.window(0, bytes, 0, 0, 0, 0, rate);
    ZScoreAssessment assessment = Cases.assess(window);
    Alert.of("f", assessment).ifPresent(alert -> assertEquals(severity, alert.severity()));
    assertEquals(severity, Severity.of(assessment.anomalyIndex()));
  }

  @ParameterizedTest
  @CsvSource({
    "5, '', SUSPICIOUS, MEDIUM",
    "5, -1, CONFIRMED_ANOMALY, HIGH",
    "5, 1, SUSPICIOUS, MEDIUM",
    "0, '', NORMAL, HIGH",
    "0, -1, SUSPICIOUS, MEDIUM",
    "0, 1, NORMAL, HIGH"
  })
  void decisionIsOfBoth(double z, String forest, Decision decision, Confidence confidence) {
    Window window = Cases.window(Metric.TOTAL_BYTES, z);
    ZScoreAssessment assessment =
        forest.isEmpty()
            ? Cases.assess(window)
            : Cases.assess(window, new OutlierVerdict(0.5, forest.equals("-1")));
    assertEquals(decision, assessment.decision());
    assertEquals(confidence, assessment.decision().confidence());
    assertEquals(!forest.isEmpty(), assessment.opinion().isPresent());
  }

  @Example
  void theSecondOpinionIsGivenTheFiniteMetrics() {
    List<double[]> asked = new ArrayList<>();
    ZScoreMonitor monitor =
        new ZScoreMonitor(
            Cases.baseline(),
            Optional.of(
                metrics -> {
                  asked.add(metrics);
                  return new OutlierVerdict(0, false);
                }));
    Window window = new Window(0, 1, 1.0 / 0, 1e300, 4, 5, 6, 7, 8, 9, 0);
    monitor.assess(window, null);
    assertEquals(1, asked.size());
    assertArrayEquals(new double[] {1, 0, Float.MAX_VALUE, 4, 5, 6, 7, 8, 9}, asked.get(0));
  }

  @Example
  void topIndicatorsAreTheThreeLargest_tiesInMetricOrder() {
    assertEquals(
        "avg_packets_per_flow:-9.00 || total_bytes:5.00 || unique_source_ips:-5.00",
        Cases.alert(0, 5, 0, -5, 5, 1, 2, 3, -9).topIndicatorsText());
    assertEquals(
        "total_flows:-5.00 || total_bytes:5.00 || total_packets:5.00",
        Cases.alert(-5, 5, 5, 5, 5, 5, 5, 5, 5).topIndicatorsText());
    assertEquals(
        "avg_flow_packets_per_sec:7.01 || total_flows:0.00 || total_bytes:0.00",
        Cases.alert(0, 0, 0, 0, 0, 0, 0, 7.0051).topIndicatorsText());
    assertEquals(-5, Cases.alert(-5, 5).maxZScore());
  }

  @Provide
  Arbitrary<List<Window>> windows() {
    return Arbitraries.doubles()
        .between(-8, 8)
        .list()
        .ofSize(9)
        .map(z -> Cases.window(z.stream().mapToDouble(Double::doubleValue).toArray()))
        .list()
        .ofMinSize(2)
        .ofMaxSize(6);
  }

  @Property
  void anAssessmentDependsOnItsArgumentsOnly(@ForAll("windows") List<Window> windows) {
    OutlierModel opinion = metrics -> new OutlierVerdict(metrics[1], metrics[1] < 0);
    ZScoreMonitor busy = new ZScoreMonitor(Cases.baseline(), Optional.of(opinion));
    ZScoreAssessment previous = null;
    for (Window window : windows) {
      ZScoreAssessment fresh =
          new ZScoreMonitor(Cases.baseline(), Optional.of(opinion)).assess(window, previous);
      assertEquals(fresh, busy.assess(window, previous));
      assertEquals(fresh, busy.assess(window, previous));
      assertEquals(Alert.of("f", fresh), Alert.of("f", busy.assess(window, previous)));
      previous = fresh;
    }
  }

  @Property
  void theIndexIsTheSumOfAllSizes(@ForAll("windows") List<Window> windows) {
    ZScoreAssessment assessment = Cases.assess(windows.get(0));
    double sum = 0;
    int strong = 0;
    double largest = 0;
    for (Indicator indicator : assessment.indicators()) {
      double size = Math.abs(indicator.zScore());
      sum += size;
      strong += size >= 3 ? 1 : 0;
      largest = Math.max(largest, size);
    }
    assertEquals(9, assessment.indicators().size());
    assertEquals(sum, assessment.anomalyIndex());
    assertEquals(strong >= 2 || largest >= 5, assessment.zTrigger());
  }
}
