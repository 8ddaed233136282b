package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Ipv4;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Windows of more addresses, ports and conversations than find a number, or room in a table. */
class TalkersBeyondRoomTest {
  /** More than the 262,144 addresses, and far more than the 131,072 ports, that find a number. */
  private static final int MANY = (1 << 18) + 3000;

  private static void add(
      ProfileAccumulator to, int from, int before, IntFunction<FlowRecord> flow) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    for (int start = from; start < before; start += 1000) {
      int end = Math.min(before, start + 1000);
      rows.clear();
      for (int i = start; i < end; i++) {
        rows.flow(flow.apply(i)).add();
      }
      to.add(rows.batch(), 0, end - start, null);
    }
  }

  private static FlowRecord own(int i) {
    String destination = i % 2 == 0 ? "host" + i : Ipv4.text(i);
    return ProfileFlows.flow(Ipv4.text(0xFFFFFFFFL - i), destination, i);
  }

  private static void assertDistinct(int expected, ProfileAccumulator actual) {
    assertEquals(expected, actual.distinctSources());
    assertEquals(expected, actual.distinctDestinations());
    assertEquals(expected, actual.distinctPorts());
  }

  @Test
  void whatFindsNoNumber_isToldApartAllTheSame() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    add(accumulator, 0, MANY, TalkersBeyondRoomTest::own);
    assertDistinct(MANY, accumulator);
    add(accumulator, MANY - 500, MANY, TalkersBeyondRoomTest::own);
    assertDistinct(MANY, accumulator);
    ProfileAccumulator others = new ProfileAccumulator();
    add(others, MANY, MANY + 7, TalkersBeyondRoomTest::own);
    ProfileAccumulator ends = new ProfileAccumulator();
    ends.mergeEnds(accumulator);
    assertDistinct(MANY, ends);
    ends.mergeEnds(others);
    assertDistinct(MANY + 7, ends);
    others.merge(accumulator);
    assertDistinct(MANY + 7, others);
    accumulator.clear();
    assertDistinct(0, accumulator);
    FlowRecord late = ProfileFlows.flow("late", "later", 80);
    ProfileFlows.add(accumulator, late, 0);
    assertDistinct(1, accumulator);
    ProfileAccumulator fresh = new ProfileAccumulator();
    ProfileFlows.add(fresh, late, 0);
    assertEquals(fresh.profile(0), accumulator.profile(0), "the window before leaves nothing");
  }

  /** A source's and a port's flows are counted whole, however often tables are emptied between. */
  @Test
  void whatIsBusy_isCountedWhole_whateverIsFoldedBetween() {
    int many = 3 * EntityCounters.MAX_ENTRIES / 2;
    IntFunction<FlowRecord> scan = i -> ProfileFlows.flow("10.0.0.1", Ipv4.text(i), 445);
    IntFunction<FlowRecord> answer = i -> ProfileFlows.flow(Ipv4.text(i), "10.0.0.2", 9);
    ProfileAccumulator accumulator = new ProfileAccumulator();
    add(accumulator, 0, 1000, answer);
    add(accumulator, 0, many, scan);
    add(accumulator, 0, 1000, answer);
    ProfileAccumulator first = new ProfileAccumulator();
    add(first, 0, 1000, answer);
    add(first, 0, many / 2, scan);
    ProfileAccumulator second = new ProfileAccumulator();
    add(second, many / 2, many, scan);
    add(second, 0, 1000, answer);
    first.merge(second);
    for (Profile profile : new Profile[] {accumulator.profile(0), first.profile(0)}) {
      assertEquals(many + 2000, profile.flows());
      assertCount(profile, Entity.source("10.0.0.1"), many);
      assertCount(profile, Entity.destination("10.0.0.2"), 2000);
      assertCount(profile, new Entity(EntityKind.PORT, "445", ""), many);
      assertCount(profile, new Entity(EntityKind.CLIENT, "445", "10.0.0.1"), many);
      assertCount(profile, Entity.service("10.0.0.2", "9"), 2000);
      EntityStats source = profile.count(Entity.source("10.0.0.1"));
      assertTrue(source.peers() >= many, "an upper bound");
      assertEquals(1, source.ports());
    }
  }

  private static void assertCount(Profile profile, Entity entity, long flows) {
    EntityStats stats = profile.count(entity);
    assertEquals(flows, stats.flows(), entity.toString());
    assertEquals(5.0 * flows, stats.packets(), entity.toString());
    assertEquals(90.0 * flows, stats.bytes(), entity.toString());
  }
}
