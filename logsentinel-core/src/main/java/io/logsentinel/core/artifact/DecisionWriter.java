package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes {@code decisions.csv}: a row per monitored window, normal ones included. */
public final class DecisionWriter {
  static final List<String> HEADER =
      List.of(
          "file",
          "window_id",
          "anomaly_index",
          "iforest_score",
          "z_trigger",
          "forest_trigger",
          "decision");

  private final TableWriter table;

  /**
   * Begins a file: writes the header.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @throws IOException if the bytes cannot be written
   */
  public DecisionWriter(OutputStream out) throws IOException {
    table = new TableWriter(out, HEADER);
  }

  /**
   * Writes the decision on a window.
   *
   * @param file name of the windowed file
   * @param assessment what the monitor found out; the forest's columns stay empty where there was
   *     none
   * @throws IOException if the bytes cannot be written
   */
  public void write(String file, ZScoreAssessment assessment) throws IOException {
    table.write(
        List.of(
            file,
            Long.toString(assessment.window().id()),
            NumberText.write(assessment.anomalyIndex()),
            assessment.opinion().map(opinion -> NumberText.write(opinion.score())).orElse(""),
            Boolean.toString(assessment.zTrigger()),
            assessment.opinion().map(opinion -> Boolean.toString(opinion.anomalous())).orElse(""),
            assessment.decision().words()));
  }
}
