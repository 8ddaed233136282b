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
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
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
    // what is allowed was before all others
    long[] times = new long[flows.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = flows.get(i).sourceIp().equals("10.0.0.1") ? -i : 1000 + i;
    }
    long[] ofOthers = LongStream.of(times).filter(time -> time > 0).toArray();
    WindowAccumulator window = new WindowAccumulator(RULES);
    window.add(Batches.of(flows), 0, flows.size(), times);
    WindowAccumulator expected = new WindowAccumulator();
    expected.add(Batches.of(others), 0, others.size(), ofOthers);
    Profile profile = expected.profile(0);
    assertEquals(1001, profile.firstTime());
    assertEquals(profile, bare(window.profile(0)));
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

  /** What is read from a file comes in batches, where rules speak of some rows. */
  @Property
  void flowsOfABatch_areCountedAsOneByOne(@ForAll("flows") List<Timed> flows) {
    WindowAccumulator oneByOne = new WindowAccumulator(RULES);
    WindowAccumulator together = new WindowAccumulator(RULES);
    long[] times = flows.stream().mapToLong(Timed::time).toArray();
    for (Timed timed : flows) {
      oneByOne.add(Batches.of(timed.flow()), 0, 1, new long[] {timed.time()});
    }
    together.add(Batches.of(flows.stream().map(Timed::flow).toList()), 0, flows.size(), times);
    assertEquals(oneByOne.window(2), together.window(2));
    assertEquals(oneByOne.profile(2), together.profile(2));
  }

  @Property
  void theWindowBefore_leavesNothingBehind(
      @ForAll("flows") List<Timed> before, @ForAll("flows") List<Timed> flows) {
    WindowAccumulator window = all(before);
    window.clear();
    accumulate(window, flows, any -> true);
    assertEquals(all(flows).profile(0), window.profile(0));
  }

  /** Where only one of two windows has a story, the flows of both are in the quieter one. */
  @Example
  void aStoryInOneOfTwo() {
    List<Timed> plain = new ArrayList<>();
    List<Timed> story = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      plain.add(new Timed(ProfileFlows.flow("10.0.0.7", "10.0.0.2", 80), 5));
      story.add(new Timed(ProfileFlows.flow("10.0.0.8", "10.0.0.2", i < 3 ? 443 : 22), 6));
    }
    for (boolean isFirst : new boolean[] {true, false}) {
      List<Timed> both = new ArrayList<>(isFirst ? story : plain);
      both.addAll(isFirst ? plain : story);
      WindowAccumulator merged = all(both.subList(0, 6));
      merged.merge(all(both.subList(6, 12)));
      Profile profile = merged.profile(0);
      assertEquals(12, profile.flows());
      Profile quieter = profile.allowed().quieter().get(0).profile();
      assertEquals(9, quieter.flows());
      assertEquals(3, quieter.partialFlows(), "two of six flows, and one of three");
      assertEquals(
          unordered(all(both).profile(0).allowed().quieter().get(0).profile()), unordered(quieter));
    }
  }

  /** Of many stories those with the most flows are left out, each alone, and two together. */
  @Example
  void ofManyStories_thoseWithTheMostFlowsAreLeftOut() {
    StringBuilder rules = new StringBuilder("port,pattern,reason\n");
    int[] flowsByPort = {3, 9, 1, 4, 8, 2, 5, 6};
    List<FlowRecord> flows = new ArrayList<>();
    for (int port = 1; port <= flowsByPort.length; port++) {
      rules.append(port).append(",bot,ours\n");
      for (int i = 0; i < flowsByPort[port - 1]; i++) {
        flows.add(ProfileFlows.flow("10.0.0.1", "10.0.0.2", port));
      }
    }
    WindowAccumulator window = new WindowAccumulator(matcher(rules.toString()));
    window.add(Batches.of(flows), 0, flows.size(), null);
    Profile profile = window.profile(0);
    assertEquals(38, profile.flows(), "a story's flows are in the window");
    Allowed allowed = profile.allowed();
    assertEquals(8, allowed.stories().size());
    List<List<Integer>> without =
        allowed.quieter().stream()
            .map(quieter -> quieter.without().stream().map(story -> story.line() - 1).toList())
            .toList();
    assertEquals(
        List.of(
            List.of(1), List.of(2), List.of(4), List.of(5), List.of(7), List.of(8), List.of(2, 5)),
        without);
    assertEquals(
        List.of(35L, 29L, 34L, 30L, 33L, 32L, 21L),
        allowed.quieter().stream().map(quieter -> quieter.profile().flows()).toList());
  }

  @Example
  void aPool_servesWindowsOfAnyRules() throws IOException {
    Matcher others = matcher("address,reason\n10.0.0.2,ours\n");
    AccumulatorPool pool = new AccumulatorPool();
    FlowRecord first = ProfileFlows.flow("10.0.0.1", "10.0.0.9", 80);
    FlowRecord second = ProfileFlows.flow("10.0.0.2", "10.0.0.9", 80);
    List<Optional<Matcher>> rules =
        List.of(
            Optional.of(RULES),
            Optional.of(RULES),
            Optional.empty(),
            Optional.of(others),
            Optional.of(RULES));
    List<Long> allowed = new ArrayList<>();
    for (Optional<Matcher> some : rules) {
      try (Windower windower =
          new Windower(
              3,
              pool,
              Runnable::run,
              some,
              full -> allowed.add(full.profile().allowed().flows()))) {
        windower.add(Batches.of(first, second, second, second, second, first));
      }
    }
    assertEquals(List.of(1L, 1L, 1L, 1L, 0L, 0L, 2L, 2L, 1L, 1L), allowed);
  }
}
