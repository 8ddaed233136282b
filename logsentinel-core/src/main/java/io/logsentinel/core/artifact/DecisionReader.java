package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads {@code decisions.csv}. */
public final class DecisionReader implements Closeable {
  private final TableReader table;

  /**
   * The decision on a window.
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
      Decision decision) {}

  /**
   * Begins a file: reads the header.
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   * @throws IOException if the bytes cannot be read
   */
  public DecisionReader(InputStream in) throws IOException {
    table = new TableReader(in, DecisionWriter.HEADER);
  }

  /**
   * Reads the next decision.
   *
   * @return null at the end of the file
   * @throws ArtifactException if a row is damaged
   * @throws IOException if the bytes cannot be read
   */
  public Row next() throws IOException {
    if (!table.next()) {
      return null;
    }
    String score = table.text(3);
    Optional<OutlierVerdict> opinion =
        score.isEmpty()
            ? Optional.empty()
            : Optional.of(new OutlierVerdict(table.number(3), is(5)));
    return new Row(
        table.text(0), table.count(1), table.number(2), is(4), opinion, decision(table.text(6)));
  }

  private boolean is(int column) throws ArtifactException {
    return switch (table.text(column)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ArtifactException(
              where()
                  + DecisionWriter.HEADER.get(column)
                  + " must be true or false but is `"
                  + table.text(column)
                  + "`");
    };
  }

  private Decision decision(String words) throws ArtifactException {
    for (Decision decision : Decision.values()) {
      if (decision.words().equals(words)) {
        return decision;
      }
    }
    throw new ArtifactException(where() + "`" + words + "` is no decision");
  }

  private String where() {
    return "window " + table.text(1) + " of " + table.text(0) + ": ";
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
