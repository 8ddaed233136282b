package io.logsentinel.cli.evaluate;

import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.artifact.PartialCsv;
import io.logsentinel.core.evaluate.WindowLabeller;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.TableReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The labels of the partial flows beside a cleaned file, among those of its flows. */
final class PartialLabels implements Closeable {
  private final WindowLabeller truth;
  private Path file = Path.of("");

  /** Null where there are no partial flows. */
  private @Nullable TableReader<PartialCsv.Row> rows;

  /** The next of them; null after the last. */
  private PartialCsv.@Nullable Row next;

  /** Whole flows so far. */
  private long flows;

  PartialLabels(WindowLabeller truth) {
    this.truth = truth;
  }

  /** Begins, maybe again, with the first flow of the cleaned file. */
  void open(Path partial) throws IOException {
    close();
    file = partial;
    flows = 0;
    if (Files.exists(partial)) {
      try {
        rows = PartialCsv.reader(StoredFile.open(partial));
      } catch (IOException e) {
        throw InputException.unusable(file, e);
      }
    }
    advance();
  }

  /** Adds the flows of a batch, the partial ones where they stood. */
  void add(FlowBatch batch) throws IOException {
    int from = 0;
    while (next != null && next.flow().wholeBefore() < flows + batch.size()) {
      int to = Math.max(from, (int) (next.flow().wholeBefore() - flows));
      truth.add(batch, from, to);
      truth.addPartial(next.flow().flow().label());
      advance();
      from = to;
    }
    truth.add(batch, from, batch.size());
    flows += batch.size();
  }

  /** Adds those after the last whole flow. */
  void end() throws IOException {
    while (next != null) {
      truth.addPartial(next.flow().flow().label());
      advance();
    }
  }

  private void advance() throws IOException {
    try {
      next = rows == null ? null : rows.next();
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
