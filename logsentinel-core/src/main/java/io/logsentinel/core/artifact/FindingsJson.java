package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.List;

/**
 * What is said of a window, as members of an object of JSON that has begun: for streams of lines,
 * where {@code decisions.csv} and {@code alerts_output.csv} hold the same of a run.
 */
public final class FindingsJson {
  private FindingsJson() {}

  /**
   * Writes what the original's rule says of a window, alert or not.
   *
   * @param json where the members go
   * @param assessment any; JSON has no infinite number, so an anomaly index beyond all measure is
   *     null
   */
  public static void write(JsonWriter json, ZScoreAssessment assessment) {
    json.name("window_id").value(assessment.window().id());
    json.name("flows").value(assessment.window().totalFlows());
    json.name("anomaly_index");
    if (Double.isFinite(assessment.anomalyIndex())) {
      json.value(assessment.anomalyIndex());
    } else {
      json.nullValue();
    }
    json.name("z_trigger").value(assessment.zTrigger());
    json.name("decision").value(assessment.decision().words());
  }

  /**
   * Writes an alert of the original's rule.
   *
   * @param json where the members go
   * @param alert any alert
   */
  public static void write(JsonWriter json, Alert alert) {
    json.name("window_id").value(alert.window().id());
    json.name("severity").value(alert.severity().name());
    json.name("likely_pattern").value(alert.pattern().label());
    json.name("max_z_score").value(alert.maxZScoreText());
    json.name("top_indicators").value(alert.topIndicatorsText());
    json.name("trend").value(alert.trendText());
  }

  /**
   * Writes how unusual a window is, without the evidence, which a detection has.
   *
   * @param json where the members go
   * @param windowId the window's number within the source, from 0
   * @param finding of the window
   */
  public static void write(JsonWriter json, long windowId, Finding finding) {
    json.name("window_id").value(windowId);
    json.name("score").value(finding.score());
    json.name("p_value").value(finding.pValue());
    json.name("windows").value(finding.windows());
    json.name("extrapolated").value(finding.extrapolated());
  }

  /**
   * Writes the stories that rules of an allowlist allow in a window.
   *
   * @param json where the members go
   * @param windowId the window's number within the source, from 0
   * @param stories the rules, with their flows of the window
   */
  public static void write(JsonWriter json, long windowId, List<AllowedBy> stories) {
    json.name("window_id").value(windowId);
    json.name("rules")
        .objects(
            stories,
            by -> {
              json.name("rule_line").value(by.line());
              json.name("conditions").value(by.conditions());
              json.name("flows").value(by.flows());
            });
  }
}
