package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Profile.Conversation;
import io.logsentinel.core.window.Profile.Quieter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static FlowRecord flow(String destination, double port, double bytes) {
    return new FlowRecord("10.0.0.1", destination, 1, port, 6, 7, 2, 3, bytes, 0, 6, 7, "BENIGN");
  }

  /** Stored baselines were sampled by it. */
  @Test
  void theFingerprint_neverChanges() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, flow("fe80::1", 53, 40.5), 1_499_072_158_000L);
    ProfileFlows.add(accumulator, flow("h\"\\\n\u00e9,", 70000.5, 0), 1_499_072_158_250L);
    assertEquals(1526303882, accumulator.profile(3).fingerprint("c\"i"));
  }

  @Test
  void theFingerprintWithoutTimes_neverChangesEither() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, flow("10.0.0.2", 80, 1e15), FlowBatch.NO_TIME);
    assertEquals(-683953189, accumulator.profile(0).fingerprint("cic"));
  }

  private static Profile profile(
      long id, long flows, long partial, int listed, List<Double> metrics, Allowed allowed) {
    EntityStats stats = new EntityStats(Entity.source("a"), 1, 2, 3, 4, 5, 6);
    return new Profile(
        id,
        flows,
        partial,
        Measure.PAYLOAD,
        5,
        6,
        metrics,
        Map.of(EntityKind.SOURCE, Collections.nCopies(listed, stats)),
        List.of(new Conversation("a", "b", "80", 7)),
        allowed);
  }

  private static Profile profile(long flows, long partial, Allowed allowed) {
    return profile(0, flows, partial, 1, METRICS, allowed);
  }

  private static final List<Double> METRICS =
      IntStream.range(0, ProfileMetric.values().length).mapToObj(i -> i / 4.0).toList();

  private static void assertRefused(String message, Runnable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }

  @Test
  void whatIsNoWindow_isRefused() {
    Allowed one = new Allowed(1, 0, List.of(), List.of(), List.of());
    assertRefused(
        "window and flows must be from 0 and from 1 but are 0 and 0",
        () -> profile(0, 0, Allowed.NONE));
    assertEquals(1, profile(0, 0, one).wholeFlows());
    assertRefused(
        "window and flows must be from 0 and from 1 but are 0 and -1", () -> profile(-1, 0, one));
    assertRefused(
        "window and flows must be from 0 and from 1 but are -1 and 9",
        () -> profile(-1, 9, 0, 1, METRICS, one));
    assertRefused("partial flows must be from 0 to 9 but are 10", () -> profile(9, 10, one));
    assertRefused("partial flows must be from 0 to 9 but are -1", () -> profile(9, -1, one));
    assertEquals(0, profile(9, 9, Allowed.NONE).wholeFlows());
    assertRefused(
        "a profile has 15 metrics but was given 14",
        () -> profile(0, 9, 0, 1, METRICS.subList(0, 14), one));
    assertRefused(
        "a metric must be finite but is Infinity",
        () -> profile(0, 9, 0, 1, Collections.nCopies(15, 1.0 / 0), one));
    assertRefused(
        "a profile lists at most 128 entities of a kind but was given 129",
        () -> profile(0, 1000, 0, 129, METRICS, one));
    assertRefused(
        "a profile lists at most 64 entities of a kind but was given 65",
        () -> profile(0, 1001, 0, 65, METRICS, one));
    assertEquals(
        64, profile(0, 1001, 0, 64, METRICS, one).entities().get(EntityKind.SOURCE).size());
    assertRefused(
        "allowed flows must be from 0 but are -1 and 0",
        () -> new Allowed(-1, 0, List.of(), List.of(), List.of()));
    assertRefused(
        "allowed flows must be from 0 but are 0 and -1",
        () -> new Allowed(0, -1, List.of(), List.of(), List.of()));
    assertRefused(
        "a story that is left out is not of the window",
        () ->
            new Allowed(
                0,
                0,
                List.of(),
                List.of(),
                List.of(new Quieter(List.of(STORY), profile(9, 0, one)))));
  }

  private static final Story STORY = new Story(3, "ours", Set.of(), Optional.empty(), "both");

  /** The window, and those without stories in it, are changed alike. */
  @Test
  void otherMeasuresAndSizes() {
    Profile quieter = profile(8, 1, new Allowed(2, 0, List.of(), List.of(), List.of()));
    AllowedBy by = new AllowedBy(3, "from a", 2, 0, 0);
    AllowedBy other = new AllowedBy(4, "from b", 1, 0, 0);
    Profile profile =
        profile(
            10,
            1,
            new Allowed(
                0,
                0,
                List.of(by, other),
                List.of(STORY),
                List.of(new Quieter(List.of(STORY), quieter))));
    assertEquals(List.of(by), profile.allowed().of(List.of(STORY)));
    assertEquals(9, profile.wholeFlows());
    assertEquals(1, profile.judgedShare());
    assertEquals(7 / 9.0, quieter.judgedShare());

    Profile headers = profile.withMeasure(Measure.HEADERS);
    assertEquals(Measure.HEADERS, headers.measure());
    assertEquals(Measure.HEADERS, headers.allowed().quieter().get(0).profile().measure());
    assertEquals(profile, headers.withMeasure(Measure.PAYLOAD));

    Profile part = profile.asPartOf(90);
    assertEquals(90, part.wholeFlows());
    assertEquals(81, part.allowed().flows());
    assertEquals(0.1, part.judgedShare());
    assertEquals(90, part.allowed().quieter().get(0).profile().wholeFlows());
    assertEquals(profile, profile.asPartOf(9));

    Profile learned = quieter.toLearnFrom();
    assertEquals(List.of(), learned.conversations());
    assertEquals(2, learned.allowed().flows());
    assertEquals(List.of(), profile.toLearnFrom().allowed().quieter());
    assertEquals(List.of(), profile.toLearnFrom().allowed().rules());
  }

  @Test
  void metricsAndEntities_areFound() {
    Profile profile = profile(9, 0, Allowed.NONE);
    assertEquals(0.5, profile.metric(ProfileMetric.values()[2]));
    assertEquals(METRICS, Arrays.stream(profile.vector()).boxed().toList());
    assertEquals(3, profile.count(Entity.source("a")).bytes());
    assertNull(profile.count(Entity.source("b")));
    Conversation one = profile.conversations().get(0);
    assertEquals(one, new Conversation("a", "b", "80", 7));
    assertEquals(one.hashCode(), new Conversation("a", "b", "80", 7).hashCode());
    for (Conversation other :
        List.of(
            new Conversation("x", "b", "80", 7),
            new Conversation("a", "x", "80", 7),
            new Conversation("a", "b", "81", 7),
            new Conversation("a", "b", "80", 8))) {
      assertNotEquals(one, other);
      assertNotEquals(one.hashCode(), other.hashCode());
    }
  }
}
