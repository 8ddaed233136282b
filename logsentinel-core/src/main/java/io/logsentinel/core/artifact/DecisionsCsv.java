package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * {@code decisions.csv}: a row per monitored window, normal ones included. The columns of the
 * forest are empty where there was none.
 */
public final class DecisionsCsv {
  private static final int Z_TRIGGER = 4;
  private static final int FOREST_TRIGGER = 5;

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("file", row -> CellText.write(row.file())),
          new Column<>("window_id", row -> Long.toString(row.windowId())),
          new Column<>("anomaly_index", row -> NumberText.write(row.anomalyIndex())),
          new Column<>(
              "iforest_score",
              row -> row.opinion().map(o -> NumberText.write(o.score())).orElse("")),
          new Column<>("z_trigger", row -> Boolean.toString(row.zTrigger())),
          new Column<>(
              "forest_trigger",
              row -> row.opinion().map(o -> Boolean.toString(o.anomalous())).orElse("")),
          new Column<>("decision", row -> row.decision().words()));

  private DecisionsCsv() {}

  /**
   * Decision on a window.
   *
   * @param file name of the windowed file
   * @param windowId place of the window in its file
   * @param anomalyIndex sum of all |z|, from 0
   * @param zTrigger whether the z-scores trigger
   * @param opinion of the forest, where there was one
   * @param decision what both say together
   */
  public record Row(
      String file,
      long windowId,
      double anomalyIndex,
      boolean zTrigger,
      Optional<OutlierVerdict> opinion,
      Decision decision) {

    /**
     * The row of an assessment.
     *
     * @param file name of the windowed file
     * @param assessment of a window
     */
    public Row(String file, ZScoreAssessment assessment) {
      this(
          file,
          assessment.window().id(),
          assessment.anomalyIndex(),
          assessment.zTrigger(),
          assessment.opinion(),
          assessment.decision());
    }
  }

  /**
   * {@return a writer of decisions, which has written the header}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Row> writer(OutputStream out) throws IOException {
    return new TableWriter<>(out, COLUMNS);
  }

  /**
   * {@return a reader of decisions, which has read the header}
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   */
  public static TableReader<Row> reader(InputStream in) throws IOException {
    return new TableReader<>(in, COLUMNS, DecisionsCsv::row);
  }

  private static Row row(TableReader<Row> table) throws ArtifactException {
    Optional<OutlierVerdict> opinion =
        table.text(3).isEmpty()
            ? Optional.empty()
            : Optional.of(new OutlierVerdict(table.number(3), is(table, FOREST_TRIGGER)));
    return new Row(
        CellText.read(table.text(0)),
        table.count(1),
        table.number(2),
        is(table, Z_TRIGGER),
        opinion,
        decision(table));
  }

  private static boolean is(TableReader<Row> table, int column) throws ArtifactException {
    String text = table.text(column);
    if (!text.equals("true") && !text.equals("false")) {
      String name = COLUMNS.get(column).name();
      throw new ArtifactException(
          where(table) + name + " must be true or false but is `" + text + "`");
    }
    return text.equals("true");
  }

  private static Decision decision(TableReader<Row> table) throws ArtifactException {
    for (Decision decision : Decision.values()) {
      if (decision.words().equals(table.text(6))) {
        return decision;
      }
    }
    throw new ArtifactException(where(table) + "`" + table.text(6) + "` is no decision");
  }

  private static String where(TableReader<Row> table) {
    return "window " + table.text(1) + " of " + table.text(0) + ": ";
  }
}
