package io.logsentinel.core.artifact;

import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes a windowed file: a row per window, {@code window_id}, the nine metrics, attack ratio. */
public final class WindowWriter {
  private final TableWriter table;

  /**
   * Begins a file: writes the header.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @throws IOException if the bytes cannot be written
   */
  public WindowWriter(OutputStream out) throws IOException {
    table = new TableWriter(out, WindowFile.HEADER);
  }

  /**
   * Writes a window.
   *
   * @param window any window
   * @throws IOException if the bytes cannot be written
   */
  public void write(Window window) throws IOException {
    List<String> row = new ArrayList<>(WindowFile.HEADER.size());
    row.add(Long.toString(window.id()));
    for (Metric metric : Metric.values()) {
      row.add(NumberText.write(metric.of(window)));
    }
    row.add(NumberText.write(window.attackRatio()));
    table.write(row);
  }
}
