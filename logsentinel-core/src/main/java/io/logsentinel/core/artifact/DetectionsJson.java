package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.io.OutputStream;
import java.util.List;

/** {@code detections.json}: an array of all detections, with everything behind them. */
public final class DetectionsJson {
  private static final int TOP_TALKERS = 5;

  /** Evidence of other groups than the one that makes the score: the strongest. */
  private static final int OTHER_EVIDENCE = 10;

  private static final List<EntityKind> TALKERS =
      List.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.PAIR, EntityKind.SERVICE);

  private DetectionsJson() {}

  /**
   * {@return a writer of detections, to be closed at the end}
   *
   * @param out where the bytes go; neither flushed nor closed by the writer
   */
  public static JsonWriter.Array<Detection> writer(OutputStream out) {
    return new JsonWriter.Array<>(out, DetectionsJson::write);
  }

  /**
   * Writes the members of a detection into an object that has begun.
   *
   * @param json where they go, in a document of any kind
   * @param detection any detection
   */
  public static void write(JsonWriter json, Detection detection) {
    Profile profile = detection.profile();
    Finding finding = detection.finding();
    json.name("file").value(detection.file());
    json.name("window_id").value(profile.windowId());
    EvidenceJson.writeTimes(json, profile.firstTime(), profile.lastTime());
    json.name("score").value(finding.score());
    json.name("p_value").value(finding.pValue());
    json.name("windows").value(finding.windows());
    json.name("extrapolated").value(finding.extrapolated());
    json.name("severity").value(detection.severity().name());
    json.name("likely_pattern").value(detection.pattern().label());
    json.name("confidence").value(detection.confidence());
    json.name("attack_techniques").values(detection.pattern().techniques());
    json.name("entities").values(detection.entities());
    if (detection.opinion().isPresent()) {
      json.name("forest_verdict").value(DetectionsCsv.verdict(detection.opinion().get()));
      json.name("forest_score").value(detection.opinion().get().score());
    }
    json.name("decision").value(detection.decision().words());
    json.name("reason").value(detection.reason());
    json.name("next_step").value(detection.pattern().nextStep());
    json.name("evidence").beginArray();
    int others = 0;
    for (Evidence evidence : finding.evidence()) {
      if (evidence.contribution() > 0 || others++ < OTHER_EVIDENCE) {
        json.object(() -> EvidenceJson.write(json, evidence, true));
      }
    }
    json.endArray();
    json.name("top_talkers").beginArray();
    for (EntityKind kind : TALKERS) {
      List<EntityStats> talkers = profile.entities(kind);
      talkers.stream().limit(TOP_TALKERS).forEach(talker -> json.object(() -> write(json, talker)));
    }
    json.endArray();
  }

  private static void write(JsonWriter json, EntityStats talker) {
    json.name("entity").value(talker.entity().toString());
    json.name("flows").value(talker.flows());
    json.name("packets").value(talker.packets());
    json.name("bytes").value(talker.bytes());
    json.name("peers").value(talker.peers());
    json.name("ports").value(talker.ports());
  }
}
