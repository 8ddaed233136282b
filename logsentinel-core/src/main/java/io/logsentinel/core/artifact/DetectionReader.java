package io.logsentinel.core.artifact;

import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads of {@code detections.csv} which windows were alarmed, and how strongly. */
public final class DetectionReader implements Closeable {
  private final TableReader table;

  /**
   * An alarmed window.
   *
   * @param file name of the windowed file
   * @param windowId place of the window in its file
   * @param score how unusual it is, from 0
   * @param pValue the chance that a benign window has at least this score
   */
  public record Row(String file, long windowId, double score, double pValue) {}

  /**
   * Begins a file: reads the header.
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   * @throws IOException if the bytes cannot be read
   */
  public DetectionReader(InputStream in) throws IOException {
    table = new TableReader(in, DetectionWriter.HEADER);
  }

  /**
   * Reads the next detection.
   *
   * @return null at the end of the file
   * @throws ArtifactException if a row is damaged
   * @throws IOException if the bytes cannot be read
   */
  public Row next() throws IOException {
    return table.next()
        ? new Row(table.text(0), table.count(1), table.number(2), table.number(3))
        : null;
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
