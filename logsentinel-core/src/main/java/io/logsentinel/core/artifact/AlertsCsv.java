package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code alerts_output.csv}: a row per alert of the z-score rule, in the columns of the original.
 * Those of the forest are empty where there was none.
 */
public final class AlertsCsv {
  private static final List<Column<Alert>> COLUMNS =
      List.of(
          new Column<>("file", alert -> CellText.write(alert.file())),
          new Column<>("window_id", alert -> Long.toString(alert.window().id())),
          new Column<>("severity", alert -> alert.severity().name()),
          new Column<>("likely_pattern", alert -> alert.pattern().label()),
          new Column<>("confidence", alert -> alert.pattern().confidence().word()),
          new Column<>("anomaly_index", Alert::anomalyIndexText),
          new Column<>("max_z_score", Alert::maxZScoreText),
          new Column<>("top_indicators", Alert::topIndicatorsText),
          new Column<>("trend", Alert::trendText),
          new Column<>("unique_source_ips", a -> Long.toString(a.window().uniqueSourceIps())),
          new Column<>(
              "unique_destination_ips", a -> Long.toString(a.window().uniqueDestinationIps())),
          new Column<>(
              "unique_destination_ports", a -> Long.toString(a.window().uniqueDestinationPorts())),
          new Column<>("attack_ratio", Alert::attackRatioText),
          new Column<>("soc_action_hint", alert -> alert.pattern().actionHint()),
          new Column<>(
              "iforest_prediction",
              a -> a.opinion().map(o -> o.anomalous() ? "-1" : "1").orElse("")),
          new Column<>(
              "iforest_score", a -> a.opinion().map(o -> NumberText.write(o.score())).orElse("")),
          new Column<>("final_decision", alert -> alert.decision().words()));

  private AlertsCsv() {}

  /**
   * {@return a writer of alerts, which has written the header}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Alert> writer(OutputStream out) throws IOException {
    return new TableWriter<>(out, COLUMNS);
  }
}
