package io.logsentinel.cli.workspace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of artifacts that are written side by side and appear together: each beside its target
 * until {@link #commit}. Closed without it, the set leaves no trace.
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
   * Moves all artifacts into place.
   *
   * @throws IOException if one cannot be
   */
  public void commit() throws IOException {
    for (OutputStream stream : streams) {
      stream.flush();
    }
    for (OutputFile file : files) {
      file.commit();
    }
    for (Path artifact : outdated) {
      OutputFile.delete(artifact);
    }
  }

  @Override
  public void close() throws OutputException {
    for (OutputFile file : files) {
      file.close();
    }
  }
}
