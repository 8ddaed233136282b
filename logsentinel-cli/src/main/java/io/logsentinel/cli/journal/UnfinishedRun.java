package io.logsentinel.cli.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Mark of a run that is under way, which is left where it was killed or failed: from the step on
 * that it names, artifacts may be of two runs.
 *
 * @param folder of the run's findings
 */
public record UnfinishedRun(Path folder) {
  private static final String NAME = ".logsentinel-unfinished";

  /** No step has a longer word. */
  private static final int LONGEST = 64;

  /** {@return whether the folder is marked} */
  public boolean isThere() {
    return Files.exists(folder.resolve(NAME));
  }

  /**
   * {@return the word of the first step whose artifacts may be of two runs; empty where none are}
   *
   * @throws IOException if the mark cannot be read
   */
  public Optional<String> step() throws IOException {
    Path mark = folder.resolve(NAME);
    if (!Files.isRegularFile(mark)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(mark)) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
    }
  }

  /**
   * Marks the folder, forced to disk; an older mark is replaced.
   *
   * @param step word of the first step that begins
   * @throws IOException if the mark cannot be written
   */
  public void begin(String step) throws IOException {
    Path beside = folder.resolve(".logsentinel-mark.tmp");
    try {
      Files.writeString(
          beside,
          step + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      Files.move(
          beside,
          folder.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside); // where the disk was full; else it has moved
    }
  }

  /**
   * Removes the mark, or sets it to what is left of an older one.
   *
   * @param left word of the first step whose artifacts may still be of two runs, if there is one
   * @throws IOException if it cannot be removed
   */
  public void end(Optional<String> left) throws IOException {
    if (left.isPresent()) {
      begin(left.get());
    } else {
      Files.deleteIfExists(folder.resolve(NAME));
    }
  }
}
