package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Ipv4;
import java.util.List;
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

  /** More addresses than find a number, and more ports and texts than find room. */
  @Test
  void aMillionAddressesAreToldApart_inBoundedRoom() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    int many = 1_200_000;
    for (int i = 0; i < many; i++) {
      String source = Ipv4.text(i * 2_654_435_761L & 0xFFFFFFFFL);
      String destination = i % 4 == 0 ? "host" + i : Ipv4.text(i);
      ProfileFlows.add(accumulator, ProfileFlows.flow(source, destination, i % 200_000), i);
    }
    for (int i = 0; i < 500; i++) { // one that came late is found nevertheless
      ProfileFlows.add(accumulator, ProfileFlows.flow("0.0.0.0", "late", 80), 0);
    }
    assertEquals(many, accumulator.distinctSources());
    assertEquals(many + 1, accumulator.distinctDestinations());
    assertEquals(200_000, accumulator.distinctPorts());
    Profile profile = accumulator.profile(0);
    assertEquals(many + 500, profile.flows());
    profile.entities().values().forEach(listed -> assertTrue(listed.size() <= 64));
    EntityStats source = profile.count(new Entity(EntityKind.SOURCE, "0.0.0.0", ""));
    assertEquals(501, source.flows());
    EntityStats client = profile.entities().get(EntityKind.CLIENT).get(1);
    assertEquals("client 0.0.0.0 port 80", client.entity().toString());
    assertEquals(500, client.flows());
    assertTrue(profile.metric(ProfileMetric.PAIRS) >= many / 2, "an upper bound of what is held");
  }
}
