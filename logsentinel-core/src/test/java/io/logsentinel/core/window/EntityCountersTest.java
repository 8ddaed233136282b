package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EntityCountersTest {
  private static void count(EntityCounters table, long key) {
    table.count(new long[] {key}, 1, new int[1]);
  }

  private static void add(
      EntityCounters table, int entry, long duration, double packets, double bytes) {
    table.add(
        new int[] {entry},
        1,
        new long[] {EntityCounters.flowAndDuration(duration)},
        new double[] {packets},
        new double[] {bytes});
  }

  private static List<Long> top(EntityCounters table, int most) {
    List<Long> keys = new ArrayList<>();
    table.top(most, entry -> keys.add(table.key(entry)));
    return keys;
  }

  @Property
  void topIsTheMostFlowsFirst_andOfEqualOnesTheFirstToCome(
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> keys,
      @ForAll @IntRange(min = 1, max = 15) int most) {
    EntityCounters table = EntityCounters.ofFlows();
    Map<Long, Long> counts = new LinkedHashMap<>();
    for (int key : keys) {
      count(table, key);
      counts.merge((long) key, 1L, Long::sum);
    }
    List<Long> expected = new ArrayList<>(counts.keySet());
    expected.sort(Comparator.comparingLong(key -> -counts.get(key)));
    assertEquals(expected.subList(0, Math.min(most, expected.size())), top(table, most));
    assertEquals(counts.size(), table.distinct());
    assertEquals(counts.values().stream().mapToLong(n -> n).max().orElse(0), table.mostFlows());
    table.clear();
    assertEquals(List.of(), top(table, most));
    assertEquals(0, table.distinct());
  }

  @Test
  void numbersStay_andWhatFindsNoRoomIsOneOfAll() {
    EntityCounters numbers = EntityCounters.ofNumbers(512);
    for (int round = 0; round < 2; round++) {
      assertEquals(1, numbers.size(), "the entry of all others");
      for (int key = 1; key < 512; key++) {
        assertTrue(numbers.hasRoomFor(1));
        assertEquals(key, numbers.entry(1000L * key));
      }
      assertFalse(numbers.hasRoomFor(1));
      assertEquals(0, numbers.entry(7));
      assertEquals(0, numbers.entry(EntityCounters.OTHERS));
      for (int key = 1; key < 512; key++) {
        assertEquals(key, numbers.entry(1000L * key), "a number is for good");
      }
      assertEquals(512, numbers.size());
      assertEquals(EntityCounters.OTHERS, numbers.key(0));
      numbers.clear();
    }
  }

  @Test
  void whatATalkerAddsUpTo() {
    EntityCounters table = EntityCounters.ofTalkers();
    EntityCounters other = EntityCounters.ofTalkers();
    other.entry(1);
    int there = other.entry(5);
    add(other, there, 7, 2, 0.5);
    other.addPeers(there, 100);
    int entry = table.entry(5);
    add(table, entry, 40, 3, 1e12);
    add(table, entry, 2, -1, 0.25);
    table.addPeers(entry, 3);
    table.addPorts(entry, 4);
    table.addPeers(entry, 1);
    table.add(entry, other, there);
    assertEquals(3, table.flows(entry));
    assertEquals(49, table.durations(entry));
    assertEquals(4, table.packets(entry));
    assertEquals(1e12 + 0.75, table.bytes(entry));
    assertEquals(4, table.peers(entry), "peers of the other table are not added");
    assertEquals(4, table.ports(entry));
  }

  @Property
  void entriesOfManyKeys_areThoseOfEach(
      @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> keys) {
    EntityCounters together = EntityCounters.ofTalkers();
    EntityCounters alone = EntityCounters.ofTalkers();
    int[] entries = new int[keys.size()];
    together.entries(keys.stream().mapToLong(key -> key).toArray(), keys.size(), entries);
    for (int i = 0; i < entries.length; i++) {
      assertEquals(alone.entry(keys.get(i)), entries[i]);
    }
    assertEquals(alone.size(), together.size());
  }

  @Test
  void aFullTableForgetsTheHalfWithTheFewestFlows() {
    EntityCounters table = EntityCounters.ofFlows();
    int max = EntityCounters.MAX_ENTRIES;
    for (long key = 0; key < max; key++) {
      count(table, key);
      if (key % 4 == 0) { // a quarter has 2, of them one has 3
        count(table, key);
      }
      if (key == max - 4) {
        count(table, key);
      }
    }
    assertFalse(table.hasRoomFor(1));
    assertEquals(max, table.distinct());
    count(table, -1); // finds no room
    assertEquals(max / 2 + 1, table.size());
    assertEquals(max + 1, table.distinct());
    assertEquals(3, table.mostFlows());
    assertEquals(List.of(max - 4L, 0L, 4L, 8L), top(table, 4));
    // those with 2, and of those with 1 the first to come, stay with their counts
    for (long key = 0; key < max; key += 4) {
      assertEquals(key == max - 4 ? 3 : 2, table.flows(table.entry(key)));
    }
    assertEquals(1, table.flows(table.entry(1)));
    assertEquals(1, table.flows(table.entry(-1)));
    assertEquals(max / 2 + 1, table.size(), "all of these were there");
    // what was forgotten counts as new when it comes again: an upper bound
    count(table, max - 1);
    assertEquals(max + 2, table.distinct());
  }

  /** The flows of a batch are counted together: what stays of the table is settled before. */
  @Test
  void entriesOfManyKeys_inATableThatIsFull() {
    EntityCounters table = EntityCounters.ofTalkers();
    int max = EntityCounters.MAX_ENTRIES;
    for (long key = 0; key < max - 2; key++) {
      add(table, table.entry(key), 0, 1, 1);
    }
    long[] keys = {-1, -2, 3, -3};
    int[] entries = new int[keys.length];
    table.entries(keys, 2, entries);
    assertEquals(max, table.size(), "there was room for two");
    table.entries(keys, keys.length, entries);
    for (int i = 0; i < keys.length; i++) {
      assertEquals(keys[i], table.key(entries[i]));
      assertEquals(entries[i], table.entry(keys[i]));
    }
    assertTrue(table.size() <= max / 2 + keys.length);
    assertEquals(1, table.flows(entries[2]), "the first to come stay");
  }

  @Test
  void aKeyThatFindsNoRoom_takesThatOfTheHalfThatIsForgotten() {
    EntityCounters table = EntityCounters.ofTalkers();
    int max = EntityCounters.MAX_ENTRIES;
    for (long key = 0; key < max; key++) {
      add(table, table.entry(key), 0, key < 3 ? 1 : 2, 1);
    }
    int entry = table.entry(-1);
    assertEquals(max / 2, entry);
    assertEquals(0, table.flows(entry));
    assertEquals(max / 2 + 1, table.size());
    assertEquals(max + 1, table.distinct());
  }

  /** 0.0.0.0 and port 0 are keys like all others, whatever was before them. */
  @Test
  void keysAreNumberedAsTheyCome_theZeroToo() {
    for (int zero : new int[] {0, 1, 255, 256, 257, 511, 512, 513}) {
      EntityCounters table = EntityCounters.ofTalkers();
      for (int i = 0; i < 600; i++) {
        assertEquals(-1, table.find(i == zero ? 0 : 7L * i + 1));
        assertEquals(i, table.entry(i == zero ? 0 : 7L * i + 1), "zero at " + zero);
      }
      for (int i = 0; i < 600; i++) {
        assertEquals(i, table.find(i == zero ? 0 : 7L * i + 1));
      }
      assertEquals(600, table.size());
    }
  }
}
