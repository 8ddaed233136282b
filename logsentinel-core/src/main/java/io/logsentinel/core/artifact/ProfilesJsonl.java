package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.Conversation;
import io.logsentinel.core.window.ProfileMetric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code profile_*.jsonl}: a profile per line, as a JSON object:
 *
 * <pre>{@code
 * {"window_id":0,"flows":10000,"dialect":"cic-ids2017","first_time":"2017-07-03T08:55:58Z",
 *  "last_time":"2017-07-03T09:20:11Z","metrics":{"log_bytes":7.25,...},
 *  "source":[["10.0.0.5","",412,3100,90211,37,4,16.5],...],...,"shape":[["53","17/142",301],...],
 *  "conversation":[["10.0.0.5","10.0.0.2","53",37],...]}
 * }</pre>
 *
 * <p>What bytes and packets count is left out where it is as in CIC-IDS2017, else it follows the
 * dialect, as {@code "measure":"headers-one-way"}. Times are left out where the input has none. An
 * entity of a talking kind is {@code [first, second, flows, packets, bytes, peers, ports, mean log2
 * duration]}, a flow shape its first three. What an allowlist says of the window comes last, as
 * {@link AllowedJson} has it, where it says anything.
 */
public final class ProfilesJsonl {
  private ProfilesJsonl() {}

  /**
   * {@return the line of a profile, ASCII, with the line's end}
   *
   * @param profile any profile
   * @param dialect name of the dialect of the flows
   */
  public static byte[] line(Profile profile, String dialect) {
    byte[] json = object(profile, dialect);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  static byte[] object(Profile profile, String dialect) {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("window_id").value(profile.windowId());
    json.name("flows").value(profile.flows());
    if (profile.partialFlows() > 0) {
      json.name("partial_flows").value(profile.partialFlows());
    }
    json.name("dialect").value(dialect);
    if (profile.measure() != Measure.PAYLOAD) {
      json.name("measure").value(profile.measure().label());
    }
    EvidenceJson.writeTimes(json, profile.firstTime(), profile.lastTime());
    json.name("metrics").beginObject();
    for (ProfileMetric metric : ProfileMetric.values()) {
      json.name(metric.label()).value(profile.metric(metric));
    }
    json.endObject();
    for (EntityKind kind : EntityKind.values()) {
      json.name(kind.label());
      json.array(profile.entities(kind), entity -> write(json, entity));
    }
    if (!profile.conversations().isEmpty()) {
      json.name("conversation");
      json.array(profile.conversations(), conversation -> write(json, conversation));
    }
    if (!profile.allowed().isNone()) {
      json.name("allowed");
      AllowedJson.write(json, profile.allowed(), quieter -> object(quieter, dialect));
    }
    return json.endObject().toBytes();
  }

  private static void write(JsonWriter json, Conversation conversation) {
    json.beginArray().value(conversation.source()).value(conversation.destination());
    json.value(conversation.port()).value(conversation.flows()).endArray();
  }

  private static void write(JsonWriter json, EntityStats count) {
    Entity entity = count.entity();
    json.beginArray().value(entity.first()).value(entity.second()).value(count.flows());
    if (entity.kind().isTalker()) {
      json.value(count.packets()).value(count.bytes());
      json.value(count.peers()).value(count.ports()).value(count.meanLogDuration());
    }
    json.endArray();
  }

  /**
   * {@return the profile of a line}
   *
   * @param line what {@link #line} wrote, with its end or without
   * @param dialect name of the dialect that the flows must be of
   * @throws ArtifactException if it is of another dialect or damaged; the message says where
   */
  public static Profile read(String line, String dialect) throws IOException {
    return StrictJson.read(
        new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
        json -> read(json, dialect));
  }

  /** Reads an object as it stands in a line. */
  static Profile read(JsonReader json, String dialect) throws IOException {
    json.beginObject();
    long windowId = StrictJson.count(json, "window_id");
    long flows = StrictJson.count(json, "flows");
    String name = json.nextName();
    long partial = 0;
    if (name.equals("partial_flows")) {
      partial = StrictJson.count(json);
      name = json.nextName();
    }
    requireName(json, "dialect", name);
    String actual = json.nextString();
    if (!actual.equals(dialect)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": the dialect must be " + dialect + " but is " + actual);
    }
    Measure measure = Measure.PAYLOAD;
    long first = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    name = json.nextName();
    if (name.equals("measure")) {
      measure = measure(json);
      name = json.nextName();
    }
    if (name.equals("first_time")) {
      first = time(json);
      StrictJson.name(json, "last_time");
      last = time(json);
      name = json.nextName();
    }
    requireName(json, "metrics", name);
    List<Double> metrics = new ArrayList<>();
    json.beginObject();
    for (ProfileMetric metric : ProfileMetric.values()) {
      metrics.add(StrictJson.number(json, metric.label()));
    }
    json.endObject();
    Map<EntityKind, List<EntityStats>> entities = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      entities.put(kind, StrictJson.list(json, kind.label(), entity -> count(entity, kind)));
    }
    List<Conversation> conversations = List.of();
    Allowed allowed = Allowed.NONE;
    String more = json.hasNext() ? json.nextName() : "";
    if (more.equals("conversation")) {
      conversations = StrictJson.list(json, ProfilesJsonl::conversation);
      more = json.hasNext() ? json.nextName() : "";
    }
    if (!more.isEmpty()) {
      requireName(json, "allowed", more);
      allowed = AllowedJson.read(json, quieter -> read(quieter, dialect));
    }
    json.endObject();
    return new Profile(
        windowId, flows, partial, measure, first, last, metrics, entities, conversations, allowed);
  }

  private static Conversation conversation(JsonReader json) throws IOException {
    json.beginArray();
    String source = json.nextString();
    String destination = json.nextString();
    String port = json.nextString();
    Conversation conversation = new Conversation(source, destination, port, StrictJson.count(json));
    json.endArray();
    return conversation;
  }

  private static Measure measure(JsonReader json) throws IOException {
    String label = json.nextString();
    try {
      return Measure.labelled(label);
    } catch (IllegalArgumentException e) {
      throw new ArtifactException("at " + json.getPath() + ": " + e.getMessage());
    }
  }

  private static void requireName(JsonReader json, String expected, String actual)
      throws ArtifactException {
    if (!actual.equals(expected)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected `" + expected + "` but found `" + actual + "`");
    }
  }

  private static long time(JsonReader json) throws IOException {
    String text = json.nextString();
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new ArtifactException("at " + json.getPath() + ": `" + text + "` is no time", e);
    }
  }

  private static EntityStats count(JsonReader json, EntityKind kind) throws IOException {
    json.beginArray();
    Entity entity = new Entity(kind, StrictJson.string(json), StrictJson.string(json));
    long flows = StrictJson.whole(json);
    boolean talker = kind.isTalker();
    double packets = talker ? StrictJson.number(json) : 0;
    double bytes = talker ? StrictJson.number(json) : 0;
    long peers = talker ? StrictJson.whole(json) : 0;
    long ports = talker ? StrictJson.whole(json) : 0;
    double duration = talker ? StrictJson.number(json) : 0;
    json.endArray();
    return new EntityStats(entity, flows, packets, bytes, peers, ports, duration);
  }
}
