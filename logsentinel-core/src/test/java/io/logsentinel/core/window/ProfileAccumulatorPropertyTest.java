package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowText;
import io.logsentinel.core.window.ProfileFlows.Timed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProfileAccumulatorPropertyTest {
  @Provide
  Arbitrary<List<Timed>> flows() {
    return ProfileFlows.anyTimed(0);
  }

  @Provide
  Arbitrary<List<Timed>> someFlows() {
    return ProfileFlows.anyTimed(1);
  }

  private static ProfileAccumulator accumulate(List<Timed> flows) {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    flows.forEach(timed -> ProfileFlows.add(accumulator, timed.flow(), timed.time()));
    return accumulator;
  }

  private static long spellings(List<Timed> flows, Function<FlowRecord, String> address) {
    return flows.stream().map(Timed::flow).map(address).distinct().count();
  }

  private static void assertSame(Profile expected, Profile actual) {
    assertEquals(ProfileFlows.plain(expected), ProfileFlows.plain(actual));
  }

  @Property
  void aProfileIsWhatTheObviousWayGives(@ForAll("someFlows") List<Timed> flows) {
    ProfileAccumulator accumulator = accumulate(flows);
    assertEquals(flows.size(), accumulator.flows());
    Profile expected = ProfileFlows.profile(7, flows);
    assertEquals(spellings(flows, FlowRecord::sourceIp), accumulator.distinctSources());
    assertEquals(spellings(flows, FlowRecord::destinationIp), accumulator.distinctDestinations());
    assertEquals(expected.metric(ProfileMetric.PORTS), accumulator.distinctPorts());
    Profile profile = accumulator.profile(7);
    assertSame(expected, profile);
    accumulator.clear();
    assertEquals(0, accumulator.flows());
    flows.forEach(timed -> ProfileFlows.add(accumulator, timed.flow(), timed.time()));
    assertEquals(profile, accumulator.profile(7), "the window before leaves nothing behind");
  }

  /** Whether or not a profile was asked for, and whatever other addresses were in it. */
  @Property
  void theWindowBefore_leavesNothingBehind(
      @ForAll("someFlows") List<Timed> before,
      @ForAll("someFlows") List<Timed> flows,
      @ForAll boolean isAsked) {
    ProfileAccumulator accumulator = accumulate(before);
    if (isAsked) {
      accumulator.profile(6);
    }
    accumulator.clear();
    flows.forEach(timed -> ProfileFlows.add(accumulator, timed.flow(), timed.time()));
    assertEquals(accumulate(flows).profile(7), accumulator.profile(7));
  }

  @Property
  void mergingIsAddingOneAfterTheOther(
      @ForAll("flows") List<Timed> a,
      @ForAll("someFlows") List<Timed> b,
      @ForAll("flows") List<Timed> c) {
    List<Timed> all = new ArrayList<>(a);
    all.addAll(b);
    ProfileAccumulator merged = accumulate(a);
    ProfileAccumulator other = accumulate(b);
    merged.merge(other);
    assertEquals(accumulate(all).profile(0), merged.profile(0));
    assertEquals(accumulate(b).profile(0), other.profile(0), "the other stays as it is");
    // (a + b) + c = a + (b + c), and a merged accumulator takes more flows
    ProfileAccumulator right = accumulate(b);
    right.merge(accumulate(c));
    ProfileAccumulator left = accumulate(a);
    left.merge(right);
    all.addAll(c);
    ProfileAccumulator more = accumulate(a);
    more.merge(accumulate(b));
    c.forEach(timed -> ProfileFlows.add(more, timed.flow(), timed.time()));
    Profile expected = accumulate(all).profile(0);
    assertEquals(expected, left.profile(0));
    assertEquals(expected, more.profile(0));
  }

  /** Some of what is merged stands in its talkers already, as after very many conversations. */
  @Property(tries = 200)
  void whatWasFoldedMergesToo(
      @ForAll("someFlows") List<Timed> a, @ForAll("someFlows") List<Timed> b) {
    ProfileAccumulator other = accumulate(b);
    Profile before = other.profile(0); // folds
    ProfileAccumulator empty = new ProfileAccumulator();
    empty.merge(other);
    // conversations are forgotten when they are folded
    assertEquals(before.toLearnFrom(), empty.profile(0));
    // peers and ports on both sides are counted twice then, flows and sums are not
    ProfileAccumulator merged = accumulate(a);
    merged.merge(other);
    List<Timed> all = new ArrayList<>(a);
    all.addAll(b);
    Profile expected = accumulate(all).profile(0);
    Profile actual = merged.profile(0);
    assertEquals(expected.metrics(), actual.metrics());
    for (EntityStats count : expected.entities().get(EntityKind.PAIR)) {
      EntityStats its = actual.count(count.entity());
      assertEquals(count.flows(), its.flows());
      assertEquals(count.packets(), its.packets());
      assertEquals(count.bytes(), its.bytes());
      assertEquals(count.meanLogDuration(), its.meanLogDuration());
    }
  }

  @Property(tries = 200)
  void batchesEqualRecords(@ForAll("someFlows") List<Timed> any) throws IOException {
    List<Timed> flows =
        any.stream()
            .filter(t -> !t.flow().sourceIp().isEmpty() && !t.flow().destinationIp().isEmpty())
            .toList(); // a reader rejects what has no address
    Assume.that(!flows.isEmpty());
    ProfileAccumulator accumulator = new ProfileAccumulator();
    byte[] file = FlowText.file(flows.stream().map(Timed::flow).toList());
    FlowReader.readAll(
        () -> new ByteArrayInputStream(file),
        (batch, none) -> {
          int done = (int) accumulator.flows();
          long[] times = new long[batch.size()];
          for (int row = 0; row < times.length; row++) {
            times[row] = flows.get(done + row).time();
          }
          int half = batch.size() / 2;
          accumulator.add(batch, 0, half, times);
          accumulator.add(batch, half, batch.size(), times);
        });
    assertEquals(accumulate(flows).profile(3), accumulator.profile(3));
  }

  @Property(tries = 200)
  void aWindowOfOneFlow(@ForAll("oneFlow") FlowRecord flow) {
    List<Timed> flows = List.of(new Timed(flow, FlowBatch.NO_TIME));
    Profile profile = accumulate(flows).profile(0);
    assertSame(ProfileFlows.profile(0, flows), profile);
    assertEquals(FlowBatch.NO_TIME, profile.firstTime());
    assertEquals(1, profile.metric(ProfileMetric.TOP_SERVICE_SHARE));
  }

  @Provide
  Arbitrary<FlowRecord> oneFlow() {
    return ProfileFlows.any();
  }
}
