package io.logsentinel.flink;

import io.logsentinel.core.FindingSink;
import io.logsentinel.core.artifact.DetectionsJson;
import io.logsentinel.core.artifact.FindingsJson;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Findings of a source as lines of JSON, each with its kind and its number within the source, from
 * 0: by these, whoever reads them sees that none is missing and none twice, whatever file or
 * partition they came in.
 */
final class FindingLines implements FindingSink {
  private final String source;
  private final List<String> waiting = new ArrayList<>();
  private long windows;
  private long lines;

  /**
   * Lines of a source.
   *
   * @param source its name
   * @param windows how many were told already
   * @param lines how many there are already
   */
  FindingLines(String source, long windows, long lines) {
    this.source = source;
    this.windows = windows;
    this.lines = lines;
  }

  private void line(String kind, Consumer<JsonWriter> members) {
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("source").value(source);
    json.name("line").value(lines++);
    json.name("kind").value(kind);
    members.accept(json);
    waiting.add(new String(json.endObject().toBytes(), StandardCharsets.US_ASCII));
  }

  /** {@return the number of lines so far, those before included} */
  long lines() {
    return lines;
  }

  /** {@return the number of windows so far, those before included} */
  long windows() {
    return windows;
  }

  /** {@return the lines since it was last asked for them} */
  List<String> take() {
    List<String> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  @Override
  public void window(String name, ZScoreAssessment assessment) {
    windows++;
    line("window", json -> FindingsJson.write(json, assessment));
  }

  @Override
  public void alert(Alert alert) {
    line("alert", json -> FindingsJson.write(json, alert));
  }

  @Override
  public void finding(String name, long windowId, Finding finding) {
    line("finding", json -> FindingsJson.write(json, windowId, finding));
  }

  @Override
  public void allowed(String name, long windowId, List<AllowedBy> stories) {
    line("allowed", json -> FindingsJson.write(json, windowId, stories));
  }

  @Override
  public void detection(Detection detection) {
    line("detection", json -> DetectionsJson.write(json, detection));
  }

  @Override
  public void incident(Incident incident) {
    line("incident", json -> IncidentsJson.write(json, incident));
  }

  /**
   * Tells the end of the source.
   *
   * @param summary of its windows
   * @param leftOver flows after the last of them, from 0
   */
  void end(SourceSummary summary, long leftOver) {
    line(
        "end",
        json -> {
          json.name("windows").value(summary.windows());
          json.name("left_over").value(leftOver);
          json.name("judged").value(summary.judged());
          json.name("lone_detections").value(summary.loneDetections());
          json.name("baseline_fit")
              .value(summary.drift().map(drift -> drift.verdict().words()).orElse("not judged"));
        });
  }
}
