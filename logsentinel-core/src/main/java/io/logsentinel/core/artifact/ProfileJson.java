package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A profile as a JSON object on one line:
 *
 * <pre>{@code
 * {"window_id":0,"flows":10000,"dialect":"cic-ids-2017","first_time":"2017-07-03T08:55:58Z",
 *  "last_time":"2017-07-03T09:20:11Z","metrics":{"log_bytes":7.25,...},
 *  "source":[["10.0.0.5","",412,3100,90211,37,4,16.5],...],...,"shape":[["53","17/142",301],...]}
 * }</pre>
 *
 * <p>Times are left out where the input has none. An entity of a talking kind is {@code [first,
 * second, flows, packets, bytes, peers, ports, mean log2 duration]}, a flow shape its first three.
 */
public final class ProfileJson {
  private static final String[] SIXTEENTHS = {
    "", ".0625", ".125", ".1875", ".25", ".3125", ".375", ".4375",
    ".5", ".5625", ".625", ".6875", ".75", ".8125", ".875", ".9375"
  };

  private ProfileJson() {}

  /**
   * Writes a profile.
   *
   * @param profile any profile
   * @param dialect name of the dialect of the flows
   * @return one line, without its end
   */
  public static String write(Profile profile, String dialect) {
    StringBuilder json = new StringBuilder(1 << 14);
    json.append("{\"window_id\":").append(profile.windowId());
    json.append(",\"flows\":").append(profile.flows());
    json.append(",\"dialect\":");
    text(json, dialect);
    if (profile.firstTime() != FlowBatch.NO_TIME) {
      json.append(",\"first_time\":\"").append(Instant.ofEpochMilli(profile.firstTime()));
      json.append("\",\"last_time\":\"").append(Instant.ofEpochMilli(profile.lastTime()));
      json.append('"');
    }
    json.append(",\"metrics\":{");
    for (ProfileMetric metric : ProfileMetric.values()) {
      json.append(metric.ordinal() == 0 ? "\"" : ",\"").append(metric.label()).append("\":");
      json.append(NumberText.write(profile.metric(metric)));
    }
    json.append('}');
    for (EntityKind kind : EntityKind.values()) {
      json.append(",\"").append(kind.label()).append("\":[");
      String separator = "";
      for (EntityStats count : profile.entities().get(kind)) {
        json.append(separator);
        separator = ",";
        write(json, kind, count);
      }
      json.append(']');
    }
    return json.append('}').toString();
  }

  private static void write(StringBuilder json, EntityKind kind, EntityStats count) {
    json.append('[');
    text(json, count.entity().first());
    json.append(',');
    text(json, count.entity().second());
    json.append(',').append(count.flows());
    if (kind.isTalker()) {
      number(json, count.packets());
      number(json, count.bytes());
      json.append(',').append(count.peers());
      json.append(',').append(count.ports());
      number(json, count.meanLogDuration());
    }
    json.append(']');
  }

  private static void number(StringBuilder json, double value) {
    json.append(',');
    long whole = (long) value;
    if (whole == value && Math.abs(value) < 1e15) {
      json.append(whole);
    } else if (value * 16 == (long) (value * 16) && value > 1e-2 && value < 1e9) {
      json.append(whole)
          .append(SIXTEENTHS[(int) (long) (value * 16) & 15]); // mean durations are such
    } else {
      json.append(NumberText.write(value));
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append(Character.forDigit(c >> shift & 0xF, 16));
        }
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /**
   * Reads a profile.
   *
   * @param json stands before the object
   * @param dialect name of the dialect that the flows must be of
   * @return the profile
   * @throws ArtifactException if it is of another dialect or damaged
   * @throws IOException if it is damaged
   */
  public static Profile read(JsonReader json, String dialect) throws IOException {
    json.beginObject();
    long windowId = StrictJson.count(json, "window_id");
    long flows = StrictJson.count(json, "flows");
    String actual = StrictJson.string(json, "dialect");
    if (!actual.equals(dialect)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": the dialect must be " + dialect + " but is " + actual);
    }
    long first = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    String name = json.nextName();
    if (name.equals("first_time")) {
      first = time(json);
      StrictJson.name(json, "last_time");
      last = time(json);
      name = json.nextName();
    }
    if (!name.equals("metrics")) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected `metrics` but found `" + name + "`");
    }
    List<Double> metrics = new ArrayList<>();
    json.beginObject();
    for (ProfileMetric metric : ProfileMetric.values()) {
      metrics.add(StrictJson.number(json, metric.label()));
    }
    json.endObject();
    Map<EntityKind, List<EntityStats>> entities = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      StrictJson.name(json, kind.label());
      List<EntityStats> counts = new ArrayList<>();
      json.beginArray();
      while (json.hasNext()) {
        counts.add(count(json, kind));
      }
      json.endArray();
      entities.put(kind, counts);
    }
    json.endObject();
    return new Profile(windowId, flows, first, last, metrics, entities);
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
    Entity entity = new Entity(kind, text(json), text(json));
    long flows = whole(json);
    double packets = 0;
    double bytes = 0;
    long peers = 0;
    long ports = 0;
    double duration = 0;
    if (kind.isTalker()) {
      packets = StrictJson.number(json);
      bytes = StrictJson.number(json);
      peers = whole(json);
      ports = whole(json);
      duration = StrictJson.number(json);
    }
    json.endArray();
    return new EntityStats(entity, flows, packets, bytes, peers, ports, duration);
  }

  private static String text(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.STRING) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a text but found " + json.peek());
    }
    return json.nextString();
  }

  private static long whole(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.NUMBER) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a number but found " + json.peek());
    }
    long value = json.nextLong();
    if (value < 0) {
      throw new ArtifactException("at " + json.getPath() + ": must be from 0 but is " + value);
    }
    return value;
  }
}
