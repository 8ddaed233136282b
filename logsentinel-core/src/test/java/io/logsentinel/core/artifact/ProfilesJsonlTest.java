package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileFlows;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.WindowAccumulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProfilesJsonlTest {
  private static final String LINE =
      """
      {"window_id":3,"flows":2,"dialect":"cic","first_time":"2017-07-03T08:55:58Z",\
      "last_time":"2017-07-03T08:55:58.250Z","metrics":{"log_bytes":3,"log_duration":0,\
      "top_pair_log_bytes":6,"unanswered_share":0,"small_share":0,"tcp_share":1,"shapes":2,\
      "sources":1,"destinations":2,"ports":2,"pairs":2,"services":2,"top_source_share":1,\
      "top_destination_share":0.5,"top_service_share":0.5},\
      "source":[["10.0.0.1","",2,10,90,2,2,0]],\
      "destination":[["fe80::1","",1,5,90,1,1,0],["h\\"\\\\\\u000a\\u00e9,","",1,5,0,1,1,0]],\
      "pair":[["10.0.0.1","fe80::1",1,5,90,0,1,0],\
      ["10.0.0.1","h\\"\\\\\\u000a\\u00e9,",1,5,0,0,1,0]],\
      "port":[["53","",1,5,90,1,0,0],["70000.5","",1,5,0,1,0,0]],\
      "client":[["53","10.0.0.1",1,5,90,1,0,0],["70000.5","10.0.0.1",1,5,0,1,0,0]],\
      "service":[["53","fe80::1",1,5,90,1,0,0],\
      ["70000.5","h\\"\\\\\\u000a\\u00e9,",1,5,0,1,0,0]],\
      "shape":[["53","6/50",1],["70000.5","6/0",1]],\
      "conversation":[["10.0.0.1","fe80::1","53",1],\
      ["10.0.0.1","h\\"\\\\\\u000a\\u00e9,","70000.5",1]]}""";

  private static Profile read(String json) throws IOException {
    return ProfilesJsonl.read(json, "cic");
  }

  private static String write(Profile profile) {
    String line = new String(ProfilesJsonl.line(profile, "cic"), StandardCharsets.UTF_8);
    assertTrue(line.endsWith("\n"), line);
    return line.stripTrailing();
  }

  private static FlowRecord flow(String destination, double port, double forward, double backward) {
    return new FlowRecord(
        "10.0.0.1", destination, 1, port, 6, 0, 2, 3, forward, backward, 6, 7, "BENIGN");
  }

  @Test
  void aProfileIsOneLine() throws IOException {
    WindowAccumulator accumulator = new WindowAccumulator();
    accumulator.add(
        Batches.of(flow("fe80::1", 53, 40, 50), flow("h\"\\\né,", 70000.5, 0, 0)),
        0,
        2,
        new long[] {1_499_072_158_000L, 1_499_072_158_250L});
    Profile profile = accumulator.profile(3);
    assertEquals(LINE, write(profile));
    assertEquals(profile, read(LINE));
  }

  @Provide
  Arbitrary<Profile> profiles() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars('a', '"', '\\', '\n', '\0', ',', '[', 'é', '\u2028', '\u007f', '\ud83d')
            .ofMaxLength(5);
    Arbitrary<Double> number =
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .map(value -> value + 0.0); // no sum is -0
    Arbitrary<Long> count = Arbitraries.longs().between(0, Long.MAX_VALUE);
    Arbitrary<Entity> entity =
        Combinators.combine(Arbitraries.of(EntityKind.values()), text, text).as(Entity::new);
    Arbitrary<EntityStats> counts =
        Combinators.combine(entity, count, number, number, count, count, number)
            .as(
                (e, flows, packets, bytes, peers, ports, duration) ->
                    e.kind().isTalker()
                        ? new EntityStats(e, flows, packets, bytes, peers, ports, duration)
                        : new EntityStats(e, flows, 0, 0, 0, 0, 0));
    return Combinators.combine(
            Arbitraries.longs().between(0, Integer.MAX_VALUE),
            Arbitraries.longs().between(1, Integer.MAX_VALUE),
            ProfileFlows.anyTime(),
            number.list().ofSize(ProfileMetric.values().length),
            counts.list().ofMaxSize(12))
        .as(
            (id, flows, time, metrics, list) ->
                new Profile(
                    id,
                    flows,
                    0,
                    Measure.values()[(int) (id % Measure.values().length)],
                    time,
                    time == FlowBatch.NO_TIME ? time : time + 1,
                    metrics,
                    list.stream()
                        .collect(java.util.stream.Collectors.groupingBy(c -> c.entity().kind())),
                    List.of(new Profile.Conversation("a", "b", "80", 1 + id % 9))));
  }

  @Property
  void profilesReadBackToTheLastBit(@ForAll("profiles") Profile profile) throws IOException {
    String line = write(profile);
    assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), "one plain line");
    assertEquals(profile, read(line));
  }

  @Test
  void everyPrefixIsRefused() {
    for (int length = 0; length < LINE.length(); length++) {
      String prefix = LINE.substring(0, length);
      assertThrows(ArtifactException.class, () -> read(prefix), prefix);
    }
    assertThrows(ArtifactException.class, () -> read(LINE + "{}"));
  }

  private static void assertRefused(String from, String to, String message) {
    assertTrue(LINE.contains(from), from);
    String line = LINE.replace(from, to);
    assertEquals(
        message, assertThrows(ArtifactException.class, () -> read(line), line).getMessage());
  }

  @Test
  void anotherDialect_isRefused() {
    assertRefused("\"cic\"", "\"zeek\"", "at $.dialect: the dialect must be cic but is zeek");
  }

  @Test
  void damageIsNamed() {
    assertRefused(
        "_id\":3", "_id\":-3", "at $.window_id: must be a whole number from 0 but is -3.0");
    assertRefused(
        "flows\":2",
        "flows\":0",
        "at $: window and flows must be from 0 and from 1 but are 3 and 0");
    assertRefused(
        "\"log_bytes\":3",
        "\"log_bytes\":\"3\"",
        "at $.metrics.log_bytes: expected a number but found STRING");
    assertRefused(
        "\"metrics\"", "\"metric\"", "at $.metric: expected `metrics` but found `metric`");
    assertRefused("\"sources\"", "\"s\"", "at $.metrics.s: expected `sources` but found `s`");
    assertRefused("08:55:58Z", "08:61:58Z", "at $.first_time: `2017-07-03T08:61:58Z` is no time");
    assertRefused(
        "[[\"53\",\"6/50\",1]",
        "[[53,\"6/50\",1]",
        "at $.shape[0][0]: expected a text but found NUMBER");
    assertRefused("6/50\",1]", "6/50\",-1]", "at $.shape[0][3]: must be from 0 but is -1");
    assertRefused(
        "6/50\",1]", "6/50\",\"1\"]", "at $.shape[0][2]: expected a number but found STRING");
    assertRefused(
        "2,10,90", "2,10,\"90\"", "at $.source[0][4]: expected a number but found STRING");
    assertRefused("2,2,0]]", "-2,2,0]]", "at $.source[0][6]: must be from 0 but is -2");
  }

  @Test
  void whatIsNoNumber_isRefused() {
    for (String[] change :
        new String[][] {
          {"6/50\",1]", "6/50\",1.5]"},
          {"6/50\",1]", "6/50\",1,2]"},
          {"6/50\",1]", "6/50\"]"},
          {"6/50\",1]", "6/50\",99999999999999999999]"},
          {"2,10,90", "2,NaN,90"},
          {"2,10,90", "2,1e999,90"},
          {"2,10,90", "2,\"x\",90"},
          {"2,10,90", "2,null,90"},
          {"2,10,90", "2,010,90"},
          {"log_bytes\":3", "log_bytes\":1e999"},
          {"log_bytes\":3", "log_bytes\":-"}
        }) {
      assertTrue(LINE.contains(change[0]), change[0]);
      String line = LINE.replace(change[0], change[1]);
      assertFalse(line.equals(LINE));
      assertThrows(ArtifactException.class, () -> read(line), line);
    }
  }

  @Test
  void moreEntitiesThanAProfileLists_areRefused() {
    String shape = "[\"53\",\"6/50\",1]";
    String many = String.join(",", java.util.Collections.nCopies(128, shape));
    String line = LINE.replace(shape, many);
    assertEquals(
        "at $: a profile lists at most 128 entities of a kind but was given 129",
        assertThrows(ArtifactException.class, () -> read(line)).getMessage());
  }
}
