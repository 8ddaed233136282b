package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.JsonWriter;
import java.time.Instant;

/** Parts that detections and incidents have in common. */
final class EvidenceJson {
  private EvidenceJson() {}

  /** The members {@code first_time} and {@code last_time}; none where no time is known. */
  static void writeTimes(JsonWriter json, long first, long last) {
    if (first != FlowBatch.NO_TIME) {
      json.name("first_time").value(Instant.ofEpochMilli(first).toString());
      json.name("last_time").value(Instant.ofEpochMilli(last).toString());
    }
  }

  /** Evidence of a window with its part of the window's score. */
  static void writeWhole(JsonWriter json, Evidence evidence) {
    begin(json, evidence);
    json.name("seen_in_share_of_windows").value(evidence.seen());
    end(json, evidence);
    json.name("contribution").value(evidence.contribution());
    json.endObject();
  }

  /** Evidence of several windows, of which each has another share in the score. */
  static void write(JsonWriter json, Evidence evidence) {
    begin(json, evidence);
    end(json, evidence);
    json.endObject();
  }

  private static void begin(JsonWriter json, Evidence evidence) {
    json.beginObject();
    json.name("group").value(evidence.channel().group());
    json.name("channel").value(evidence.channel().name());
    if (evidence.entity().isPresent()) {
      json.name("entity").value(evidence.entity().get().toString());
    }
    json.name("observed").value(evidence.observed());
    json.name("expected").value(evidence.expected());
    json.name("typical_low").value(evidence.typical().low());
    json.name("typical_high").value(evidence.typical().high());
  }

  private static void end(JsonWriter json, Evidence evidence) {
    json.name("strength").value(evidence.strength());
    json.name("p_value").value(evidence.pValue());
  }
}
