package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Hash of a profile's values: {@link String#hashCode} of a canonical text. The text is frozen, as
 * stored baselines were sampled by its hash and go on growing. The file of profiles looks alike
 * today, but may change.
 */
final class ProfileFingerprint {
  private ProfileFingerprint() {}

  static int of(Profile profile, String dialect) {
    JsonWriter text = JsonWriter.line().beginObject();
    text.name("window_id").value(profile.windowId()).name("flows").value(profile.flows());
    text.name("dialect").value(dialect);
    if (profile.firstTime() != FlowBatch.NO_TIME) {
      text.name("first_time").value(Instant.ofEpochMilli(profile.firstTime()).toString());
      text.name("last_time").value(Instant.ofEpochMilli(profile.lastTime()).toString());
    }
    text.name("metrics").beginObject();
    for (ProfileMetric metric : ProfileMetric.values()) {
      text.name(metric.label()).value(profile.metric(metric));
    }
    text.endObject();
    profile
        .entities()
        .forEach(
            (kind, entities) -> {
              text.name(kind.label()).beginArray();
              entities.forEach(entity -> add(text, entity));
              text.endArray();
            });
    return new String(text.endObject().toBytes(), StandardCharsets.US_ASCII).hashCode();
  }

  private static void add(JsonWriter text, EntityStats stats) {
    Entity entity = stats.entity();
    text.beginArray().value(entity.first()).value(entity.second()).value(stats.flows());
    if (entity.kind().isTalker()) {
      text.value(stats.packets()).value(stats.bytes());
      text.value(stats.peers()).value(stats.ports()).value(stats.meanLogDuration());
    }
    text.endArray();
  }
}
