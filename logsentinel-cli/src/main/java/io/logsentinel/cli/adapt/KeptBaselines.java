package io.logsentinel.cli.adapt;

import io.logsentinel.cli.detector.BaselineArtifacts;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.baseline.BaselineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The baselines that a follower learned, each in a folder of its own beside what it found, with the
 * files that the folder of any baseline has.
 *
 * @param run folder of the findings
 */
public record KeptBaselines(Path run) {
  /** So many are kept, the last ones, beside the one that was learned at first. */
  static final int MOST = 10;

  /** Digits by which a baseline is called. */
  private static final int DIGITS = 12;

  private static final String FOLDER = "baselines";
  private static final String LOG = "adaptations.ndjson";

  /**
   * {@return the short name of a baseline}
   *
   * @param digest of it
   */
  public static String shortName(String digest) {
    return digest.substring(0, Math.min(DIGITS, digest.length()));
  }

  /** {@return the file that tells how each came to be} */
  public Path log() {
    return run.resolve(LOG);
  }

  private Path folder() {
    return run.resolve(FOLDER);
  }

  /** {@return their folders, the oldest first; none before there is one} */
  private List<Path> all() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** {@return the short names of those that are kept, the oldest first} */
  List<String> names() throws IOException {
    return all().stream().map(KeptBaselines::name).toList();
  }

  private static String name(Path folder) {
    String name = folder.getFileName().toString();
    return name.substring(name.indexOf('-') + 1);
  }

  /**
   * {@return the folders of a baseline}
   *
   * @param digest of it
   * @throws IOException if it is not kept
   */
  public Workspace folders(String digest) throws IOException {
    for (Path folder : all()) {
      if (name(folder).equals(shortName(digest))) {
        return new Workspace(folder, folder);
      }
    }
    throw InputException.of(
        "%s: the baseline %s is not kept there; there are %s",
        folder(), shortName(digest), names());
  }

  /**
   * Keeps a baseline; one of the same digest is replaced.
   *
   * @param state what it was made of
   * @param window before which it was learned
   * @param threads that train its forests, from 1
   * @throws IOException if it cannot be written
   */
  public void keep(BaselineState state, long window, int threads) throws IOException {
    String name = String.format(Locale.ROOT, "%012d-%s", window, shortName(state.baselineDigest()));
    Path folder = folder().resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
    OutputFile.removeLeftovers(List.of(folder));
    new BaselineArtifacts(new Workspace(folder, folder), BaselineArtifacts.DEFAULT_SEED, threads)
        .write(state);
  }

  /**
   * Removes the oldest ones.
   *
   * @param current digest of the one that stays in any case
   * @throws IOException if one cannot be removed
   */
  public void prune(String current) throws IOException {
    List<Path> all = new ArrayList<>(all());
    all.removeIf(folder -> name(folder).equals(shortName(current)));
    for (Path folder : all.subList(0, Math.max(0, all.size() - MOST))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  /** {@return the request to go back to one of them, as it is by now} */
  public RollbackRequest rollback() {
    return new RollbackRequest(folder());
  }
}
