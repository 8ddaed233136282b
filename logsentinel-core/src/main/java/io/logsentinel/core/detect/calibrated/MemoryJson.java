package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.ProfileMetric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an adaptive detector remembers as JSON, to be kept between two runs:
 *
 * <pre>{@code
 * {"baseline":"9f2c…","windows":107,"metrics":[107,[0.5,…],[0,…]],
 *  "entities":[["source","10.0.0.5","",106,[412,37,4],[0,0,0]],…],"streak":[1.7,4,0],
 *  "block":{"passing":0,"windows":[…],"memory":{"baseline":…}}}
 * }</pre>
 *
 * <p>Peaks are the window in which they were seen last, those that no alarm told of, and those that
 * one did. A streak is the logarithm of its stake, its windows and its alarms, where there is one.
 * A block is as {@link OpenBlockJson} has it, where blocks are judged: what earlier versions wrote
 * has none.
 */
final class MemoryJson {
  private static final Comparator<Map.Entry<Entity, Peaks>> BY_AGE =
      Comparator.comparingLong((Map.Entry<Entity, Peaks> each) -> each.getValue().seen())
          .thenComparing(each -> each.getKey().kind())
          .thenComparing(each -> each.getKey().first())
          .thenComparing(each -> each.getKey().second());

  private MemoryJson() {}

  /**
   * What is remembered.
   *
   * @param recent traffic of the last windows
   * @param streak of the last of them
   * @param block that is not full, and what is remembered of blocks
   */
  record Remembered(RecentTraffic recent, Streak streak, Optional<OpenBlock> block) {}

  /** A reading of what stands next. */
  interface Reader<T> {
    T read(JsonReader json) throws IOException;
  }

  /** Refuses a block: the detector judges none. */
  static final Reader<OpenBlock> NO_BLOCKS =
      json -> {
        throw new ArtifactException(
            "at " + json.getPath() + ": the baseline has too few windows for blocks");
      };

  /** Writes what is remembered; {@code more} adds the block, where there is one. */
  static void write(
      RecentTraffic recent, Streak streak, String baseline, JsonWriter json, Runnable more) {
    json.beginObject();
    json.name("baseline").value(baseline);
    json.name("windows").value(recent.window());
    json.name("metrics").beginArray();
    write(json, recent.metrics());
    json.endArray();
    json.name("entities");
    json.array(
        recent.entities().entries().stream().sorted(BY_AGE).toList(),
        each -> {
          Entity entity = each.getKey();
          json.beginArray().value(entity.kind().label());
          json.value(entity.first()).value(entity.second());
          write(json, each.getValue());
          json.endArray();
        });
    if (streak.windows() > 0) {
      json.name("streak").beginArray();
      json.value(streak.logStake()).value(streak.windows()).value(streak.alarms()).endArray();
    }
    more.run();
    json.endObject();
  }

  private static void write(JsonWriter json, Peaks peaks) {
    json.value(peaks.seen());
    for (double[] values : new double[][] {peaks.silent(), peaks.told()}) {
      json.beginArray();
      for (double value : values) {
        json.value(value);
      }
      json.endArray();
    }
  }

  static Remembered read(JsonReader json, String baseline, Reader<OpenBlock> blocks)
      throws IOException {
    json.beginObject();
    String of = StrictJson.string(json, "baseline");
    if (!of.equals(baseline)) {
      throw new ArtifactException("is of baseline " + of + ", not of " + baseline);
    }
    StrictJson.name(json, "windows");
    long windows = StrictJson.whole(json);
    StrictJson.name(json, "metrics");
    json.beginArray();
    Peaks metrics = peaks(json, 2 * ProfileMetric.values().length, windows);
    json.endArray();
    RecentEntities entities = new RecentEntities();
    StrictJson.list(
        json,
        "entities",
        each -> {
          each.beginArray();
          EntityKind kind = kind(StrictJson.string(each));
          Entity entity = new Entity(kind, StrictJson.string(each), StrictJson.string(each));
          entities.put(entity, peaks(each, EntityMeasure.COUNTED.size(), windows));
          each.endArray();
          return entity;
        });
    Streak streak = Streak.NONE;
    Optional<OpenBlock> block = Optional.empty();
    String more = json.hasNext() ? json.nextName() : "";
    if (more.equals("streak")) {
      streak = streak(json, windows);
      more = json.hasNext() ? json.nextName() : "";
    }
    if (more.equals("block")) {
      block = Optional.of(blocks.read(json));
    } else if (!more.isEmpty()) {
      throw new ArtifactException("at " + json.getPath() + ": unexpected `" + more + "`");
    }
    json.endObject();
    if (entities.size() > RecentTraffic.MAX_ENTITIES) {
      String most = "remembers at most " + RecentTraffic.MAX_ENTITIES + " entities";
      throw new ArtifactException(most + " but there are " + entities.size());
    }
    return new Remembered(new RecentTraffic(windows, entities, metrics), streak, block);
  }

  private static Streak streak(JsonReader json, long windows) throws IOException {
    json.beginArray();
    Streak streak =
        new Streak(StrictJson.number(json), StrictJson.whole(json), StrictJson.count(json));
    json.endArray();
    if (!(streak.logStake() > 0) || streak.windows() < 1 || streak.windows() > windows) {
      throw new ArtifactException(
          "at " + json.getPath() + ": a streak must be a number above 0, of 1 window or more");
    }
    return streak;
  }

  private static EntityKind kind(String label) throws ArtifactException {
    for (EntityKind kind : EntityKind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new ArtifactException("no kind of entity is `" + label + "`");
  }

  private static Peaks peaks(JsonReader json, int values, long windows) throws IOException {
    long seen = StrictJson.whole(json);
    List<double[]> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      double[] some =
          StrictJson.list(json, StrictJson::number).stream().mapToDouble(it -> it).toArray();
      boolean isSound = some.length == values;
      for (double value : some) {
        isSound &= value >= 0 && Double.isFinite(value);
      }
      if (!isSound || seen < 0 || seen > windows) {
        throw new ArtifactException(
            "at " + json.getPath() + ": peaks must be " + values + " numbers from 0, of a window");
      }
      both.add(some);
    }
    return new Peaks(seen, both.get(0), both.get(1));
  }
}
