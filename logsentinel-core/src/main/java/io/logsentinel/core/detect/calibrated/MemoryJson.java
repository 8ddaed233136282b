package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
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
 * A block is there where blocks are judged, but not in what earlier versions wrote: the windows
 * that are still to pass before it begins, its own as {@link BlockWindowJson} has them, and what is
 * remembered of blocks.
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

  static void write(
      RecentTraffic recent,
      Streak streak,
      Optional<OpenBlock> block,
      String baseline,
      JsonWriter json) {
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
    if (block.isPresent()) {
      OpenBlock open = block.get();
      json.name("block").beginObject();
      json.name("passing").value(open.passing());
      json.name("windows").array(open.windows(), window -> BlockWindowJson.write(window, json));
      json.name("memory");
      write(open.recent(), Streak.NONE, Optional.empty(), baseline, json);
      json.endObject();
    }
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

  static Remembered read(JsonReader json, String baseline, boolean hasBlocks) throws IOException {
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
      block = Optional.of(block(json, baseline, hasBlocks));
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

  private static OpenBlock block(JsonReader json, String baseline, boolean hasBlocks)
      throws IOException {
    if (!hasBlocks) {
      throw new ArtifactException(
          "at " + json.getPath() + ": the baseline has too few windows for blocks");
    }
    json.beginObject();
    int passing = StrictJson.count(json, "passing");
    List<Profile> windows = StrictJson.list(json, "windows", BlockWindowJson::read);
    if (windows.size() >= Blocks.WINDOWS) {
      throw new ArtifactException(
          "at "
              + json.getPath()
              + ": an open block has fewer than "
              + Blocks.WINDOWS
              + " windows but there are "
              + windows.size());
    }
    StrictJson.name(json, "memory");
    RecentTraffic recent = read(json, baseline, false).recent();
    json.endObject();
    return new OpenBlock(windows, passing, recent);
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
