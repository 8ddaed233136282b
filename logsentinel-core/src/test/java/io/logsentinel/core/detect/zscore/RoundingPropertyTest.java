package io.logsentinel.core.detect.zscore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sums differ in their last digits where the order of the flows does; decisions must not. */
class RoundingPropertyTest {
  private static final int[] MICROS = {
    3, 7, 11, 13, 170, 1_900, 23_000, 290_000, 3_100_000, 37_000_000
  };

  /** The answer of one of ten controllers that are polled in turn. */
  private static FlowRecord poll(int controller, double micros) {
    double bytes = 104 + 10.0 * controller;
    double packets = 9 + controller % 2;
    return new FlowRecord(
        "10.1.0.1",
        "10.1.0." + (10 + controller),
        50_000 + controller,
        502,
        6,
        micros,
        packets - 4,
        4,
        60 + 7.0 * controller,
        44 + 3.0 * controller,
        bytes * 1e6 / micros,
        packets * 1e6 / micros,
        "BENIGN");
  }

  private static List<FlowRecord> cycle() {
    return cycle(1);
  }

  /** Answers that are slower by a factor. */
  private static List<FlowRecord> cycle(double slower) {
    return IntStream.range(0, MICROS.length).mapToObj(i -> poll(i, slower * MICROS[i])).toList();
  }

  private static Window window(long id, List<FlowRecord> flows) {
    WindowAccumulator accumulator = new WindowAccumulator();
    accumulator.add(Batches.of(flows), 0, flows.size(), null);
    return accumulator.window(id);
  }

  /** Windows of ten cycles; in some of them, the controllers answer in another order. */
  private static List<Window> polled(int windows, long seed, boolean isSwapped) {
    return polled(windows, seed, isSwapped, cycle());
  }

  private static List<Window> polled(
      int windows, long seed, boolean isSwapped, List<FlowRecord> cycle) {
    Random random = new Random(seed);
    List<Window> polled = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      List<FlowRecord> flows = new ArrayList<>();
      for (int c = 0; c < 10; c++) {
        List<FlowRecord> answers = new ArrayList<>(cycle);
        if (isSwapped && random.nextInt(25) == 0) {
          Collections.shuffle(answers, random);
        }
        flows.addAll(answers);
      }
      polled.add(window(w, flows));
    }
    return polled;
  }

  @Example
  void constantTrafficInAnotherOrder_isNoAlert() {
    List<Window> benign = polled(60, 1, true);
    assertNotEquals(
        1, benign.stream().map(Window::avgFlowBytesPerSec).distinct().count(), "rounding is seen");
    Baseline baseline = Baseline.learn(benign);
    baseline.spreads().forEach(spread -> assertEquals(1, spread.std()));
    ZScoreMonitor monitor = new ZScoreMonitor(baseline, Optional.empty());
    for (Window window : polled(200, 2, true)) {
      assertEquals(false, monitor.assess(window, null).zTrigger());
    }
  }

  /** Above 1e12, what rounding leaves is more than 1. */
  @Example
  void constantTrafficOfHugeRatesInAnotherOrder_isNoAlert() {
    List<FlowRecord> fast = cycle(1e-12);
    List<Window> benign = polled(60, 1, true, fast);
    assertNotEquals(
        1, benign.stream().map(Window::avgFlowBytesPerSec).distinct().count(), "rounding is seen");
    ZScoreMonitor monitor = new ZScoreMonitor(Baseline.learn(benign), Optional.empty());
    for (Window window : polled(200, 2, true, fast)) {
      assertEquals(false, monitor.assess(window, null).zTrigger());
    }
  }

  @Example
  void oneAnswerSlowerByAMicrosecond_isNoAlert() {
    List<FlowRecord> flows = new ArrayList<>();
    for (int c = 0; c < 10; c++) {
      flows.addAll(cycle());
    }
    flows.set(56, poll(6, MICROS[6] + 1.0));
    ZScoreMonitor monitor =
        new ZScoreMonitor(Baseline.learn(polled(60, 1, true)), Optional.empty());
    assertEquals(false, monitor.assess(window(0, flows), null).zTrigger());
  }

  @Provide
  Arbitrary<List<List<FlowRecord>>> windows() {
    Arbitrary<Double> micros = Arbitraries.doubles().between(1, 1e8).ofScale(3);
    Arbitrary<FlowRecord> flow =
        Arbitraries.oneOf(
            Arbitraries.of(cycle()),
            Combinators.combine(Arbitraries.integers().between(0, 9), micros)
                .as(RoundingPropertyTest::poll));
    Arbitrary<List<FlowRecord>> pool = flow.list().ofSize(20);
    // windows that hold the same flows, and some that hold others
    return Combinators.combine(
            pool, pool, Arbitraries.integers().between(0, 3).list().ofMinSize(3).ofMaxSize(30))
        .as(
            (usual, other, choice) ->
                choice.stream().map(c -> c == 0 && choice.get(0) == 0 ? other : usual).toList());
  }

  @Property
  void permutingTheFlowsWithinWindows_changesNoDecision(
      @ForAll("windows") List<List<FlowRecord>> windows, @ForAll long seed) {
    Random random = new Random(seed);
    List<List<FlowRecord>> permuted = new ArrayList<>();
    for (List<FlowRecord> flows : windows) {
      List<FlowRecord> shuffled = new ArrayList<>(flows);
      Collections.shuffle(shuffled, random);
      permuted.add(shuffled);
    }
    int learned = Math.max(2, windows.size() / 2);
    assertEquals(decisions(windows, learned), decisions(permuted, learned));
  }

  private static List<Boolean> decisions(List<List<FlowRecord>> files, int learned) {
    List<Window> windows = files.stream().map(flows -> window(0, flows)).toList();
    ZScoreMonitor monitor =
        new ZScoreMonitor(Baseline.learn(windows.subList(0, learned)), Optional.empty());
    return windows.stream().map(window -> monitor.assess(window, null).zTrigger()).toList();
  }
}
