package io.logsentinel.cli.workspace;

import io.logsentinel.cli.journal.Journal;
import io.logsentinel.cli.journal.Journal.Change;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of artifacts that are written side by side and appear together, or none of them: each
 * beside its target until {@link #commit}. Closed without it, the set leaves no trace.
 */
public final class ArtifactSet implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final List<OutputFile> files = new ArrayList<>();
  private final List<OutputStream> streams = new ArrayList<>();
  private final List<Path> outdated = new ArrayList<>();

  /** A set that is empty. */
  public ArtifactSet() {}

  /**
   * Begins an artifact.
   *
   * @param target where it will be
   * @return where its bytes go; not to be closed
   * @throws OutputException if nothing can be written there
   */
  public OutputStream open(Path target) throws OutputException {
    OutputFile file = new OutputFile(target);
    files.add(file);
    OutputStream stream = new BufferedOutputStream(file, BUFFER_BYTES);
    streams.add(stream);
    return stream;
  }

  /**
   * Has an artifact of an earlier run deleted with the commit, which would not be true of this set.
   *
   * @param artifact where it is, if it is
   */
  public void remove(Path artifact) {
    outdated.add(artifact);
  }

  /**
   * Forces all artifacts to disk and moves them into place together.
   *
   * @throws IOException if one cannot be
   */
  public void commit() throws IOException {
    for (OutputStream stream : streams) {
      stream.flush();
    }
    List<Change> changes = new ArrayList<>();
    for (OutputFile file : files) {
      changes.add(file.end());
    }
    for (Path artifact : outdated) {
      if (Files.exists(artifact)) {
        changes.add(new Change(artifact, Optional.empty()));
      }
    }
    if (changes.isEmpty()) {
      return;
    }
    try {
      Journal.make(changes);
    } catch (Journal.Failure e) {
      throw new OutputException(e.target(), e.getCause());
    }
    files.forEach(OutputFile::moved);
  }

  @Override
  public void close() throws OutputException {
    for (OutputFile file : files) {
      file.close();
    }
  }
}
