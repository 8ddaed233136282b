package io.logsentinel.cli.command;

import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.output.OutputTarget;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that the outputs of a run go to: made sure to be writable before there is anything to
 * write, and kept from other runs until it is closed.
 */
final class OutputClaim implements AutoCloseable {
  private final List<RunLock> locks = new ArrayList<>();

  private OutputClaim() {}

  /**
   * {@return the claim on the files of some outputs}
   *
   * @param settings which outputs
   * @param areAppended whether files are appended to; else they are replaced
   * @throws OutputException if one cannot be written
   * @throws InputException if another run writes to one
   * @throws IOException if one cannot be looked at
   */
  static OutputClaim of(OutputSettings settings, boolean areAppended) throws IOException {
    OutputClaim claim = new OutputClaim();
    boolean isDone = false;
    try {
      for (OutputTarget target : settings.targets()) {
        if (target.file().isPresent()) {
          claim.add(target.file().get(), areAppended);
        }
      }
      if (settings.metricsFile().isPresent()) {
        requireWritable(settings.metricsFile().get(), false);
      }
      isDone = true;
      return claim;
    } finally {
      if (!isDone) {
        claim.close();
      }
    }
  }

  private void add(Path named, boolean isAppended) throws IOException {
    requireWritable(named, isAppended);
    if (Files.exists(named) && !Files.isRegularFile(named)) {
      return; // a pipe or device is nobody's alone
    }
    // under the name of a link it is the same file
    Path file = Files.exists(named) && Files.isSymbolicLink(named) ? named.toRealPath() : named;
    if (Files.isWritable(file.toAbsolutePath().getParent())) { // what is appended to needs no more
      locks.add(RunLock.ofFile(file));
    }
  }

  private static void requireWritable(Path named, boolean isAppended) throws IOException {
    Path folder = named.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(named)) {
      throw new OutputException(named, new IOException("it is a folder"));
    }
    if (!Files.isDirectory(folder)) {
      throw new OutputException(named, new IOException("no folder " + folder + "; make it first"));
    }
    boolean isThere = Files.exists(named);
    if (!isThere && Files.isSymbolicLink(named) && !isAppended) {
      throw new OutputException(
          named, new IOException("it is a link to nothing; make what it leads to, or remove it"));
    }
    if (isThere && !Files.isWritable(named)) {
      throw new OutputException(
          named, new IOException("it may not be changed; name another file, or give the right to"));
    }
    if (!isThere || Files.isRegularFile(named) && !isAppended) {
      new OutputFile(isThere ? named.toRealPath() : named).close(); // as it will be begun
    }
  }

  @Override
  public void close() {
    locks.forEach(RunLock::close);
  }
}
