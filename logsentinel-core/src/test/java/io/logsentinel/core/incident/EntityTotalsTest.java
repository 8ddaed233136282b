package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import org.junit.jupiter.api.Test;

class EntityTotalsTest {
  @Test
  void sumsOverWindows_areFinite_andDistinctOnesTheMostOfOne() {
    Entity service = new Entity(EntityKind.SERVICE, "80", "10.0.0.1");
    EntityTotals first = EntityTotals.of(new EntityStats(service, 2, 1e308, -1e308, 5, 1, 20));
    EntityTotals second = EntityTotals.of(new EntityStats(service, 3, 1e308, -1e308, 4, 1, 22));
    assertEquals(
        new EntityTotals(service, 2, 5, Double.MAX_VALUE, -Double.MAX_VALUE, 5, 1),
        first.plus(second));
  }
}
