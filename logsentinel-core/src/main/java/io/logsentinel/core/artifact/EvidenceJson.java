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

  /**
   * The members of evidence: of a window, its part of the window's score too. Several windows have
   * each another share in theirs.
   */
  static void write(JsonWriter json, Evidence evidence, boolean ofOneWindow) {
    json.name("group").value(evidence.channel().group());
    json.name("channel").value(evidence.channel().name());
    if (evidence.entity().isPresent()) {
      json.name("entity").value(evidence.entity().get().toString());
    }
    json.name("observed").value(evidence.observed());
    json.name("expected").value(evidence.expected());
    json.name("typical_low").value(evidence.typical().low());
    json.name("typical_high").value(evidence.typical().high());
    if (ofOneWindow) {
      json.name("seen_in_share_of_windows").value(evidence.seen());
    }
    json.name("strength").value(evidence.strength());
    json.name("p_value").value(evidence.pValue());
    if (ofOneWindow) {
      json.name("contribution").value(evidence.contribution());
    }
  }
}
