package io.logsentinel.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.simulate.Windows.Measured;
import java.io.IOException;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

  private static List<Measured> windows(int day, double scale, int size) throws IOException {
    Windows windows = new Windows(size);
    new SimulatedWeek(scale, 42).days().get(day).write(windows);
    return windows.measured();
  }

  /** The expected ends are those of the real Monday. */
  @Test
  void monday_spansWhatTheRealOneSpans() throws IOException {
    List<Measured> monday = windows(0, 1, 10_000);
    assertEquals(52, monday.size());
    assertSpan(monday, Measured::totalBytes, 5.5e6, 2.41e9);
    assertSpan(monday, Measured::totalPackets, 42_700, 2.05e6);
    assertSpan(monday, Measured::sources, 359, 1_295);
    assertSpan(monday, Measured::destinations, 704, 1_164);
    assertSpan(monday, Measured::destinationPorts, 820, 2_627);
    assertSpan(monday, Measured::bytesPerSecond, 0.71e6, 3.81e6);
    assertSpan(monday, Measured::packetsPerSecond, 45_500, 119_400);
    assertSpan(monday, Measured::packetsPerFlow, 4.3, 205);
  }

  private static void assertSpan(
      List<Measured> windows, ToDoubleFunction<Measured> metric, double min, double max) {
    DoubleSummaryStatistics span = windows.stream().mapToDouble(metric).summaryStatistics();
    assertTrue(span.getMin() > min / 2 && span.getMin() < min * 2, "min " + min + ": " + span);
    assertTrue(span.getMax() > max / 2 && span.getMax() < max * 2, "max " + max + ": " + span);
  }

  /** At the size of a demonstration, windows full of a loud attack lie far from any Monday. */
  @ParameterizedTest
  @CsvSource({"2, Hulk", "6, PortScan", "7, DDoS"})
  void loudAttack_leavesTheBaseline(int day, String attack) throws IOException {
    List<Measured> monday = windows(0, 0.01, 500);
    List<Measured> loud =
        windows(day, 0.01, 500).stream().filter(window -> window.attackShare() > 0.75).toList();
    assertTrue(loud.size() >= 2, attack);
    for (Measured window : loud) {
      assertTrue(z(monday, Measured::destinations, window) < -5, attack);
      if (attack.equals("PortScan")) {
        assertTrue(z(monday, Measured::destinationPorts, window) > 5);
      } else {
        assertTrue(z(monday, Measured::packetsPerSecond, window) < -3, attack);
      }
    }
  }

  private static double z(
      List<Measured> baseline, ToDoubleFunction<Measured> metric, Measured window) {
    double mean = baseline.stream().mapToDouble(metric).average().orElseThrow();
    double squares = baseline.stream().mapToDouble(metric).map(v -> (v - mean) * (v - mean)).sum();
    return (metric.applyAsDouble(window) - mean) / Math.sqrt(squares / (baseline.size() - 1));
  }
}
