package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.CountedFlows.Count;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was counted, and whether it is all there is. */
class CountedFlowsTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final String SERVER = "10.0.1.1";
  private static final Entity WEB = Entity.service(SERVER, "80");

  private static List<FlowRecord> flows(int count, String from, String to, int port) {
    return Collections.nCopies(count, Network.flow(from, to, port, 1000, 4, 100));
  }

  @SafeVarargs
  private static Profile window(List<FlowRecord>... flows) {
    List<FlowRecord> all = new ArrayList<>();
    for (List<FlowRecord> some : flows) {
      all.addAll(some);
    }
    return Network.profile(0, all);
  }

  private static Evidence usual(double mean) {
    return PatternRulesTest.of(EntityKind.SERVICE, "80", SERVER, "flows", 9, mean);
  }

  private static Count exactly(long value) {
    return new Count(value, true);
  }

  private static Count atLeast(long value) {
    return new Count(value, false);
  }

  /** Two small windows: nothing is unlisted, flows add up, and peers may be the same ones. */
  private static CountedFlows ofTwoWindows() {
    CountedFlows counted = new CountedFlows();
    counted.add(
        window(flows(5, A, SERVER, 80), flows(2, B, SERVER, 80), flows(1, A, SERVER, 22)),
        List.of(usual(1.5)));
    counted.add(window(flows(3, A, SERVER, 80), flows(4, A, B, 443)), List.of());
    return counted;
  }

  private static void assertTwoWindows(CountedFlows counted) {
    assertEquals(exactly(8), counted.flows(A, SERVER, "80"));
    assertEquals(exactly(2), counted.windows(A, SERVER, "80"));
    assertEquals(exactly(1), counted.windows(B, SERVER, "80"));
    assertEquals(exactly(0), counted.flows(B, SERVER, "22"));
    assertEquals(exactly(0), counted.windows(B, SERVER, "22"));
    assertEquals(exactly(10), counted.flows(WEB));
    assertEquals(exactly(2), counted.windows(WEB));
    assertEquals(exactly(0), counted.flows(Entity.source("10.9.9.9")));
    assertEquals(exactly(0), counted.windows(Entity.source("10.9.9.9")));
    assertEquals(atLeast(2), counted.peers(WEB), "of the window with the most");
    assertEquals(exactly(1), counted.peers(Entity.service(B, "443")));
    assertEquals(exactly(0), counted.peers(Entity.source("10.9.9.9")));
    assertEquals(atLeast(2), counted.ports(Entity.pair(A, SERVER)));
    assertEquals(exactly(1), counted.ports(Entity.pair(B, SERVER)));
    assertEquals(exactly(0), counted.ports(Entity.pair(B, A)));
    assertEquals(900, counted.bytes(Entity.pair(A, SERVER)));
    assertEquals(0, counted.bytes(Entity.pair(B, A)));
    assertEquals(10 - 2 * 1.5, counted.excess(WEB));
    assertEquals(0, counted.excess(Entity.service(B, "443")), "not known to be unusual");
    assertTrue(counted.listsAll());
    assertEquals(List.of(A, B), counted.sourcesOf(SERVER, "80"));
    assertEquals(List.of(), counted.sourcesOf(SERVER, "443"));
    assertEquals(List.of(SERVER, B), counted.destinationsOf(A, ""));
    assertEquals(List.of(B), counted.destinationsOf(A, "443"));
    assertEquals(List.of(), counted.destinationsOf("10.9.9.9", "443"));
    assertEquals(Set.of("22", "80"), counted.portsBetween(A, SERVER));
    assertEquals(Set.of("22", "80", "443"), counted.portsBetween(A, ""));
    assertEquals(Set.of("443"), counted.portsBetween("", B));
    assertTrue(counted.has(A, SERVER, "22"));
    assertFalse(counted.has(B, SERVER, "22"));
    List<Conversation> together = counted.together();
    assertEquals(new Conversation(A, SERVER, "80", 1), together.get(0));
    assertTrue(together.contains(new Conversation(A, SERVER, "", 1)));
    assertTrue(together.contains(new Conversation("", SERVER, "80", 1)));
    assertTrue(together.contains(new Conversation(A, "", "443", 1)));
    assertEquals(4 + 3 + 3 + 4, together.size());
  }

  @Test
  void flowsOfWindowsAddUp() {
    assertTwoWindows(ofTwoWindows());
  }

  @Test
  void whatOthersCountedIsAddedToo_andLeftAsItIs() {
    CountedFlows all = new CountedFlows();
    CountedFlows two = ofTwoWindows();
    all.add(two);
    assertTwoWindows(all);
    all.add(two);
    assertEquals(exactly(20), all.flows(WEB));
    assertEquals(exactly(4), all.windows(WEB));
    assertEquals(1800, all.bytes(Entity.pair(A, SERVER)));
    assertEquals(20 - 4 * 1.5, all.excess(WEB));
    assertEquals(atLeast(2), all.peers(WEB));
    assertTwoWindows(two);
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    JsonWriter json = JsonWriter.line();
    ofTwoWindows().write(json);
    String text = new String(json.toBytes(), StandardCharsets.UTF_8);
    CountedFlows read = CountedFlows.read(new JsonReader(new StringReader(text)));
    assertTwoWindows(read);
    JsonWriter again = JsonWriter.line();
    read.write(again);
    assertEquals(text, new String(again.toBytes(), StandardCharsets.UTF_8));
  }

  /** What is usual beyond what was seen is no excess below nothing. */
  @Test
  void fewerThanUsual_areNoExcess() {
    CountedFlows counted = CountedFlows.of(window(flows(3, A, SERVER, 80)), List.of(usual(7)));
    assertEquals(0, counted.excess(WEB));
  }

  /** Of a full list nobody knows who is not on it; who is on every one is known to the flow. */
  @Test
  void fullLists_leaveCountsOpen() {
    List<FlowRecord> many = new ArrayList<>(flows(9, A, SERVER, 80));
    for (int i = 0; i < Profile.MAX_LISTED; i++) {
      many.add(Network.flow("10.1.0." + i, SERVER, 80, 1000, 2, 10));
    }
    CountedFlows counted = CountedFlows.of(window(many), List.of());
    assertFalse(counted.listsAll());
    assertEquals(exactly(9), counted.flows(A, SERVER, "80"));
    assertEquals(exactly(9), counted.flows(Entity.source(A)));
    assertEquals(atLeast(0), counted.flows(B, SERVER, "80"));
    assertEquals(atLeast(0), counted.windows(Entity.source(B)));
    assertEquals(exactly(137), counted.flows(WEB), "services are not that many");
    counted.add(window(flows(2, A, SERVER, 80), flows(1, B, SERVER, 80)), List.of());
    assertEquals(exactly(11), counted.flows(A, SERVER, "80"));
    assertEquals(atLeast(1), counted.flows(B, SERVER, "80"), "it may have been in the first too");
    assertEquals(atLeast(1), counted.windows(B, SERVER, "80"));
  }

  /** Beyond 512 keys those with the fewest flows are forgotten, half of what is kept. */
  @Test
  void memoryIsBounded_andItsGapsAreKnown() {
    CountedFlows counted = new CountedFlows();
    for (int w = 0; w < 6; w++) {
      List<FlowRecord> some = new ArrayList<>(flows(5, A, SERVER, 80));
      for (int i = 0; i < 100; i++) {
        some.add(Network.flow("10.2." + w + "." + i, SERVER, 80, 1000, 2, 10));
      }
      counted.add(window(some), List.of());
      assertEquals(exactly(5 * (w + 1)), counted.flows(A, SERVER, "80"));
      assertEquals(w < 5, counted.listsAll(), "after window " + w);
    }
    assertEquals(256, counted.sourcesOf(SERVER, "80").size());
    assertEquals(atLeast(0), counted.flows("10.3.0.1", SERVER, "80"));
  }
}
