package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.run.FindingsAccount;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The account of what a follower found, over all of its runs. */
public final class FollowReport implements FindingSink, FindingsAccount {
  private final Map<Severity, Long> incidents = new EnumMap<>(Severity.class);
  private final Map<Severity, Long> alerts = new EnumMap<>(Severity.class);
  private long windows;
  private long judged;
  private boolean hasFailed;
  private boolean isComplete = true;

  FollowReport() {}

  @Override
  public void window(String source, ZScoreAssessment assessment) {
    windows++;
  }

  @Override
  public void finding(
      String source, long windowId, io.logsentinel.core.detect.calibrated.Finding finding) {
    judged++;
  }

  @Override
  public void alert(Alert alert) {
    alerts.merge(alert.severity(), 1L, Long::sum);
  }

  @Override
  public void incident(Incident incident) {
    incidents.merge(incident.severity(), 1L, Long::sum);
  }

  /** Something failed that the follower went on without. */
  void fail() {
    hasFailed = true;
  }

  /** A row was lost, or flows. */
  void lose() {
    isComplete = false;
  }

  @Override
  public boolean hasFailed() {
    return hasFailed;
  }

  @Override
  public boolean isComplete() {
    return isComplete;
  }

  /** {@return windows so far} */
  public long windows() {
    return windows;
  }

  @Override
  public long judgedWindows() {
    return judged;
  }

  /** {@return the number of incidents that are over by severity, of those that occurred} */
  @Override
  public Map<Severity, Long> incidentsBySeverity() {
    return Collections.unmodifiableMap(incidents);
  }

  @Override
  public Map<Severity, Long> alertsBySeverity() {
    return Collections.unmodifiableMap(alerts);
  }

  void read(JsonReader json) throws IOException {
    json.beginObject();
    StrictJson.name(json, "windows");
    windows = StrictJson.whole(json);
    StrictJson.name(json, "judged");
    judged = StrictJson.whole(json);
    hasFailed = StrictJson.count(json, "failed") == 1;
    isComplete = StrictJson.count(json, "complete") == 1;
    read(json, "incidents", incidents);
    read(json, "alerts", alerts);
    json.endObject();
  }

  private static void read(JsonReader json, String name, Map<Severity, Long> counts)
      throws IOException {
    StrictJson.list(
        json,
        name,
        each -> {
          each.beginArray();
          Severity severity = StrictJson.constant(each, Severity.class);
          counts.put(severity, StrictJson.whole(each));
          each.endArray();
          return severity;
        });
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.name("windows").value(windows);
    json.name("judged").value(judged);
    json.name("failed").value(hasFailed ? 1 : 0);
    json.name("complete").value(isComplete ? 1 : 0);
    write(json, "incidents", incidents);
    write(json, "alerts", alerts);
    json.endObject();
  }

  private static void write(JsonWriter json, String name, Map<Severity, Long> counts) {
    json.name(name);
    json.array(
        counts.entrySet(),
        count -> json.beginArray().value(count.getKey().name()).value(count.getValue()).endArray());
  }
}
