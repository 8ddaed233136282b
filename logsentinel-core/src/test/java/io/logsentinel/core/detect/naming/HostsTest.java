package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who among the addresses of a window is a host, and of whom evidence speaks most. */
class HostsTest {
  private static final String A = "10.0.0.5";
  private static final String B = "10.0.0.6";
  private static final String OUT = "203.0.113.66";
  private static final String GROUP = "224.0.0.251";

  private final List<FlowRecord> flows = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

  private HostsTest with(int count, String from, String to, int port) {
    flows.addAll(Collections.nCopies(count, Network.flow(from, to, port, 1000, 4, 100)));
    return this;
  }

  private HostsTest unusual(Entity entity, double strength) {
    evidence.add(
        new Evidence(
            new Channel.OfEntities(entity.kind(), EntityMeasure.FLOWS, Channel.RARE, false),
            Optional.of(entity),
            9,
            1,
            new TypicalRange(0, 2),
            0,
            strength,
            1e-5,
            0));
    return this;
  }

  private Profile profile() {
    return Network.profile(0, flows);
  }

  private String announcement() {
    return new Hosts(profile())
        .announcement(evidence)
        .map(it -> it.source() + " " + it.destination() + " " + it.port())
        .orElse("");
  }

  private SuspectRanking ranking() {
    return SuspectRanking.of(profile(), new Finding(9, 1e-9, 1, true, evidence, Optional.empty()));
  }

  private String suspects() {
    SuspectRanking ranking = ranking();
    return ranking.source() + " > " + ranking.destination() + " : " + ranking.port();
  }

  /** Whether an address is a host, by one flow of the window. */
  @ParameterizedTest
  @CsvSource({
    // what its own network sends to the last address goes to all
    "10.0.0.255, 10.0.0.5, 10.0.0.255, 80, false",
    "10.0.15.255, 10.0.0.5, 10.0.15.255, 80, false",
    "10.0.16.255, 10.0.0.5, 10.0.16.255, 80, true",
    "10.0.0.255, host, 10.0.0.255, 80, true",
    "10.0.0.255, fe80::5, 10.0.0.255, 80, true",
    // of a small network where hosts look for each other
    "10.0.0.63, 10.0.0.5, 10.0.0.63, 137, false",
    "10.0.0.191, 10.0.0.5, 10.0.0.191, 5353, false",
    "10.0.0.63, 10.0.0.5, 10.0.0.63, 80, true",
    "10.0.0.62, 10.0.0.5, 10.0.0.62, 137, true",
    // who has flows of its own is one
    "10.0.0.255, 10.0.0.255, 10.0.0.5, 80, true",
    // of whom no flow is listed
    "10.0.0.255, 10.0.0.5, 10.0.0.6, 80, false",
    "10.0.0.63, 10.0.0.5, 10.0.0.6, 80, true",
    "8.8.8.255, 10.0.0.5, 10.0.0.6, 80, true",
    // whatever the flows
    "host, 10.0.0.5, host, 137, true",
    "2001:db8::ff, 10.0.0.5, 2001:db8::ff, 137, true",
    "224.0.0.251, 10.0.0.5, 224.0.0.251, 5353, false",
    "0.0.0.0, 10.0.0.5, 0.0.0.0, 80, false",
    "0.0.0.9, 10.0.0.5, 0.0.0.9, 80, true",
    "'::', 10.0.0.5, '::', 80, false"
  })
  void hosts(String address, String from, String to, int port, boolean isHost) {
    assertEquals(isHost, new Hosts(with(1, from, to, port).profile()).isHost(address));
  }

