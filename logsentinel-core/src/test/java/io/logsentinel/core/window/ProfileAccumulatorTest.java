package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Ipv4;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileAccumulatorTest {
  private static FlowRecord bytes(double forward, double backward) {
    return new FlowRecord("a", "b", 1, 80, 6, 1, 1, 1, forward, backward, 1, 1, "BENIGN");
  }

  @Test
  void aProfileOfNoFlows_isRefused() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    assertEquals(
        "a profile of no flows",
        assertThrows(IllegalStateException.class, () -> accumulator.profile(0)).getMessage());
    ProfileFlows.add(accumulator, ProfileFlows.flow("a", "b", 80), 5);
    accumulator.clear();
    assertThrows(IllegalStateException.class, () -> accumulator.profile(0));
  }

  @Test
  void firstAndLastTime_areThoseOfTheFlowsThatHaveOne() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    for (long time : new long[] {FlowBatch.NO_TIME, 70, -3, FlowBatch.NO_TIME, 12}) {
      ProfileFlows.add(accumulator, ProfileFlows.flow("a", "b", 80), time);
    }
    ProfileAccumulator later = new ProfileAccumulator();
    ProfileFlows.add(later, ProfileFlows.flow("a", "b", 80), 71);
    accumulator.merge(later);
    accumulator.merge(new ProfileAccumulator());
    Profile profile = accumulator.profile(0);
    assertEquals(-3, profile.firstTime());
    assertEquals(71, profile.lastTime());
  }

  @Test
  void sumsBeyondAllDoubles_areAsLargeAsCanBe() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, bytes(Double.MAX_VALUE, Double.MAX_VALUE), 0);
    Profile up = accumulator.profile(0);
    assertEquals(Double.MAX_VALUE, up.entities().get(EntityKind.PAIR).get(0).bytes());
    assertEquals(1023.5, up.metric(ProfileMetric.TOP_PAIR_LOG_BYTES));
    ProfileFlows.add(accumulator, bytes(-Double.MAX_VALUE, -Double.MAX_VALUE), 0);
    Profile both = accumulator.profile(0);
    assertEquals(0, both.entities().get(EntityKind.SOURCE).get(0).bytes(), "they cancel out");
  }

  @Test
  void halfLog_goesInTwoStepsAnOctave() {
    double[] values = {0, 0.49, 0.5, 0.99, 1, 1.99, 2, 3, 5, 7, 1023, -0.5, -9, 1.0 / 0, -1.0 / 0};
    long[] steps = {0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 20, 0, 0, 0, 0};
    for (int i = 0; i < values.length; i++) {
      assertEquals(steps[i], ProfileAccumulator.halfLog(values[i]), "of " + values[i]);
    }
  }

  @Test
  void aListIsHalfAsLong_inALargeWindow() {
    for (int flows : new int[] {1000, 1001}) {
      ProfileAccumulator accumulator = new ProfileAccumulator();
      for (int i = 0; i < flows; i++) {
        ProfileFlows.add(accumulator, ProfileFlows.flow(Ipv4.text(i), "host" + i, i), 0);
      }
      Profile profile = accumulator.profile(0);
      for (List<EntityStats> listed : profile.entities().values()) {
        assertEquals(flows == 1000 ? 128 : 64, listed.size());
      }
      assertEquals("0.0.0.0", profile.entities().get(EntityKind.SOURCE).get(0).entity().first());
      assertEquals(flows, profile.metric(ProfileMetric.SHAPES));
    }
  }

  /** More flows than are looked at together, each of its own pair, to its own service. */
  @Test
  void spread_isCountedToTheLastFlow() {
    int flows = 700;
    ProfileAccumulator accumulator = new ProfileAccumulator();
    List<FlowRecord> own =
        IntStream.range(0, flows)
            .mapToObj(i -> ProfileFlows.flow(Ipv4.text(1 + i), "host" + i, 1 + i))
            .toList();
    accumulator.add(Batches.of(own), 0, flows, null);
    Profile profile = accumulator.profile(0);
    for (ProfileMetric metric :
        List.of(
            ProfileMetric.SHAPES,
            ProfileMetric.SOURCES,
            ProfileMetric.DESTINATIONS,
            ProfileMetric.PORTS,
            ProfileMetric.PAIRS,
            ProfileMetric.SERVICES)) {
      assertEquals(flows, profile.metric(metric), metric.label());
    }
    assertEquals(1.0 / flows, profile.metric(ProfileMetric.TOP_SERVICE_SHARE));
  }

  @Test
  void thePairWithTheMostBytes_isOneOfTheWindowAtHand() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, ProfileFlows.flow("a", "b", 80), 0);
    ProfileFlows.add(accumulator, bytes(1e9, 1e9), 0);
    for (int i = 0; i < 3; i++) {
      ProfileFlows.add(
          accumulator,
          new FlowRecord("c" + i, "d", 1, 80, 6, 1, 1, 1, 1e9, 1e9, 1, 1, "BENIGN"),
          0);
    }
    accumulator.profile(0);
    accumulator.clear();
    ProfileFlows.add(accumulator, bytes(3, 4), 0);
    assertEquals(3, accumulator.profile(1).metric(ProfileMetric.TOP_PAIR_LOG_BYTES), "log2(1 + 7)");
  }
}
