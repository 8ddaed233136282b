package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
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
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A window of a block that is not full, as JSON:
 *
 * <pre>{@code
 * [7,100,0,"payload",1678,1690,[7.25,…],[["10.0.0.5","",4,31,902,3,2,16.5],…],…,
 *  [["10.0.0.5","10.0.0.2","53",3],…],0,0]
 * }</pre>
 *
 * <p>They are its number, flows, partial flows, measure, first and last time, metrics, a list of
 * entities of each kind, conversations, and its allowed flows, whole and partial.
 */
final class BlockWindowJson {
  private BlockWindowJson() {}

  static void write(Profile window, JsonWriter json) {
    json.beginArray();
    json.value(window.windowId()).value(window.flows());
    json.value(window.partialFlows()).value(window.measure().label());
    json.value(window.firstTime()).value(window.lastTime());
    json.array(window.metrics(), json::value);
    for (EntityKind kind : EntityKind.values()) {
      json.array(window.entities(kind), stats -> write(stats, json));
    }
    json.array(
        window.conversations(),
        it -> {
          json.beginArray().value(it.source()).value(it.destination());
          json.value(it.port()).value(it.flows()).endArray();
        });
    json.value(window.allowed().flows()).value(window.allowed().partialFlows()).endArray();
  }

  private static void write(EntityStats stats, JsonWriter json) {
    json.beginArray().value(stats.entity().first()).value(stats.entity().second());
    json.value(stats.flows());
    if (stats.entity().kind().isTalker()) {
      json.value(stats.packets()).value(stats.bytes());
      json.value(stats.peers()).value(stats.ports()).value(stats.meanLogDuration());
    }
    json.endArray();
  }

  static Profile read(JsonReader json) throws IOException {
    json.beginArray();
    long id = StrictJson.whole(json);
    long flows = StrictJson.whole(json);
    long partial = StrictJson.whole(json);
    String measure = StrictJson.string(json);
    long first = StrictJson.signed(json);
    long last = StrictJson.signed(json);
    List<Double> metrics = StrictJson.list(json, StrictJson::number);
    Map<EntityKind, List<EntityStats>> entities = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      entities.put(kind, StrictJson.list(json, each -> stats(each, kind)));
    }
    List<Conversation> conversations = StrictJson.list(json, BlockWindowJson::conversation);
    long allowed = StrictJson.whole(json);
    long allowedPartial = StrictJson.whole(json);
    json.endArray();
    try {
      return new Profile(
          id,
          flows,
          partial,
          Measure.labelled(measure),
          first,
          last,
          metrics,
          entities,
          conversations,
          new Allowed(allowed, allowedPartial, List.of(), List.of(), List.of()));
    } catch (IllegalArgumentException e) {
      throw new ArtifactException("at " + json.getPath() + ": " + e.getMessage());
    }
  }

  private static EntityStats stats(JsonReader json, EntityKind kind) throws IOException {
    json.beginArray();
    Entity entity = new Entity(kind, StrictJson.string(json), StrictJson.string(json));
    long flows = StrictJson.whole(json);
    boolean isTalker = kind.isTalker();
    double packets = isTalker ? StrictJson.number(json) : 0;
    double bytes = isTalker ? StrictJson.number(json) : 0;
    long peers = isTalker ? StrictJson.whole(json) : 0;
    long ports = isTalker ? StrictJson.whole(json) : 0;
    double duration = isTalker ? StrictJson.number(json) : 0;
    json.endArray();
    return new EntityStats(entity, flows, packets, bytes, peers, ports, duration);
  }

  private static Conversation conversation(JsonReader json) throws IOException {
    json.beginArray();
    Conversation conversation =
        new Conversation(
            StrictJson.string(json),
            StrictJson.string(json),
            StrictJson.string(json),
            StrictJson.whole(json));
    json.endArray();
    return conversation;
  }
}
