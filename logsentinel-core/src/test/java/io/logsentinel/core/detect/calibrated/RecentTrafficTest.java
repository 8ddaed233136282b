package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sums over windows, and what is remembered of the last ones. */
class RecentTrafficTest {
  private static final String ATTACKER = "203.0.113.9";

  private static final List<FlowRecord> ATTACK =
      Collections.nCopies(30, Network.flow(ATTACKER, Network.server(1), 22, 500_000, 12, 3_000));

  /** Two in the same window: the louder one does not make the other known. */
  @Test
  void whatNoAlarmToldOf_isNotKnownAsTold() {
    Network network = new Network(6);
    List<Profile> baseline = network.windows(60);
    TrafficSums known = new TrafficSums(baseline);
    Profile window = network.window(ATTACK);
    Entity told = Entity.source(ATTACKER);
    RecentTraffic.Told ofAttacker =
        new RecentTraffic.Told() {
          @Override
          public boolean tells(Entity entity, Channel.EntityMeasure measure) {
            return entity.equals(told);
          }

          @Override
          public boolean tells(ProfileMetric metric) {
            return false;
          }
        };
    RecentTraffic recent = RecentTraffic.NOTHING.next(window, ofAttacker, known);
    Entity service = Entity.service(Network.server(1), "22");
    assertEquals(30, recent.of(told).told(0, recent.window()));
    assertEquals(0, recent.of(service).told(0, recent.window()));
    assertTrue(recent.of(service).peak(0, recent.window()) >= 30, "it was seen all the same");
    Profile quiet = network.window(List.of());
    for (int w = 0; w < 200; w++) {
      recent = recent.next(quiet, ofAttacker, known);
    }
    assertEquals(
        15, recent.of(told).told(0, recent.window()), 1e-9, "half is left after 200 windows");
    assertNotSame(Peaks.NONE, recent.of(told));
  }

  @Test
  void memoryIsBounded() {
    TrafficSums known = new TrafficSums(new Network(7).windows(20));
    RecentTraffic recent = RecentTraffic.NOTHING;
    Set<Entity> all = new HashSet<>();
    for (int w = 0; w < 60; w++) {
      List<FlowRecord> flows = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        flows.add(
            Network.flow("2001:db8::" + w + ":" + i, "h" + w + "-" + i, 1000 + i, 1, 2, 100 * w));
      }
      Profile window = Network.profile(w, flows);
      recent = recent.next(window, RecentTraffic.EVERYTHING, known);
      assertTrue(recent.size() <= RecentTraffic.MANY_ENTITIES);
      window.entities().values().forEach(listed -> listed.forEach(it -> all.add(it.entity())));
      if (all.size() <= RecentTraffic.MANY_ENTITIES) {
        assertEquals(all.size(), recent.size(), "all find room");
      }
    }
    assertTrue(recent.size() > RecentTraffic.MANY_ENTITIES / 2);
    assertNotSame(Peaks.NONE, recent.of(Entity.source("2001:db8::59:1")));
    assertSame(Peaks.NONE, recent.of(Entity.source("2001:db8::0:1")));
  }

  /** A peak fades by half every 50 windows, one that was told of every 200; a higher one stays. */
  @Test
  void peaksFade() {
    Peaks peaks = Peaks.of(2).next(1, new double[] {8, 4}, new boolean[] {true, false});
    assertEquals(1, peaks.seen());
    assertEquals(8, peaks.told(0, 1));
    assertEquals(0, peaks.told(1, 1));
    assertEquals(4, peaks.peak(1, 1));
    assertEquals(2, peaks.peak(1, 51), 1e-12);
    assertEquals(4, peaks.told(0, 201), 1e-12);
    assertEquals(4, peaks.peak(0, 201), 1e-12, "the told one outlives the silent one");
    assertEquals(8 / 1024.0, peaks.told(0, 2001), 1e-12, "beyond what is reckoned beforehand");
    Peaks next = peaks.next(51, new double[] {1, 3}, new boolean[] {false, true});
    assertEquals(51, next.seen());
    assertEquals(8 * StrictMath.pow(0.5, 0.25), next.told(0, 51), 1e-12);
    assertEquals(3, next.peak(1, 51));
    assertEquals(3, next.told(1, 51));
    assertEquals(4, next.silent()[0], 1e-12);
  }

  private static Profile window(int sources, int flowsOfFirst) {
    List<FlowRecord> flows = new ArrayList<>();
    for (int source = 0; source < sources; source++) {
      for (int i = 0; i < (source == 0 ? flowsOfFirst : 2); i++) {
        flows.add(Network.flow("h" + source, "server", 80, 10, 2, 100));
      }
    }
    return Network.profile(0, flows);
  }

  /** Who is not on a full list may have as many flows as the last one that is. */
  @Test
  void fullLists_haveAFloor() {
    Profile full = window(Profile.MAX_LISTED, 5);
    Profile notFull = window(Profile.MAX_LISTED - 1, 5);
    TrafficSums sums = new TrafficSums(List.of(full, notFull, notFull));
    assertEquals(3, sums.windows());
    assertEquals(3.0, sums.exposure());
    assertEquals(2, sums.highestFloor(EntityKind.SOURCE));
    assertEquals(0, sums.highestFloor(EntityKind.DESTINATION));
    assertEquals(2, sums.sum(EntityKind.SOURCE, null, 0), "once it may have had two");
    assertEquals(4, sums.squares(EntityKind.SOURCE, null, 0));
    TrafficSums.Seen first = sums.entities().get(Entity.source("h0"));
    assertEquals(3, sums.windows(Entity.source("h0")));
    assertEquals(0, sums.windows(Entity.source("h900")));
    assertEquals(15, sums.sum(EntityKind.SOURCE, first, 0));
    assertEquals(75, sums.squares(EntityKind.SOURCE, first, 0));
  }
}
