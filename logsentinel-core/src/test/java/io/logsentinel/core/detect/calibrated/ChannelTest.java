package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.ProfileMetric;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Channels: their numbers, names and words, and evidence of them written and read back. */
class ChannelTest {
  private static final Channels CHANNELS = new Channels(List.of("80", "53"));

  private static Channel channel(EntityKind kind, EntityMeasure measure, String group) {
    return new Channel.OfEntities(kind, measure, group, true);
  }

  @Test
  void everyChannel_hasANumberOfItsOwn() {
    Set<Channel> all = new HashSet<>();
    for (int c = 0; c < CHANNELS.count(); c++) {
      Channel channel = CHANNELS.get(c);
      assertTrue(all.add(channel), channel.label());
      int number =
          channel instanceof Channel.OfMetric window
              ? CHANNELS.channel(window.metric())
              : number((Channel.OfEntities) channel);
      assertEquals(c, number);
    }
    assertEquals(6, CHANNELS.groups());
    assertEquals(
        ProfileMetric.values().length
            + 2 * 6 * EntityKind.values().length * EntityMeasure.values().length,
        CHANNELS.count());
  }

  private static int number(Channel.OfEntities channel) {
    List<String> groups = List.of("window", "hosts", "rare", "chatter", "80", "53");
    return CHANNELS.channel(
        channel.kind(), channel.measure(), groups.indexOf(channel.group()), channel.busy());
  }

  @Test
  void groups_areThoseOfCommonPorts_ofOtherPorts_andOfHosts() {
    assertEquals(4, CHANNELS.group(Entity.service("10.0.0.1", "80")));
    assertEquals(5, CHANNELS.group(new Entity(EntityKind.PORT, "53", "")));
    assertEquals(2, CHANNELS.group(new Entity(EntityKind.CLIENT, "22", "10.0.0.1")));
    assertEquals(1, CHANNELS.group(Entity.source("80")));
    for (int c = 0; c < CHANNELS.count(); c++) {
      assertEquals(
          List.of("window", "hosts", "rare", "chatter", "80", "53")
              .indexOf(CHANNELS.get(c).group()),
          CHANNELS.groupOf(c));
    }
  }

  /** Devices that look for each other are no evidence of what hosts do with each other. */
  @Test
  void whatGoesToGroupsOfHosts_orIsOfALink_isChatter() {
    assertEquals(3, CHANNELS.group(Entity.service("224.0.0.251", "80")));
    assertEquals(3, CHANNELS.group(Entity.destination("255.255.255.255")));
    assertEquals(3, CHANNELS.group(Entity.pair("10.0.0.1", "ff02::fb")));
    assertEquals(3, CHANNELS.group(Entity.pair("fe80::1", "10.0.0.1")));
    assertEquals(3, CHANNELS.group(new Entity(EntityKind.CLIENT, "53", "169.254.3.4")));
    assertEquals(1, CHANNELS.group(Entity.pair("10.0.0.1", "10.0.0.255")), "as any host's");
    assertEquals(1, CHANNELS.group(Entity.source("127.0.0.1")));
  }

  @Test
  void whatAChannelMeasures() {
    Channel bytes = new Channel.OfMetric(ProfileMetric.LOG_BYTES);
    assertTrue(bytes.isOfWindow());
    assertTrue(bytes.measures(ProfileMetric.LOG_BYTES));
    assertFalse(bytes.measures(ProfileMetric.SOURCES));
    assertFalse(bytes.measures(EntityKind.PORT, EntityMeasure.FLOWS));
    assertFalse(bytes.isNovelty());
    assertEquals("window log_bytes", bytes.label());
    Channel ports = channel(EntityKind.PAIR, EntityMeasure.PORTS, "hosts");
    assertFalse(ports.isOfWindow());
    assertFalse(ports.measures(ProfileMetric.PORTS));
    assertTrue(ports.measures(EntityKind.PAIR, EntityMeasure.PORTS));
    assertFalse(ports.measures(EntityKind.SOURCE, EntityMeasure.PORTS));
    assertFalse(ports.measures(EntityKind.PAIR, EntityMeasure.FLOWS));
    assertFalse(ports.isNovelty());
    assertEquals("hosts pair ports, busy", ports.label());
    assertEquals(
        "pair ports, seldom",
        new Channel.OfEntities(EntityKind.PAIR, EntityMeasure.PORTS, "hosts", false).name());
    assertTrue(channel(EntityKind.PORT, EntityMeasure.NEW, "rare").isNovelty());
    Channel newPorts = channel(EntityKind.SOURCE, EntityMeasure.NEW_PORTS, "hosts");
    assertTrue(newPorts.isNovelty());
    assertEquals("source new ports", newPorts.name());
    assertNotEquals(ports, channel(EntityKind.PAIR, EntityMeasure.PORTS, "rare"));
    assertNotEquals(ports, bytes);
    assertNotEquals(bytes, ports);
  }

