package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowText;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WindowerPropertyTest {
  @Provide
  Arbitrary<List<FlowRecord>> flows() {
    return Flows.any().list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<FlowRecord>> someFlows() {
    return Flows.any().list().ofMinSize(1).ofMaxSize(40);
  }

  private static WindowAccumulator accumulate(List<FlowRecord> flows) {
    WindowAccumulator accumulator = new WindowAccumulator();
    Flows.add(accumulator, flows);
    return accumulator;
  }

  private static void assertSame(Window expected, Window actual) {
    assertTrue(Flows.same(expected, actual), expected + " but was " + actual);
  }

  @Property
  void aWindowIsWhatTheObviousWayGives(@ForAll("someFlows") List<FlowRecord> flows) {
    WindowAccumulator accumulator = accumulate(flows);
    assertSame(Flows.window(7, flows), accumulator.window(7));
    assertEquals(accumulator.window(7), accumulator.window(7), "asking changes nothing");
    accumulator.clear();
    assertEquals(0, accumulator.flows());
    Flows.add(accumulator, flows);
    assertEquals(accumulate(flows).window(7), accumulator.window(7), "to the last bit");
  }

  @Property
  void mergingIsAddingOneAfterTheOther(
      @ForAll("someFlows") List<FlowRecord> a,
      @ForAll("flows") List<FlowRecord> b,
      @ForAll("flows") List<FlowRecord> c) {
    List<FlowRecord> all = new ArrayList<>(a);
    all.addAll(b);
    WindowAccumulator merged = accumulate(a);
    WindowAccumulator other = accumulate(b);
    merged.merge(other);
    assertSame(accumulate(all).window(0), merged.window(0));
    assertEquals(b.size(), other.flows());
    if (!b.isEmpty()) {
      assertEquals(accumulate(b).window(0), other.window(0), "the other stays as it is");
      WindowAccumulator turned = accumulate(b);
      turned.merge(accumulate(a));
      assertSame(merged.window(0), turned.window(0));
    }
    // (a + b) + c = a + (b + c), and a merged accumulator takes more flows
    WindowAccumulator right = accumulate(b);
    right.merge(accumulate(c));
    WindowAccumulator left = accumulate(a);
    left.merge(right);
    Flows.add(merged, c);
    assertSame(merged.window(0), left.window(0));
    WindowAccumulator empty = new WindowAccumulator();
    empty.merge(accumulate(a));
    assertEquals(accumulate(a).window(0), empty.window(0));
  }

  @Property
  void theOrderOfFlowsMattersToRoundingOnly(
      @ForAll("someFlows") List<FlowRecord> flows, @ForAll Random random) {
    List<FlowRecord> shuffled = new ArrayList<>(flows);
    Collections.shuffle(shuffled, random);
    assertSame(accumulate(flows).window(0), accumulate(shuffled).window(0));
  }

  @Property
  void windowsPartitionTheFile_throughBatchesAndRecordsAlike(
      @ForAll("flows") List<FlowRecord> flows, @ForAll @IntRange(min = 1, max = 9) int size)
      throws IOException {
    List<Window> windows = new ArrayList<>();
    AccumulatorPool pool = new AccumulatorPool();
    Windower windowing = new Windower(size, pool, full -> windows.add(whole(full)));
    for (FlowRecord flow : flows) {
      windowing.add(Batches.of(flow));
    }
    assertEquals(flows.size() / size, windows.size());
    assertEquals(windows.size(), windowing.windows());
    assertEquals(flows.size() % size, windowing.leftOver());
    for (int i = 0; i < windows.size(); i++) {
      assertSame(Flows.window(i, flows.subList(i * size, (i + 1) * size)), windows.get(i));
    }

    List<Window> ofBatches = new ArrayList<>();
    Windower batches = new Windower(size, pool, full -> ofBatches.add(whole(full)));
    byte[] file = FlowText.file(flows);
    FlowReader.readAll(() -> new ByteArrayInputStream(file), (batch, none) -> batches.add(batch));
    assertEquals(windows, ofBatches, "to the last bit");
    assertEquals(windowing.leftOver(), batches.leftOver());

    for (int time = 0; time < 2; time++) {
      List<Window> pooled = new ArrayList<>();
      try (Windower windower = new Windower(size, pool, full -> pooled.add(whole(full)))) {
        for (FlowRecord flow : flows) {
          windower.add(Batches.of(flow));
        }
      }
      assertEquals(ofBatches, pooled, "in the memory of windows before");
    }
  }

  private static Window whole(FullWindow full) {
    assertEquals(full.window().totalFlows(), full.profile().flows());
    assertThrows(IllegalStateException.class, full::profile);
    full.discard();
    return full.window();
  }
}
