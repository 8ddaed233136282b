package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Peaks of the counts of entities seen lately: a hash table with open addressing, as it is copied
 * with every window, and two arrays are copied faster than any map.
 */
final class RecentEntities {
  private static final int LEAST_CAPACITY = 64;

  private Entity[] keys;
  private Peaks[] peaks;
  private int size;

  /** An empty table. */
  RecentEntities() {
    this(LEAST_CAPACITY);
  }

  private RecentEntities(int capacity) {
    keys = new Entity[capacity];
    peaks = new Peaks[capacity];
  }

  RecentEntities copy() {
    RecentEntities copy = new RecentEntities(0);
    copy.keys = keys.clone();
    copy.peaks = peaks.clone();
    copy.size = size;
    return copy;
  }

  int size() {
    return size;
  }

  /** {@return the peaks of an entity; {@link Peaks#NONE} where it is not in the table} */
  Peaks get(Entity entity) {
    int place = place(entity);
    return keys[place] == null ? Peaks.NONE : peaks[place];
  }

  /** {@return all of them, in no order} */
  List<Map.Entry<Entity, Peaks>> entries() {
    List<Map.Entry<Entity, Peaks>> entries = new ArrayList<>(size);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null) {
        entries.add(Map.entry(keys[i], peaks[i]));
      }
    }
    return entries;
  }

  void put(Entity entity, Peaks its) {
    int place = place(entity);
    if (keys[place] == null) {
      keys[place] = entity;
      size++;
    }
    peaks[place] = its;
    if (2 * size > keys.length) {
      keepSeenAfter(-1, 2 * keys.length);
    }
  }

  /**
   * Forgets those that were not seen for longest, all of a window together, until so few remain, or
   * those of the last window alone.
   */
  void forgetTo(int most) {
    if (size > most) {
      long[] seen = new long[size];
      int at = 0;
      for (Peaks its : peaks) {
        if (its != null) {
          seen[at++] = its.seen();
        }
      }
      Arrays.sort(seen);
      keepSeenAfter(Math.min(seen[size - most - 1], seen[size - 1] - 1), keys.length);
    }
  }

  private void keepSeenAfter(long window, int capacity) {
    RecentEntities kept = new RecentEntities(capacity);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null && peaks[i].seen() > window) {
        int place = kept.place(keys[i]);
        kept.keys[place] = keys[i];
        kept.peaks[place] = peaks[i];
        kept.size++;
      }
    }
    keys = kept.keys;
    peaks = kept.peaks;
    size = kept.size;
  }

  /** Where an entity lies, or would. */
  private int place(Entity entity) {
    int hash = entity.hashCode();
    int place = (hash ^ hash >>> 16) & keys.length - 1;
    while (keys[place] != null && !keys[place].equals(entity)) {
      place = place + 1 & keys.length - 1;
    }
    return place;
  }
}
