package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowText;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /** No label is no attack, and no benign flow either. */
  @Test
  void theAttackRatio_isOfTheLabelledFlowsAlone() {
    FlowRecord attack = Flows.flow("a", 80, 1, "DDoS");
    FlowRecord benign = Flows.flow("a", 80, 1, "BENIGN");
    FlowRecord unlabelled = Flows.flow("a", 80, 1, "");
    assertEquals(0.5, window(attack, unlabelled, benign, unlabelled, unlabelled).attackRatio());
    assertTrue(Double.isNaN(window(unlabelled, unlabelled).attackRatio()));
    assertFalse(window(unlabelled).isLabelled());
    assertTrue(window(unlabelled, benign).isLabelled());
    WindowAccumulator a = new WindowAccumulator();
    WindowAccumulator b = new WindowAccumulator();
    Flows.add(a, List.of(attack, unlabelled, unlabelled));
    Flows.add(b, List.of(benign, unlabelled, benign, attack, benign));
    a.merge(b);
    assertEquals(0.4, a.window(0).attackRatio());
    a.clear();
    Flows.add(a, List.of(attack, benign));
    assertEquals(0.5, a.window(0).attackRatio(), "nothing is left of the window before");
  }

  private static WindowAccumulator of(Measure measure, int flows) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.measure(measure);
    for (int i = 0; i < flows; i++) {
      rows.flow(Flows.flow("a", i, 1, "")).add();
    }
    WindowAccumulator accumulator = new WindowAccumulator();
    accumulator.add(rows.batch(), 0, flows, null);
    return accumulator;
  }

  @Test
  void whatBytesCount_isThatOfTheFlowsThereAre() {
    WindowAccumulator window = of(Measure.HEADERS, 2);
    window.merge(new WindowAccumulator());
    assertEquals(Measure.HEADERS, window.profile(0).measure());
    WindowAccumulator empty = new WindowAccumulator();
    empty.merge(of(Measure.HEADERS_ONE_WAY, 1));
    assertEquals(Measure.HEADERS_ONE_WAY, empty.profile(0).measure());
  }

  private static PartialFlow partial(double port) {
    return new PartialFlow(
        Flows.flow("a", port, 1, ""), Set.of(FlowField.LABEL), FlowBatch.NO_TIME, false, 0);
  }

  @Test
  void partialFlows_areInTheProfileAlone() {
    WindowAccumulator window = of(Measure.PAYLOAD, 2);
    WindowAccumulator other = of(Measure.PAYLOAD, 1);
    assertTrue(window.addPartial(partial(81), 7));
    assertTrue(other.addPartial(partial(82), 9));
    assertTrue(other.addPartial(partial(82), FlowBatch.NO_TIME));
    WindowAccumulator without = of(Measure.PAYLOAD, 3);
    for (WindowAccumulator into : new WindowAccumulator[] {window, without}) {
      into.merge(other);
    }
    assertEquals(3, window.partialFlows());
    assertEquals(2, without.partialFlows());
    assertEquals(3, window.window(0).totalFlows());
    assertEquals(2, window.window(0).uniqueDestinationPorts(), "0 and 1");
    Profile profile = window.profile(0);
    assertEquals(6, profile.flows());
    assertEquals(3, profile.partialFlows());
    assertEquals(7, profile.firstTime());
    assertEquals(9, profile.lastTime());
    assertEquals(2, profile.count(new Entity(EntityKind.PORT, "82", "")).flows());
    assertEquals(2, without.profile(0).partialFlows(), "there was none before");
    window.clear();
    assertEquals(0, window.partialFlows());
    Flows.add(window, List.of(Flows.flow("a", 80, 1, "")));
    assertEquals(1, window.profile(0).flows());
  }

  @Test
  void partialFlowsBeyondTheRoom_areRefused() {
    WindowAccumulator window = of(Measure.PAYLOAD, 1);
    for (int i = 0; i < WindowAccumulator.MAX_PARTIAL_FLOWS; i++) {
      assertTrue(window.addPartial(partial(80), 5));
    }
    assertFalse(window.addPartial(partial(80), 5));
    assertEquals(WindowAccumulator.MAX_PARTIAL_FLOWS, window.partialFlows());
    assertEquals(WindowAccumulator.MAX_PARTIAL_FLOWS + 1, window.profile(0).flows());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Windower.DEFAULT_WINDOW_SIZE, 10_000_000})
  void windowSizesInTheRange_areTaken(int size) throws IOException {
    List<Window> windows = new ArrayList<>();
    try (Windower windower =
        new Windower(size, new AccumulatorPool(), full -> windows.add(full.window()))) {
      windower.add(Batches.of(Flows.flow("a", 80, 1, "")));
      assertEquals(size == 1 ? 0 : 1, windower.leftOver());
      assertEquals(size == 1 ? 1 : 0, windows.size());
    }
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

  /** The columns of the original's windows, and the keys of its baseline. */
  @Test
  void metricsAreNamedAsTheOriginalNamesThem() {
    List<String> names =
        List.of(
            "total_flows",
            "total_bytes",
            "total_packets",
            "unique_source_ips",
            "unique_destination_ips",
            "unique_destination_ports",
            "avg_flow_bytes_per_sec",
            "avg_flow_packets_per_sec",
            "avg_packets_per_flow");
    assertEquals(names, Metric.NAMES);
    for (Metric metric : Metric.values()) {
      assertEquals(names.get(metric.ordinal()), metric.column());
    }
  }

  @Test
  void theForestsVectorIsFiniteAndWithinFloat32() {
    Window window = new Window(0, 10, 1.0 / 0, 1e300, 1, 2, 3, -1.0 / 0, -1e300, 5.5, 0);
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new double[] {10, 0, Float.MAX_VALUE, 1, 2, 3, 0, -Float.MAX_VALUE, 5.5},
        Metric.vector(window));
  }
}