  /** More than half of the evidence, by its squares, must speak of groups. */
  @Test
  void announcements_areMostOfTheEvidence() {
    with(5, A, GROUP, 5353).with(5, A, B, 80);
    assertEquals("", announcement());
    unusual(Entity.destination(GROUP), 3);
    assertEquals(A + " " + GROUP + " 5353", announcement());
    unusual(Entity.destination(B), 2);
    assertEquals(A + " " + GROUP + " 5353", announcement());
    unusual(Entity.service(B, "80"), 2);
    assertEquals(A + " " + GROUP + " 5353", announcement(), "9 of 17");
    unusual(Entity.pair(A, B), 1);
    assertEquals("", announcement(), "9 of 18");
    evidence.add(
        new Evidence(
            new Channel.OfMetric(ProfileMetric.PORTS),
            Optional.empty(),
            9,
            1,
            new TypicalRange(0, 2),
            1,
            90,
            1e-9,
            0));
    unusual(Entity.destination(GROUP), 1);
    assertEquals(A + " " + GROUP + " 5353", announcement(), "of the window itself it is none");
  }

  /** An entity announces itself with nine tenths of its flows. */
  @Test
  void whoHardlyTalksToHosts_announces() {
    with(9, A, GROUP, 5353).with(1, A, B, 80).unusual(Entity.source(A), 3);
    assertEquals(A + " " + GROUP + " 5353", announcement());
    with(1, A, B, 80);
    assertEquals("", announcement());
    evidence.clear();
    assertEquals("", unusual(Entity.source("10.0.0.99"), 3).announcement(), "nobody does");
  }

  @Test
  void theAnnouncementToldOf_isTheOneThatEvidenceSpeaksOfMost() {
    with(3, A, GROUP, 5353).with(2, B, GROUP, 1900).with(2, B, "ff02::fb", 5353);
    unusual(Entity.source(A), 3).unusual(Entity.source(B), 2);
    assertEquals(A + " " + GROUP + " 5353", announcement());
    unusual(Entity.source(B), 3);
    assertEquals(B + " " + GROUP + " 1900", announcement(), "of equal ones the first by name");
    unusual(Entity.destination("ff02::fb"), 1);
    assertEquals(B + " ff02::fb 5353", announcement());
  }

  @Test
  void whoStandsOutTogether_isNamedTogether() {
    with(5, OUT, A, 22).with(5, B, A, 80);
    unusual(Entity.pair(OUT, A), 3).unusual(Entity.service(A, "22"), 2);
    assertEquals(OUT + " > " + A + " : 22", suspects());
    assertEquals(List.of(A, OUT), ranking().addresses(), "A by two");
  }

  /** A source and a destination without flows together: the stronger one, with whom it has some. */
  @Test
  void whoStandsOutApart_isNotNamedTogether() {
    with(5, OUT, "10.0.0.7", 22).with(5, B, A, 80);
    unusual(Entity.source(OUT), 3).unusual(Entity.destination(A), 2);
    assertEquals(OUT + " >  : ", suspects(), "nothing speaks of its service");
    unusual(Entity.destination(A), 3);
    assertEquals(" > " + A + " : ", suspects());
    unusual(new Entity(EntityKind.CLIENT, "80", B), 1);
    assertEquals(B + " > " + A + " : 80", suspects());
  }

  /** Announcements, and what a host says to itself, make nobody suspicious. */
  @Test
  void groupsAndLoopsAreNoSuspects() {
    with(5, A, GROUP, 5353).with(5, B, B, 80).with(1, A, B, 443);
    unusual(Entity.pair(A, GROUP), 5)
        .unusual(Entity.pair(B, B), 5)
        .unusual(Entity.source(GROUP), 5);
    assertEquals(" >  : ", suspects());
    assertEquals(List.of(), ranking().addresses());
    unusual(Entity.pair(A, B), 1);
    assertEquals(A + " > " + B + " : ", suspects());
  }

  /** Flow shapes have no address: whoever serves their port most is meant. */
  @Test
  void ofAPortAlone_theBusiestServerIsMeant() {
    with(3, A, B, 80).with(5, A, "10.0.0.7", 80).with(9, A, OUT, 443).with(9, A, GROUP, 80);
    unusual(new Entity(EntityKind.SHAPE, "80", "6/100"), 3);
    assertEquals(" > 10.0.0.7 : 80", suspects());
    assertEquals(List.of("10.0.0.7"), ranking().addresses());
    evidence.clear();
    unusual(new Entity(EntityKind.SHAPE, "53", "17/100"), 3);
    assertEquals(" >  : 53", suspects());
  }
}