  @Test
  void measuresOfOneEntity() {
    Entity entity = Entity.source("10.0.0.1");
    EntityStats stats = new EntityStats(entity, 7, 50, 900, 3, 2, 1.5);
    assertEquals(7, EntityMeasure.FLOWS.of(stats));
    assertEquals(3, EntityMeasure.PEERS.of(stats));
    assertEquals(2, EntityMeasure.PORTS.of(stats));
    assertThrows(IllegalArgumentException.class, () -> EntityMeasure.NEW.of(stats));
    assertTrue(EntityMeasure.PORTS.applies(EntityKind.PAIR));
    assertFalse(EntityMeasure.PORTS.applies(EntityKind.SERVICE));
  }

  private static Evidence evidence(Channel channel, Optional<Entity> entity, double observed) {
    return new Evidence(channel, entity, observed, 1.5, new TypicalRange(0, 3.9), 0.25, 4, 1e-5, 2);
  }

  @Test
  void evidence_readsBack() throws IOException {
    Entity pair = Entity.pair("10.0.0.1", "fe80::\"1");
    for (int c = 0; c < CHANNELS.count(); c++) {
      Channel channel = CHANNELS.get(c);
      if (!channel.isOfWindow() && channel.group().equals(Channel.WINDOW)) {
        continue; // numbered, but no entity is of it
      }
      Evidence evidence =
          evidence(channel, channel.isOfWindow() ? Optional.empty() : Optional.of(pair), c);
      JsonWriter json = JsonWriter.line();
      evidence.write(json);
      String text = new String(json.toBytes(), StandardCharsets.UTF_8);
      assertEquals(evidence, Evidence.read(new JsonReader(new StringReader(text))));
      JsonReader two = new JsonReader(new StringReader("[" + text + "," + text + "]"));
      two.beginArray();
      assertEquals(Evidence.read(two), Evidence.read(two), "one after the other");
      two.endArray();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SOURCE|FLOWS|1|1 connection from 10.0.0.1 (usual: at most 3)",
        "DESTINATION|FLOWS|5000|5,000 connections to 10.0.0.2 (usual: at most 3)",
        "PAIR|PORTS|1|1 port from 10.0.0.1 to 10.0.0.2 (usual: at most 3)",
        "PAIR|PORTS|20|20 ports from 10.0.0.1 to 10.0.0.2 (usual: at most 3)",
        "CLIENT|PEERS|1|1 address from 10.0.0.1 to port 80 (usual: at most 3)",
        "SOURCE|PEERS|2|2 addresses from 10.0.0.1 (usual: at most 3)",
        "SERVICE|PEERS|1|1 source to 10.0.0.2 port 80 (usual: at most 3)",
        "DESTINATION|PEERS|2|2 sources to 10.0.0.2 (usual: at most 3)",
        "PORT|FLOWS|9|9 connections to port 80 (usual: at most 3)",
        "SHAPE|FLOWS|9|9 connections alike to port 80 (usual: at most 3)",
        "SOURCE|NEW_PORTS|1|at least 1 new port from 10.0.0.1 (usual: at most 3)",
        "SOURCE|NEW_PORTS|9|at least 9 new ports from 10.0.0.1 (usual: at most 3)",
      })
  void wordsOfCounts(EntityKind kind, EntityMeasure measure, double observed, String words) {
    String from = "10.0.0.1";
    String to = "10.0.0.2";
    Entity entity =
        switch (kind) {
          case SOURCE -> Entity.source(from);
          case DESTINATION -> Entity.destination(to);
          case PAIR -> Entity.pair(from, to);
          case PORT -> new Entity(kind, "80", "");
          case CLIENT -> new Entity(kind, "80", from);
          case SERVICE -> Entity.service(to, "80");
          case SHAPE -> new Entity(kind, "80", "6/100");
        };
    Evidence evidence = evidence(channel(kind, measure, "rare"), Optional.of(entity), observed);
    assertEquals(words, evidence.words());
  }

  @Test
  void wordsOfWhatHasNoEntity() {
    Channel shapes = channel(EntityKind.SHAPE, EntityMeasure.NEW, "rare");
    assertEquals(
        "at least 1 new flow shape (usual: at most 3)",
        evidence(shapes, Optional.empty(), 1).words());
    Channel clients = channel(EntityKind.CLIENT, EntityMeasure.NEW, "rare");
    Evidence none =
        new Evidence(clients, Optional.empty(), 2, 0, new TypicalRange(0, 0.99), 1, 4, 1e-5, 2);
    assertEquals("at least 2 new clients (usual: none)", none.words());
    Channel metric = new Channel.OfMetric(ProfileMetric.LOG_BYTES);
    assertEquals(
        "log bytes 9.88 (usual: 0 to 3.9)", evidence(metric, Optional.empty(), 9.876).words());
    Evidence same =
        new Evidence(metric, Optional.empty(), 9, 3, new TypicalRange(3, 3.0001), 1, 4, 1e-5, 2);
    assertEquals("log bytes 9 (usual: 3)", same.words());
  }
}
