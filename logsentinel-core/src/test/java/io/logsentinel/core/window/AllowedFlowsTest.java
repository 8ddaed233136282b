package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Profile.Quieter;
import io.logsentinel.core.window.ProfileFlows.Timed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Windows with allowed flows, held against windows of the other flows alone. */
class AllowedFlowsTest {
  private static final Matcher RULES =
      matcher(
          "address,direction,port,pattern,reason\n"
              + "10.0.0.1,from,,,scanner\n"
              + ",,443,bot,web\n"
              + "fe80::1,,,bot,printer\n");

  private static Matcher matcher(String text) {
    return Allowlist.parse(text, Map.of("bot", Set.of("bot")))
        .matcher("a.csv", ZoneOffset.UTC)
        .orElseThrow();
  }

  @Provide
  Arbitrary<List<Timed>> flows() {
    return ProfileFlows.anyTimed(1);
  }

  /** The line of the rule that counts a flow; 0 where none does. */
  private static int line(FlowRecord flow) {
    int[] into = new int[1];
    RULES.match(Batches.of(flow), 0, 1, null, into);
    return into[0] == Matcher.NO_RULE ? 0 : RULES.rule(into[0]).line();
  }

  /** Every third flow is a partial one. */
  private static WindowAccumulator accumulate(
      WindowAccumulator into, List<Timed> flows, Predicate<FlowRecord> some) {
    for (int i = 0; i < flows.size(); i++) {
      Timed timed = flows.get(i);
      if (!some.test(timed.flow())) {
        continue;
      }
      if (i % 3 == 2) {
        PartialFlow partial =
            new PartialFlow(timed.flow(), Set.of(FlowField.LABEL), FlowBatch.NO_TIME, false, 0);
        into.addPartial(partial, timed.time());
      } else {
        into.add(Batches.of(timed.flow()), 0, 1, new long[] {timed.time()});
      }
    }
    return into;
  }

  private static WindowAccumulator all(List<Timed> flows) {
    return accumulate(new WindowAccumulator(RULES), flows, any -> true);
  }

  private static Profile bare(Profile profile) {
    return new Profile(
        profile.windowId(),
        profile.flows(),
        profile.partialFlows(),
        profile.measure(),
        profile.firstTime(),
        profile.lastTime(),
        profile.metrics(),
        profile.entities(),
        profile.conversations());
  }

  /** Sums up to rounding, and of equal counts any order: all is listed of so few flows. */
  private static Profile unordered(Profile profile) {
    if (profile.flows() == 0) {
      return profile;
    }
    Profile plain = ProfileFlows.plain(bare(profile));
    Map<EntityKind, List<EntityStats>> entities = new EnumMap<>(EntityKind.class);
    plain
        .entities()
        .forEach(
            (kind, listed) ->
                entities.put(
                    kind, sorted(listed.stream().map(AllowedFlowsTest::unnumbered).toList())));
    return new Profile(
        plain.windowId(),
        plain.flows(),
        plain.partialFlows(),
        plain.measure(),
        plain.firstTime(),
        plain.lastTime(),
        plain.metrics(),
        entities,
        sorted(plain.conversations()));
  }

  /** Odd protocols go by the order in which they come. */
  private static EntityStats unnumbered(EntityStats stats) {
    Entity entity = stats.entity();
    return entity.kind() != EntityKind.SHAPE
        ? stats
        : new EntityStats(
            new Entity(entity.kind(), entity.first(), entity.second().replaceFirst("#[0-9]+", "#")),
            stats.flows(),
            0,
            0,
            0,
            0,
            0);
  }

  private static <T> List<T> sorted(List<T> listed) {
    return listed.stream().sorted(Comparator.comparing(Object::toString)).toList();
  }

  /** The profile of some flows, as if the others had never been; null of none. */
  private static Profile of(List<Timed> flows, Predicate<FlowRecord> some) {
    WindowAccumulator others = accumulate(new WindowAccumulator(), flows, some);
    return others.flows() + others.partialFlows() == 0 ? null : others.profile(5);
  }

  @Property
  void aProfileIsThatOfTheOtherFlows_andTheSumsThoseOfAll(@ForAll("flows") List<Timed> flows) {
    WindowAccumulator window = all(flows);
    WindowAccumulator without = accumulate(new WindowAccumulator(), flows, any -> true);
    assertEquals(without.flows(), window.flows());
    if (window.flows() == 0) {
      return;
    }
    assertEquals(without.window(5), window.window(5), "the nine sums");
    Profile expected = of(flows, flow -> line(flow) != 2);
    Profile actual = window.profile(5);
    if (expected == null) {
      assertEquals(0, actual.flows());
    } else {
      assertEquals(expected, bare(actual));
    }
    assertEquals(window.flows(), actual.wholeFlows());
    long allowed = flows.stream().filter(it -> line(it.flow()) == 2).count();
    assertEquals(allowed, actual.allowed().flows() + actual.allowed().partialFlows());
    for (AllowedBy by : actual.allowed().rules()) {
      long met = flows.stream().filter(it -> line(it.flow()) == by.line()).count();
      assertEquals(met, by.flows());
    }
    assertEquals(
        flows.stream().map(it -> line(it.flow())).filter(it -> it > 0).distinct().count(),
        actual.allowed().rules().size());
  }

