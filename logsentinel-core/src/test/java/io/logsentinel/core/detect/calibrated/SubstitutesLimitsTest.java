package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Finding.Replacement;
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

/** Shares and numbers from which on something has taken the place of what is usual. */
class SubstitutesLimitsTest {
  private static final String CLIENT = "10.0.0.1";
  private static final String RESOLVER = "10.0.0.9";
  private static final String OTHER = "10.0.0.8";
  private static final Channel MANNER = new Channel.OfMetric(ProfileMetric.UNANSWERED_SHARE);

  /** So many flows, each with an answer of another length. */
  private static List<FlowRecord> flows(int count, String from, String to, int port) {
    List<FlowRecord> flows = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      flows.add(Network.flow(from, to, port, 1000, 2, 400 + 4 * f));
    }
    return flows;
  }

  @SafeVarargs
  private static Profile window(List<FlowRecord>... parts) {
    List<FlowRecord> flows = new ArrayList<>();
    for (List<FlowRecord> part : parts) {
      flows.addAll(part);
    }
    return Network.profile(0, flows);
  }

  private static List<Profile> baseline(int windows, Profile usual, int without, Profile other) {
    List<Profile> profiles = new ArrayList<>(Collections.nCopies(windows - without, usual));
    profiles.addAll(Collections.nCopies(without, other));
    return profiles;
  }

  private static Optional<Replacement> in(Profile window, List<Profile> known, Channel... unusual) {
    return new Substitutes(new TrafficSums(known)).in(window, List.of(unusual));
  }

  private static final List<FlowRecord> WEB = flows(60, CLIENT, "198.51.100.1", 443);
  private static final Profile USUAL = window(WEB, flows(20, CLIENT, RESOLVER, 53));
  private static final List<Profile> KNOWN = Collections.nCopies(50, USUAL);

  /** A service is usual that 98 % of the windows list. */
  @Test
  void aServiceThatSomeWindowsLack_isNotUsual() {
    Profile moved = window(WEB, flows(20, CLIENT, OTHER, 53));
    assertTrue(in(moved, baseline(50, USUAL, 1, window(WEB))).isPresent());
    assertEquals(Optional.empty(), in(moved, baseline(50, USUAL, 2, window(WEB))));
  }

  /** A port is usual that 90 % of the windows list, and new where fewer than 10 % do. */
  @Test
  void aPortThatSomeWindowsLack_isNotUsual() {
    Profile usual = window(flows(60, CLIENT, RESOLVER, 53), flows(40, CLIENT, OTHER, 443));
    Profile without = window(flows(60, CLIENT, RESOLVER, 53));
    Profile proxy = window(flows(60, CLIENT, RESOLVER, 53), flows(40, CLIENT, "10.0.0.80", 3128));
    assertTrue(in(proxy, baseline(50, usual, 5, without)).isPresent());
    assertEquals(Optional.empty(), in(proxy, baseline(50, usual, 6, without)));
    Profile others =
        window(
            flows(60, CLIENT, RESOLVER, 53),
            flows(40, CLIENT, OTHER, 443),
            flows(1, CLIENT, "10.0.0.7", 3128));
    assertTrue(in(proxy, baseline(50, usual, 4, others)).isPresent());
    assertEquals(Optional.empty(), in(proxy, baseline(50, usual, 5, others)), "a known port");
  }

  /** A quarter of what is usual is hardly any; what is there is told. */
  @Test
  void aServiceThatHasSomeFlows_isNotMissing() {
    Entity resolver = Entity.service(RESOLVER, "53");
    Entity other = Entity.service(OTHER, "53");
    List<FlowRecord> moved = flows(15, CLIENT, OTHER, 53);
    assertEquals(
        Optional.of(new Replacement(resolver, 20, 5, other, 15)),
        in(window(WEB, moved, flows(5, CLIENT, RESOLVER, 53)), KNOWN));
    assertEquals(Optional.empty(), in(window(WEB, moved, flows(6, CLIENT, RESOLVER, 53)), KNOWN));
  }

  /** From half as many flows to twice as many. */
  @Test
  void aNewService_hasAboutAsManyFlows() {
    for (int flows : new int[] {10, 40}) {
      assertTrue(in(window(WEB, flows(flows, CLIENT, OTHER, 53)), KNOWN).isPresent(), "" + flows);
    }
    for (int flows : new int[] {9, 41}) {
      assertEquals(Optional.empty(), in(window(WEB, flows(flows, CLIENT, OTHER, 53)), KNOWN));
    }
  }

  /** Where fewer than five flows are expected, none may be chance. */
  @Test
  void aServiceOfFewFlows_isNotMissed() {
    for (int usual : new int[] {4, 5}) {
      List<Profile> known =
          Collections.nCopies(50, window(WEB, flows(usual, CLIENT, RESOLVER, 53)));
      assertEquals(usual == 5, in(window(WEB, flows(usual, CLIENT, OTHER, 53)), known).isPresent());
    }
  }

  /**
   * Beside a flood there is less of all: what of it is left of the usual is not missed by chance.
   */
  @Test
  void besideAFlood_lessIsExpected() {
    // a fifth of the window is left, where four of the resolver's flows are expected
    List<FlowRecord> flood = flows(40, CLIENT, OTHER, 53);
    Profile window = window(flows(10, CLIENT, "198.51.100.1", 443), flood);
    assertTrue(in(window, KNOWN).isPresent());
    assertEquals(Optional.empty(), in(window, KNOWN, MANNER));
    Profile more = window(flows(14, CLIENT, "198.51.100.1", 443), flood);
    assertTrue(in(more, KNOWN, MANNER).isPresent(), "14 of 54 are left: five of 20");
    List<FlowRecord> web = flows(14, CLIENT, "198.51.100.1", 443);
    Profile one = window(web, flood, flows(1, CLIENT, RESOLVER, 53));
    Profile two = window(web, flood, flows(2, CLIENT, RESOLVER, 53));
    assertTrue(in(one, KNOWN, MANNER).isPresent(), "a quarter of 20 times 15 of 55");
    assertEquals(Optional.empty(), in(two, KNOWN, MANNER), "more than that");
  }

  /** New sources with half of the flows, where half of the flows is of sources that are missing. */
  @Test
  void newSources_haveMostFlows_asTheUsualOnesHad() {
    List<FlowRecord> servers = flows(50, "10.0.0.2", RESOLVER, 53);
    List<Profile> known =
        Collections.nCopies(50, window(flows(50, CLIENT, "198.51.100.1", 443), servers));
    Entity usual = Entity.source(CLIENT);
    Entity newcomer = Entity.source("10.7.0.1");
    List<FlowRecord> renumbered = flows(50, "10.7.0.1", "198.51.100.1", 443);
    assertEquals(
        Optional.of(new Replacement(usual, 50, 0, newcomer, 50)),
        in(window(renumbered, servers), known));
    assertEquals(
        Optional.empty(),
        in(window(renumbered, servers, flows(1, "10.0.0.2", RESOLVER, 53)), known),
        "new ones have less than half");
    assertEquals(
        Optional.empty(),
        in(window(renumbered, flows(1, "10.7.0.2", "198.51.100.1", 443), servers), known),
        "missing ones had less than half");
  }

  /** New sources that outnumber all, where a fifth of the flows is of a service that has none. */
  @Test
  void newSources_withoutAUsualService() {
    for (int resolved : new int[] {20, 19}) {
      List<FlowRecord> other = flows(40, CLIENT, "198.51.100.1", 443);
      List<Profile> known =
          Collections.nCopies(50, window(other, flows(resolved, CLIENT, RESOLVER, 53)));
      List<FlowRecord> strangers = flows(60, "10.7.0.1", "198.51.100.1", 443);
      Optional<Replacement> found = in(window(other, strangers), known);
      assertEquals(
          resolved == 20
              ? Optional.of(
                  new Replacement(
                      Entity.service(RESOLVER, "53"), 20, 0, Entity.source("10.7.0.1"), 60))
              : Optional.empty(),
          found);
    }
  }

  /** The newcomer that is named has the most flows; all of them are counted. */
  @Test
  void ofSeveralNewSources_theOneWithTheMostFlows() {
    Profile window =
        window(
            flows(20, "10.7.0.1", "198.51.100.1", 443),
            flows(30, "10.7.0.3", "198.51.100.1", 443),
            flows(30, "10.7.0.2", "198.51.100.1", 443));
    assertEquals(
        Optional.of(new Replacement(Entity.source(CLIENT), 80, 0, Entity.source("10.7.0.2"), 80)),
        in(window, KNOWN));
  }

  /** Flows that are not as ever, or go to other ports than ever, are no hosts renumbered. */
  @Test
  void newSourcesThatDoSomethingElse_areNoChange() {
    Profile window =
        window(flows(60, "10.7.0.1", "198.51.100.1", 443), flows(20, "10.7.0.1", RESOLVER, 53));
    assertTrue(in(window, KNOWN).isPresent());
    for (ProfileMetric metric : ProfileMetric.values()) {
      boolean isManner =
          List.of("LOG_BYTES", "LOG_DURATION", "UNANSWERED_SHARE", "SMALL_SHARE", "TCP_SHARE")
              .contains(metric.name());
      assertEquals(
          !isManner, in(window, KNOWN, new Channel.OfMetric(metric)).isPresent(), metric.name());
    }
    for (EntityKind kind : EntityKind.values()) {
      Channel flows = new Channel.OfEntities(kind, EntityMeasure.FLOWS, "443", true);
      assertEquals(kind != EntityKind.PORT, in(window, KNOWN, flows).isPresent(), kind.label());
    }
  }

  /** A proxy's flows are of people: at least a quarter have lengths of their own. */
  @Test
  void aNewPort_isOfManyShapes_andAFifthOfTheFlows() {
    List<FlowRecord> varied = flows(15, CLIENT, "10.0.0.80", 3128);
    List<FlowRecord> alike = new ArrayList<>();
    for (int copies = 0; copies < 4; copies++) {
      alike.addAll(varied);
    }
    List<FlowRecord> resolved = flows(20, CLIENT, RESOLVER, 53);
    assertTrue(in(window(resolved, alike), KNOWN).isPresent(), "15 shapes of 60 flows");
    alike.addAll(varied.subList(0, 1));
    assertEquals(Optional.empty(), in(window(resolved, alike), KNOWN), "15 of 61");
    List<Profile> known =
        Collections.nCopies(
            50, window(flows(80, CLIENT, RESOLVER, 53), flows(20, CLIENT, "198.51.100.1", 443)));
    Profile fifth = window(flows(80, CLIENT, RESOLVER, 53), flows(20, CLIENT, "10.0.0.80", 3128));
    Profile less = window(flows(81, CLIENT, RESOLVER, 53), flows(20, CLIENT, "10.0.0.80", 3128));
    assertTrue(in(fifth, known).isPresent());
    assertEquals(Optional.empty(), in(less, known), "443 had 20 of 101");
  }

  /** The newcomer's callers are known: more of its flows are theirs than of new sources. */
  @Test
  void aNewService_thatNewSourcesCallAsMuch_tookNobodysPlace() {
    List<FlowRecord> ofKnown = flows(10, CLIENT, OTHER, 53);
    assertTrue(in(window(WEB, ofKnown, flows(9, "203.0.113.9", OTHER, 53)), KNOWN).isPresent());
    assertEquals(
        Optional.empty(), in(window(WEB, ofKnown, flows(10, "203.0.113.9", OTHER, 53)), KNOWN));
  }

  /** A new service of another port that is known too has taken no service's place. */
  @Test
  void aNewServiceOfAnotherKnownPort_isNoReplacement() {
    assertEquals(Optional.empty(), in(window(WEB, flows(20, CLIENT, OTHER, 443)), KNOWN));
  }

  @Test
  void whatABenignWindowReadsOnceInAHundred_isNotUnusual() {
    assertFalse(Substitutes.isUnusual(0.01));
    assertTrue(Substitutes.isUnusual(0.0099));
  }
}
