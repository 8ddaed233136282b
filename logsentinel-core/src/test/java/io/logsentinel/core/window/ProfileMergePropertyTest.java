package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile.Conversation;
import io.logsentinel.core.window.ProfileFlows.Timed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the profile of windows together. */
class ProfileMergePropertyTest {
  /** A mean is listed to an eighth of a half step, and merged ones are rounded once more. */
  private static final double ROUNDED = 2 / 16.0;

  @Provide
  Arbitrary<List<List<Timed>>> windows() {
    return ProfileFlows.anyTimed(1).list().ofMinSize(2).ofMaxSize(4);
  }

  private static Profile profile(long id, List<Timed> flows) {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    flows.forEach(timed -> ProfileFlows.add(accumulator, timed.flow(), timed.time()));
    return accumulator.profile(id);
  }

  private static List<Profile> profiles(List<List<Timed>> windows) {
    List<Profile> profiles = new ArrayList<>();
    windows.forEach(flows -> profiles.add(profile(profiles.size(), flows)));
    return profiles;
  }

  @Property(tries = 300)
  void whereNoListIsFull_itIsTheProfileOfAllFlows(@ForAll("windows") List<List<Timed>> windows) {
    Profile merged = ProfileMerge.of(profiles(windows));
    Profile all = profile(windows.size() - 1, windows.stream().flatMap(List::stream).toList());
    for (EntityKind kind : EntityKind.values()) {
      Assume.that(all.floor(kind) == 0);
    }
    assertEquals(windows.size(), merged.windows());
    assertSame(all, merged);
    assertEquals(conversations(all), conversations(merged));
    for (EntityKind kind : EntityKind.values()) {
      assertEquals(0, merged.floor(kind));
    }
  }

  /**
   * Exporters write -1 for bytes that they do not know: the sum may be less than that of a window.
   */
  @Example
  void bytesBelow0_takeFromTheSum() {
    List<List<Timed>> windows = new ArrayList<>();
    for (double bytes : new double[] {100, -99}) {
      FlowRecord flow =
          new FlowRecord("10.0.0.1", "10.0.0.2", 1, 80, 6, 0, 1, 0, 0, bytes, 1, 1, "BENIGN");
      windows.add(List.of(new Timed(flow, FlowBatch.NO_TIME)));
    }
    Profile merged = ProfileMerge.of(profiles(windows));
    assertEquals(1, merged.metric(ProfileMetric.TOP_PAIR_LOG_BYTES));
  }

  @Property(tries = 300)
  void theWayOfMergingDoesNotMatter(@ForAll("windows") List<List<Timed>> windows) {
    List<Profile> profiles = profiles(windows);
    Profile merged = ProfileMerge.of(profiles);
    int half = profiles.size() / 2;
    Profile byParts =
        ProfileMerge.of(
            List.of(
                ProfileMerge.of(profiles.subList(0, half)),
                ProfileMerge.of(profiles.subList(half, profiles.size()))));
    assertSame(merged, byParts);
    assertEquals(merged.windows(), byParts.windows());
    assertEquals(merged.floors(), byParts.floors());
    assertEquals(conversations(merged), conversations(byParts));
    List<Profile> shuffled = new ArrayList<>(profiles.subList(0, profiles.size() - 1));
    Collections.shuffle(shuffled, new Random(windows.size()));
    shuffled.add(profiles.get(profiles.size() - 1));
    assertSame(merged, ProfileMerge.of(shuffled));
  }

  /** Of many entities, windows list some, and the block the most of these: bounds hold. */
  @Property(tries = 20)
  void whereListsAreFull_countsAreAtLeastThatMany(@ForAll Random random) {
    List<List<Timed>> windows = new ArrayList<>();
    for (int w = 0; w < 3; w++) {
      List<Timed> flows = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        String source = "10.0.0." + random.nextInt(20);
        String destination = "10.1." + random.nextInt(2) + "." + random.nextInt(60);
        double port = random.nextInt(1 + random.nextInt(300));
        flows.add(new Timed(ProfileFlows.flow(source, destination, port), w));
      }
      windows.add(flows);
    }
    Profile merged = ProfileMerge.of(profiles(windows));
    TrueCounts all = new TrueCounts(windows);
    for (EntityKind kind : EntityKind.values()) {
      HashSet<Entity> listed = new HashSet<>();
      for (EntityStats stats : merged.entities(kind)) {
        listed.add(stats.entity());
        assertTrue(stats.flows() <= all.flows(stats.entity()), stats.entity()::toString);
      }
      all.entities(kind).stream()
          .filter(entity -> !listed.contains(entity))
          .forEach(it -> assertTrue(all.flows(it) <= merged.floor(kind), it::toString));
    }
  }

  @Property(tries = 10)
  void oneWindow_isItself(@ForAll("windows") List<List<Timed>> windows) {
    Profile profile = profiles(windows).get(0);
    assertEquals(profile, ProfileMerge.of(List.of(profile)));
  }

  /** Flows of every entity, by windows that list all of them. */
  private static final class TrueCounts {
    private final Map<Entity, Long> flows = new HashMap<>();

    TrueCounts(List<List<Timed>> windows) {
      for (List<Timed> window : windows) {
        for (Timed timed : window) {
          for (List<EntityStats> one : profile(0, List.of(timed)).entities().values()) {
            one.forEach(it -> flows.merge(it.entity(), it.flows(), Long::sum));
          }
        }
      }
    }

    long flows(Entity entity) {
      return flows.getOrDefault(entity, 0L);
    }

    List<Entity> entities(EntityKind kind) {
      return flows.keySet().stream().filter(entity -> entity.kind() == kind).toList();
    }
  }

  private static void assertSame(Profile expected, Profile actual) {
    assertEquals(expected.windowId(), actual.windowId());
    assertEquals(expected.flows(), actual.flows());
    assertEquals(expected.firstTime(), actual.firstTime());
    assertEquals(expected.lastTime(), actual.lastTime());
    for (ProfileMetric metric : ProfileMetric.values()) {
      double off = metric == ProfileMetric.TOP_PAIR_LOG_BYTES ? 0.5 : 1e-9; // a step, by rounding
      assertEquals(expected.metric(metric), actual.metric(metric), off, metric.label());
    }
    for (EntityKind kind : EntityKind.values()) {
      assertEquals(expected.entities(kind).size(), actual.entities(kind).size());
      long before = Long.MAX_VALUE;
      for (EntityStats of : actual.entities(kind)) {
        EntityStats is = expected.count(of.entity());
        assertEquals(is.flows(), of.flows());
        assertEquals(is.packets(), of.packets(), 1e-9 * Math.abs(is.packets()));
        assertEquals(is.bytes(), of.bytes(), 1e-9 * Math.abs(is.bytes()));
        assertEquals(is.meanLogDuration(), of.meanLogDuration(), ROUNDED);
        boolean isBound =
            kind == EntityKind.PAIR || kind == EntityKind.CLIENT || kind == EntityKind.SERVICE;
        assertTrue(isBound ? of.peers() <= is.peers() : of.peers() == is.peers(), of::toString);
        assertTrue(isBound ? of.ports() <= is.ports() : of.ports() == is.ports(), of::toString);
        assertTrue(of.flows() <= before, "those with the most flows come first");
        before = of.flows();
      }
    }
  }

  private static Map<String, Long> conversations(Profile profile) {
    Map<String, Long> counts = new HashMap<>();
    for (Conversation it : profile.conversations()) {
      counts.merge(it.source() + " " + it.destination() + " " + it.port(), it.flows(), Long::sum);
    }
    return counts;
  }
}