  @Property
  void aQuieterProfileIsThatWithoutTheStory(@ForAll("flows") List<Timed> flows) throws IOException {
    WindowAccumulator window = all(flows);
    if (window.flows() == 0) {
      return;
    }
    window.window(5);
    Profile profile = window.profile(5);
    List<Integer> stories = profile.allowed().stories().stream().map(it -> it.line()).toList();
    assertEquals(
        flows.stream().map(it -> line(it.flow())).filter(it -> it > 2).distinct().sorted().toList(),
        stories);
    assertEquals(
        stories.isEmpty() ? 0 : stories.size() == 1 ? 1 : 3, profile.allowed().quieter().size());
    for (Quieter quieter : profile.allowed().quieter()) {
      List<Integer> out = quieter.without().stream().map(it -> it.line()).toList();
      Profile expected = of(flows, flow -> line(flow) != 2 && !out.contains(line(flow)));
      assertEquals(profile.wholeFlows(), quieter.profile().wholeFlows());
      if (expected == null) {
        assertEquals(0, quieter.profile().flows());
      } else {
        assertEquals(unordered(expected), unordered(quieter.profile()));
      }
    }
    String line = new String(ProfilesJsonl.line(profile, "cic"), StandardCharsets.UTF_8);
    assertEquals(profile, ProfilesJsonl.read(line, "cic"), "what is written reads back");
  }

  @Property
  void accumulatorsMerge(@ForAll("flows") List<Timed> flows, @ForAll @IntRange(max = 60) int at) {
    int cut = Math.min(flows.size(), 3 * (at / 3)); // the same flows are partial ones
    WindowAccumulator whole = all(flows);
    if (whole.flows() == 0) {
      return;
    }
    WindowAccumulator merged = all(flows.subList(0, cut));
    merged.merge(all(flows.subList(cut, flows.size())));
    Allowed expected = whole.profile(0).allowed();
    Allowed actual = merged.profile(0).allowed();
    assertEquals(expected.rules(), actual.rules());
    assertEquals(expected.flows(), actual.flows());
    assertEquals(expected.stories(), actual.stories());
    assertEquals(plain(expected), plain(actual));
    assertThrows(IllegalArgumentException.class, () -> new WindowAccumulator().merge(all(flows)));
  }

  private static List<Object> plain(Allowed allowed) {
    List<Object> plain = new ArrayList<>();
    for (Quieter quieter : allowed.quieter()) {
      Profile profile = quieter.profile();
      plain.add(unordered(profile));
    }
    return plain;
  }

  @Example
  void ofManyFlows_someAreLeftOut() {
    List<FlowRecord> flows = new ArrayList<>();
    List<FlowRecord> others = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      boolean isAllowed = i % 7 == 0 || (i > 1000 && i < 2100);
      FlowRecord flow =
          ProfileFlows.flow(isAllowed ? "10.0.0.1" : "10.0.1." + i % 250, "10.0.0.2", i % 90);
      flows.add(flow);
      if (!isAllowed) {
        others.add(flow);
      }
    }
    WindowAccumulator window = new WindowAccumulator(RULES);
    window.add(Batches.of(flows), 0, flows.size(), null);
    WindowAccumulator expected = new WindowAccumulator();
    expected.add(Batches.of(others), 0, others.size(), null);
    assertEquals(expected.profile(0), bare(window.profile(0)));
    window.clear();
    window.add(Batches.of(others), 0, others.size(), null);
    assertEquals(Allowed.NONE, window.profile(0).allowed(), "nothing is left of the window before");
  }

  @Example
  void aRuleEndsWithItsLastDay() {
    Matcher until = matcher("address,until\n10.0.0.1,1970-01-01\n");
    FlowRecord flow = ProfileFlows.flow("10.0.0.1", "10.0.0.2", 80);
    WindowAccumulator window = new WindowAccumulator(until);
    long[] times = {86_399_999, 86_400_000, FlowBatch.NO_TIME};
    window.add(Batches.of(flow, flow, flow), 0, 3, times);
    Profile profile = window.profile(0);
    assertEquals(1, profile.flows());
    assertEquals(List.of(new AllowedBy(2, "10.0.0.1", 2, 1, 1)), profile.allowed().rules());
  }
}
