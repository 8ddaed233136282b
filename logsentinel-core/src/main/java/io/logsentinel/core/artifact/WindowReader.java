package io.logsentinel.core.artifact;

import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads a windowed file, ours or the original's. */
public final class WindowReader implements Closeable {
  private final TableReader table;

  /**
   * Begins a file: reads the header.
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   * @throws IOException if the bytes cannot be read
   */
  public WindowReader(InputStream in) throws IOException {
    table = new TableReader(in, WindowFile.HEADER);
  }

  /**
   * Reads the next window.
   *
   * @return null at the end of the file
   * @throws ArtifactException if a row is damaged; the message names line and column
   * @throws IOException if the bytes cannot be read
   */
  public Window next() throws IOException {
    if (!table.next()) {
      return null;
    }
    return new Window(
        table.count(0),
        table.count(1),
        table.number(2),
        table.number(3),
        table.count(4),
        table.count(5),
        table.count(6),
        table.number(7),
        table.number(8),
        table.number(9),
        table.number(10));
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
