package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonWriter;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Writes {@code detections.json}: an array of all detections, with everything behind them. */
public final class DetectionJsonWriter implements Closeable {
  private static final int TOP_TALKERS = 5;

  /** Evidence of other groups than the one that makes the score: the strongest. */
  private static final int OTHER_EVIDENCE = 10;

  private static final List<EntityKind> TALKERS =
      List.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.PAIR, EntityKind.SERVICE);

  private final JsonWriter json;

  /**
   * Begins a file.
   *
   * @param out where the bytes go; neither flushed nor closed here
   * @throws IOException if the bytes cannot be written
   */
  public DetectionJsonWriter(OutputStream out) throws IOException {
    json = StrictJson.writer(out);
    json.beginArray();
  }

  /**
   * Writes a detection.
   *
   * @param detection any detection
   * @throws IOException if the bytes cannot be written
   */
  public void write(Detection detection) throws IOException {
    Profile profile = detection.profile();
    Finding finding = detection.finding();
    json.beginObject();
    json.name("file").value(detection.file());
    json.name("window_id").value(profile.windowId());
    if (profile.firstTime() != FlowBatch.NO_TIME) {
      json.name("first_time").value(Instant.ofEpochMilli(profile.firstTime()).toString());
      json.name("last_time").value(Instant.ofEpochMilli(profile.lastTime()).toString());
    }
    StrictJson.writeNumber(json, "score", finding.score());
    StrictJson.writeNumber(json, "p_value", finding.pValue());
    json.name("extrapolated").value(finding.extrapolated());
    json.name("severity").value(detection.severity().name());
    json.name("likely_pattern").value(detection.pattern().label());
    StrictJson.writeNumber(json, "confidence", detection.confidence());
    StrictJson.writeTexts(json, "attack_techniques", detection.pattern().techniques());
    StrictJson.writeTexts(json, "entities", detection.entities());
    if (detection.opinion().isPresent()) {
      json.name("forest_verdict").value(DetectionWriter.verdict(detection.opinion().get()));
      StrictJson.writeNumber(json, "forest_score", detection.opinion().get().score());
    }
    json.name("decision").value(detection.decision().words());
    json.name("reason").value(detection.reason());
    json.name("next_step").value(detection.pattern().nextStep());
    json.name("evidence").beginArray();
    int others = 0;
    for (Evidence evidence : finding.evidence()) {
      if (evidence.contribution() > 0 || others++ < OTHER_EVIDENCE) {
        write(evidence);
      }
    }
    json.endArray();
    json.name("top_talkers").beginArray();
    for (EntityKind kind : TALKERS) {
      for (EntityStats count : profile.entities().get(kind).stream().limit(TOP_TALKERS).toList()) {
        write(count);
      }
    }
    json.endArray();
    json.endObject();
  }

  private void write(Evidence evidence) throws IOException {
    json.beginObject();
    json.name("group").value(evidence.channel().group());
    json.name("channel").value(evidence.channel().name());
    if (evidence.entity().isPresent()) {
      json.name("entity").value(evidence.entity().get().toString());
    }
    StrictJson.writeNumber(json, "observed", evidence.observed());
    StrictJson.writeNumber(json, "expected", evidence.expected());
    StrictJson.writeNumber(json, "typical_low", evidence.typical().low());
    StrictJson.writeNumber(json, "typical_high", evidence.typical().high());
    StrictJson.writeNumber(json, "seen_in_share_of_windows", evidence.seen());
    StrictJson.writeNumber(json, "strength", evidence.strength());
    StrictJson.writeNumber(json, "p_value", evidence.pValue());
    StrictJson.writeNumber(json, "contribution", evidence.contribution());
    json.endObject();
  }

  private void write(EntityStats count) throws IOException {
    json.beginObject();
    json.name("entity").value(count.entity().toString());
    json.name("flows").value(count.flows());
    StrictJson.writeNumber(json, "packets", count.packets());
    StrictJson.writeNumber(json, "bytes", count.bytes());
    json.name("peers").value(count.peers());
    json.name("ports").value(count.ports());
    json.endObject();
  }

  /** Ends the array and flushes; what it was written to stays open. */
  @Override
  public void close() throws IOException {
    json.endArray();
    json.flush();
  }
}
