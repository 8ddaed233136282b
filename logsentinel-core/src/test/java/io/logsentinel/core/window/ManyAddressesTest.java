package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.text.Ipv4;
import org.junit.jupiter.api.Test;

/** A window of very many addresses. It takes a second, and stands apart so that others do not. */
class ManyAddressesTest {
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
