package io.logsentinel.core.artifact;

import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code windowed_*.csv}: a row per window, {@code window_id}, the nine metrics, attack ratio,
 * which is empty where no flow is labelled. The original's are read too.
 */
public final class WindowsCsv {
  private static final List<Column<Window>> COLUMNS = columns();

  private WindowsCsv() {}

  private static List<Column<Window>> columns() {
    List<Column<Window>> columns = new ArrayList<>();
    columns.add(new Column<>("window_id", window -> Long.toString(window.id())));
    for (Metric metric : Metric.values()) {
      columns.add(new Column<>(metric.column(), window -> NumberText.write(metric.of(window))));
    }
    columns.add(
        new Column<>(
            "attack_ratio",
            window -> window.isLabelled() ? NumberText.write(window.attackRatio()) : ""));
    return List.copyOf(columns);
  }

  /**
   * {@return a writer of windows, which has written the header}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Window> writer(OutputStream out) throws IOException {
    return new TableWriter<>(out, COLUMNS);
  }

  /**
   * {@return a reader of windows, which has read the header}
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   */
  public static TableReader<Window> reader(InputStream in) throws IOException {
    return new TableReader<>(in, COLUMNS, WindowsCsv::window);
  }

  private static Window window(TableReader<Window> row) throws ArtifactException {
    return new Window(
        row.count(0),
        row.count(1),
        row.number(2),
        row.number(3),
        row.count(4),
        row.count(5),
        row.count(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.text(10).isEmpty() ? Double.NaN : row.number(10));
  }
}
