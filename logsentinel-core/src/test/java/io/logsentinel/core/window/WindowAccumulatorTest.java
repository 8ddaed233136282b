package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowAccumulatorTest {
  private static Window window(FlowRecord... flows) {
    WindowAccumulator accumulator = new WindowAccumulator();
    Flows.add(accumulator, List.of(flows));
    return accumulator.window(0);
  }

  @Test
  void noFlows_areNoWindow() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> new WindowAccumulator().window(3));
    assertEquals("window 3 must hold at least 1 flow but holds 0", e.getMessage());
  }

  @Test
  void portsAreComparedAsNumbers() {
    Window window =
        window(
            Flows.flow("a", 80, 1, "x"),
            Flows.flow("a", 80.0, 1, "x"),
            Flows.flow("a", 80.5, 1, "x"),
            Flows.flow("a", 70_000, 1, "x"),
            Flows.flow("a", -5, 1, "x"),
            Flows.flow("a", 0, 1, "x"),
            Flows.flow("a", -0.0, 1, "x"),
            Flows.flow("a", 1.0 / 0, 1, "x"), // port 0
            Flows.flow("a", Integer.MAX_VALUE, 1, "x"),
            Flows.flow("a", 1L << 32, 1, "x"));
    assertEquals(7, window.uniqueDestinationPorts());
  }

  @Test
  void addressesAreComparedAsText() {
    Window window =
        window(
            Flows.flow("10.0.0.1", 1, 1, "x"),
            Flows.flow("010.0.0.1", 1, 1, "x"),
            Flows.flow("10.0.0.1 ", 1, 1, "x"),
            Flows.flow("host", 1, 1, "x"),
            Flows.flow("Host", 1, 1, "x"),
            Flows.flow(new String("host".toCharArray()), 1, 1, "x"));
    assertEquals(5, window.uniqueSourceIps());
    assertEquals(1, window.uniqueDestinationIps());
  }

  @Test
  void theSameAddressAsRecordAndThroughABatch_countsOnce() throws IOException {
    List<FlowRecord> flows =
        List.of(Flows.flow("10.0.0.1", 1, 1, "x"), Flows.flow("fe80::1é", 1, 1, "x"));
    WindowAccumulator accumulator = new WindowAccumulator();
    Flows.add(accumulator, flows);
    byte[] file = FlowText.file(flows);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      var batch = reader.next();
      for (int row = 0; row < batch.size(); row++) {
        accumulator.add(batch, row, row + 1, null);
      }
    }
    assertEquals(4, accumulator.flows());
    assertEquals(2, accumulator.window(0).uniqueSourceIps());
    assertEquals(1, accumulator.window(0).uniqueDestinationIps());
  }

  @Test
  void infinitiesCountAsZeroAndStayInTheMean() {
    FlowRecord infinite =
        new FlowRecord("a", "b", 1, 2, 6, 1, 1.0 / 0, 3, -1.0 / 0, 5, 1.0 / 0, -1.0 / 0, "x");
    FlowRecord finite = new FlowRecord("a", "b", 1, 2, 6, 1, 2, 3, 4, 5, 6, 7, "benign");
    assertEquals(new Window(0, 2, 14, 8, 1, 1, 1, 3, 3.5, 4, 0.5), window(infinite, finite));
  }

  @Test
  void sumsBeyondAllMeasure_areInfiniteNeverNaN() {
    FlowRecord huge =
        new FlowRecord("a", "b", 1, 2, 6, 1, 1e308, -1e308, 1e308, 0, 1e308, -1e308, "x");
    Window window = window(huge, huge);
    assertEquals(0, window.totalPackets());
    assertEquals(Double.POSITIVE_INFINITY, window.totalBytes());
    assertEquals(Double.POSITIVE_INFINITY, window.avgFlowBytesPerSec());
    assertEquals(Double.NEGATIVE_INFINITY, window.avgFlowPacketsPerSec());
  }

  @Test
  void mergingSumsThatOverflowedInOppositeDirections_givesAWindow() {
    FlowRecord up = new FlowRecord("a", "b", 1, 2, 6, 1, 1, 1, 1, 0, 1e308, 1, "x");
    FlowRecord down = new FlowRecord("a", "b", 1, 2, 6, 1, 1, 1, 1, 0, -1e308, 1, "x");
    WindowAccumulator a = new WindowAccumulator();
    WindowAccumulator b = new WindowAccumulator();
    WindowAccumulator inOrder = new WindowAccumulator();
    Flows.add(a, List.of(up, up));
    Flows.add(b, List.of(down, down));
    Flows.add(inOrder, List.of(up, up, down, down));
    a.merge(b);
    assertEquals(inOrder.window(0), a.window(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_000_001, Integer.MIN_VALUE})
  void windowSizeOutOfRange_isRefused(int size) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Windower(size, new WindowAccumulator.AccumulatorPool(), full -> {}));
    assertEquals("the window size must be 1 to 10000000 but is " + size, e.getMessage());
  }

  @Test
  void aMetricThatIsNaN_isRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Window(4, 1, 1, 1, 1, 1, 1, Double.NaN, 1, 1, 0));
    assertEquals("window 4: a metric must not be NaN", e.getMessage());
  }

  @Test
  void theForestsVectorIsFiniteAndWithinFloat32() {
    Window window = new Window(0, 10, 1.0 / 0, 1e300, 1, 2, 3, -1.0 / 0, -1e300, 5.5, 0);
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new double[] {10, 0, Float.MAX_VALUE, 1, 2, 3, 0, -Float.MAX_VALUE, 5.5},
        Metric.vector(window));
  }
}
