package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.profile.Entity;
import io.logsentinel.core.profile.EntityCount;
import io.logsentinel.core.profile.EntityKind;
import org.junit.jupiter.api.Test;

class TalkerTest {
  @Test
  void sumsOverWindows_areFinite_andDistinctOnesTheMostOfOne() {
    Entity service = new Entity(EntityKind.SERVICE, "80", "10.0.0.1");
    Talker first = Talker.of(new EntityCount(service, 2, 1e308, -1e308, 5, 1, 20));
    Talker second = Talker.of(new EntityCount(service, 3, 1e308, -1e308, 4, 1, 22));
    assertEquals(
        new Talker(service, 2, 5, Double.MAX_VALUE, -Double.MAX_VALUE, 5, 1), first.plus(second));
  }
}
