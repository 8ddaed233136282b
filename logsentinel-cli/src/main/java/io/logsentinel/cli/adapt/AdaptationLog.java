package io.logsentinel.cli.adapt;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineLearner.Generation.Held;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The lines of {@code adaptations.ndjson}: an object for every time that windows left quarantine,
 * and for every time that a baseline was put back. It says nothing of the clock of the machine: the
 * same flows give the same bytes.
 */
public final class AdaptationLog {
  /** Entities for which windows were held back that a line names, those of the most windows. */
  private static final int MOST_SUSPECTS = 10;

  private AdaptationLog() {}

  /**
   * {@return the line of a generation}
   *
   * @param source whose windows they are
   * @param generation what was learned
   */
  public static byte[] line(String source, Generation generation) {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("kind").value("adaptation");
    json.name("source").value(source);
    json.name("window").value(generation.window());
    json.name("from_window").value(generation.from());
    json.name("to_window").value(generation.to() - 1);
    if (generation.firstTime() != FlowBatch.NO_TIME) {
      json.name("first_time").value(Instant.ofEpochMilli(generation.firstTime()).toString());
      json.name("last_time").value(Instant.ofEpochMilli(generation.lastTime()).toString());
    }
    json.name("trained").value(generation.trained().size());
    json.name("held_back").beginObject();
    for (Map.Entry<Held, Integer> held : generation.heldBack().entrySet()) {
      json.name(held.getKey().name().toLowerCase(Locale.ROOT)).value(held.getValue());
    }
    json.endObject();
    json.name("suspects").beginObject();
    generation.suspects().entrySet().stream()
        .sorted(Map.Entry.<Entity, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_SUSPECTS)
        .forEach(suspect -> json.name(suspect.getKey().toString()).value(suspect.getValue()));
    json.endObject();
    if (!generation.refused().isEmpty()) {
      json.name("refused").value(generation.refused());
    }
    return end(json, generation.before(), generation.after().baselineDigest());
  }

  /**
   * {@return the line of a baseline that was put back}
   *
   * @param source whose baseline it is
   * @param window number of the first one that is held against it
   * @param before digest of the baseline until then
   * @param after digest of the one that was put back
   */
  public static byte[] rollback(String source, long window, String before, String after) {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("kind").value("rollback");
    json.name("source").value(source);
    json.name("window").value(window);
    return end(json, before, after);
  }

  private static byte[] end(JsonWriter json, String before, String after) {
    json.name("baseline_before").value(before);
    json.name("baseline_after").value(after);
    String line = new String(json.endObject().toBytes(), StandardCharsets.UTF_8) + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Entry of the log.
   *
   * @param kind adaptation or rollback
   * @param window number of the first one that is held against what came of it
   * @param times of the flows that trained, in words; empty where they have none, or none trained
   * @param trained windows that trained
   * @param heldBack windows that did not, by reason
   * @param suspects entities for which windows were held back
   * @param before digest of the baseline until then
   * @param after digest of the baseline from then on
   */
  record Entry(
      String kind,
      long window,
      String times,
      long trained,
      Map<String, Long> heldBack,
      List<String> suspects,
      String before,
      String after) {
    Entry {
      suspects = List.copyOf(suspects);
    }
  }

  /** {@return the entry of a line} */
  static Entry read(String line) throws IOException {
    return StrictJson.read(
        new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), AdaptationLog::read);
  }

  private static Entry read(JsonReader json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Long> numbers = new LinkedHashMap<>();
    Map<String, Long> heldBack = new LinkedHashMap<>();
    Map<String, Long> suspects = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      switch (name) {
        case "window", "from_window", "to_window", "trained" ->
            numbers.put(name, StrictJson.whole(json));
        case "held_back" -> read(json, heldBack);
        case "suspects" -> read(json, suspects);
        default -> texts.put(name, StrictJson.string(json));
      }
    }
    json.endObject();
    return new Entry(
        texts.getOrDefault("kind", ""),
        numbers.getOrDefault("window", 0L),
        texts.containsKey("first_time")
            ? texts.get("first_time") + " to " + texts.get("last_time")
            : "",
        numbers.getOrDefault("trained", 0L),
        heldBack,
        List.copyOf(suspects.keySet()),
        texts.getOrDefault("baseline_before", ""),
        texts.getOrDefault("baseline_after", ""));
  }

  private static void read(JsonReader json, Map<String, Long> counts) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      counts.put(name, StrictJson.whole(json));
    }
    json.endObject();
  }
}
