package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where windows begin and end. */
class WindowerTest {
  private static final FlowRecord FLOW = Flows.flow("10.0.0.1", 80, 1, "BENIGN");

  private final List<Profile> profiles = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  private Windower windower(int size) {
    return new Windower(
        size,
        new AccumulatorPool(),
        full -> {
          windows.add(full.window());
          profiles.add(full.profile());
        });
  }

  /** So many flows with their number as their port and time, a partial one before each tenth. */
  private static FlowBatch batch(int flows) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    for (int i = 0; i < flows; i++) {
      if (i % 10 == 0) {
        rows.flow(FLOW).instant(1000 + i).addPartial(Set.of(FlowField.BYTES_PER_SECOND));
      }
      rows.flow(FLOW).number(FlowField.DESTINATION_PORT, i).instant(i).add();
    }
    return rows.batch();
  }

  private static FlowTimes times(FlowBatch batch) {
    return FlowTimes.toUtc(batch, ZoneOffset.UTC);
  }

  private List<Long> ids() {
    return windows.stream().map(Window::id).toList();
  }

  @Test
  void whatFillsNoWindow_isLeftOver() throws IOException {
    Windower windower = windower(10);
    FlowBatch batch = batch(35);
    windower.add(batch, times(batch));
    assertEquals(List.of(0L, 1L, 2L), ids());
    assertEquals(3, windower.windows());
    assertEquals(5, windower.leftOver());
    assertEquals(1, windower.leftOverPartials());
    assertNull(windower.unfinished(), "all was done at once");
    for (Profile profile : profiles) {
      assertEquals(11, profile.flows());
      assertEquals(1, profile.partialFlows());
      assertEquals(10, profile.wholeFlows());
      assertEquals(10 * profile.windowId(), profile.firstTime());
      assertEquals(1000 + 10 * profile.windowId(), profile.lastTime());
    }
    windower.close();
    windower.close();
  }

  @Test
  void whatWasCutElsewhere_isPassedOver() throws IOException {
    Windower windower = windower(10);
    windower.goOnAt(7);
    windower.skip(15);
    FlowBatch batch = batch(12);
    windower.add(batch, times(batch));
    assertEquals(0, windower.leftOver());
    assertEquals(0, windower.leftOverPartials(), "those before are passed over too");
    windower.add(batch, times(batch));
    assertEquals(9, windower.leftOver());
    windower.add(batch, times(batch));
    assertEquals(List.of(7L, 8L), ids());
    assertEquals(9, windower.windows());
    assertEquals(1, windower.leftOver());
    assertEquals(0, profiles.get(0).firstTime(), "of the third batch");
    assertEquals(10, windows.get(0).uniqueDestinationPorts(), "3 to 11, and 0");
    assertEquals(2, profiles.get(0).partialFlows());
  }

  @Test
  void aWindowMayBeCutShort() throws IOException {
    Windower windower = windower(10);
    windower.addPartial(batch(1).partials().get(0), 5);
    assertEquals(Optional.empty(), windower.cut(), "no whole flow is in it");
    windower.add(batch(4));
    FullWindow cut = windower.cut().orElseThrow();
    assertEquals(4, cut.window().totalFlows());
    assertEquals(0, cut.window().id());
    assertEquals(2, cut.profile().partialFlows(), "the one that waited too");
    assertEquals(0, windower.leftOver());
    assertEquals(1, windower.windows());
    windower.add(batch(10));
    assertEquals(List.of(1L), ids());
  }

  @Test
  void aWindowIsGivenBackOnce() throws IOException {
    AccumulatorPool pool = new AccumulatorPool();
    List<FullWindow> full = new ArrayList<>();
    Windower windower = new Windower(2, pool, full::add);
    windower.add(batch(6));
    assertEquals(3, full.size());
    Window first = full.get(0).window();
    Profile profile = full.get(0).profile();
    assertEquals(2, profile.wholeFlows());
    assertSame(first, full.get(0).window());
    assertEquals(
        "window 0 was given back already",
        assertThrows(IllegalStateException.class, () -> full.get(0).profile()).getMessage());
    full.get(1).discard();
    WindowAccumulator memory = pool.take(null);
    full.get(1).discard();
    assertNotSame(memory, pool.take(null), "it was given back before");
    pool.give(memory);
    full.get(2).discard();
    assertNotSame(memory, pool.take(null), "the latest first");
    assertSame(memory, pool.take(null));
    assertThrows(IllegalStateException.class, () -> full.get(1).profile());
    assertEquals(2, full.get(1).window().totalFlows(), "its sums are kept");
  }

  /** A window has room for so many partial flows; those beyond are told. */
  @Test
  void partialFlowsBeyondTheRoom_areLeftOver() throws IOException {
    Windower windower = windower(1);
    FlowBatch batch = batch(1);
    for (int i = 0; i < WindowAccumulator.MAX_PARTIAL_FLOWS + 3; i++) {
      windower.addPartial(batch.partials().get(0), 5);
    }
    assertEquals(WindowAccumulator.MAX_PARTIAL_FLOWS + 3, windower.leftOverPartials());
    windower.add(batch, 0, 1, null);
    assertEquals(3, windower.leftOverPartials());
    assertEquals(WindowAccumulator.MAX_PARTIAL_FLOWS, profiles.get(0).partialFlows());
  }

  /** A worker that comes late finds nothing to do in a window that is another's by then. */
  @Test
  void theWindowAtHand_isGivenBackWhenAllIsOver() throws IOException {
    AccumulatorPool pool = new AccumulatorPool();
    WindowAccumulator memory = pool.take(null);
    pool.give(memory);
    List<Runnable> waiting = new ArrayList<>();
    Windower windower = new Windower(4, pool, waiting::add, full -> {});
    windower.add(batch(3));
    assertEquals(3, windower.leftOver());
    windower.close();
    WindowAccumulator next = pool.take(null);
    assertSame(memory, next);
    waiting.forEach(Runnable::run);
    assertEquals(0, next.flows());
    assertEquals(
        "the windower is closed and takes no more flows",
        assertThrows(NullPointerException.class, () -> windower.add(batch(1))).getMessage());
  }

  /** Work that is left to workers is done by whoever ends its use. */
  @Test
  void workThatIsLeft_isDoneWhenItsUseEnds() throws IOException {
    List<Runnable> waiting = new ArrayList<>();
    List<FullWindow> full = new ArrayList<>();
    Windower windower = new Windower(4, new AccumulatorPool(), waiting::add, full::add);
    windower.add(batch(10));
    var use = windower.unfinished();
    assertTrue(!use.isOver() && !waiting.isEmpty());
    assertNull(windower.unfinished(), "it was asked for");
    use.end();
    assertTrue(use.isOver());
    assertEquals(2, full.size());
    assertEquals(4, full.get(1).window().totalFlows());
    assertEquals(4, full.get(1).window().uniqueDestinationPorts());
    waiting.forEach(Runnable::run);
    windower.close();
  }
}
