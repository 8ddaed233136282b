package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes {@code alerts_output.csv}: the columns of the original, a row per alert. */
public final class AlertWriter {
  private static final List<String> HEADER =
      List.of(
          "file",
          "window_id",
          "severity",
          "likely_pattern",
          "confidence",
          "anomaly_index",
          "max_z_score",
          "top_indicators",
          "trend",
          "unique_source_ips",
          "unique_destination_ips",
          "unique_destination_ports",
          "attack_ratio",
          "soc_action_hint",
          "iforest_prediction",
          "iforest_score",
          "final_decision");

  private final TableWriter table;

  /**
   * Begins a file: writes the header.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @throws IOException if the bytes cannot be written
   */
  public AlertWriter(OutputStream out) throws IOException {
    table = new TableWriter(out, HEADER);
  }

  /**
   * Writes an alert.
   *
   * @param alert any alert; the forest's columns stay empty where there was none
   * @throws IOException if the bytes cannot be written
   */
  public void write(Alert alert) throws IOException {
    table.write(
        List.of(
            alert.file(),
            Long.toString(alert.window().id()),
            alert.severity().name(),
            alert.pattern().label(),
            alert.pattern().confidence().word(),
            alert.anomalyIndexText(),
            alert.maxZScoreText(),
            alert.topIndicatorsText(),
            alert.trendText(),
            Long.toString(alert.window().uniqueSourceIps()),
            Long.toString(alert.window().uniqueDestinationIps()),
            Long.toString(alert.window().uniqueDestinationPorts()),
            alert.attackRatioText(),
            alert.pattern().actionHint(),
            alert.opinion().map(opinion -> opinion.anomalous() ? "-1" : "1").orElse(""),
            alert.opinion().map(opinion -> NumberText.write(opinion.score())).orElse(""),
            alert.decision().words()));
  }
}
