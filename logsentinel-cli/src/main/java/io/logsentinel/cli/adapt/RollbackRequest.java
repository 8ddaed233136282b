package io.logsentinel.cli.adapt;

import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Request to a follower to go back to an earlier baseline: a file beside the kept ones. It stays
 * until the follower has saved that it did so, and is answered once: what is learned afterwards is
 * not taken back by it. Not thread-safe.
 */
public final class RollbackRequest {
  private final Path file;

  /** When the request that was read last was made, and the one that was answered last. */
  private Optional<FileTime> read = Optional.empty();

  private Optional<FileTime> answered = Optional.empty();

  RollbackRequest(Path folder) {
    file = folder.resolve("rollback");
  }

  /** Makes a request, for the baseline of a digest. */
  void make(String digest) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputFile request = new OutputFile(file)) {
      request.write((digest + "\n").getBytes(StandardCharsets.US_ASCII));
      request.commit();
    }
  }

  /**
   * {@return the digest of the baseline that is asked for, if one is and the request was not
   * answered}
   *
   * @throws IOException if it cannot be read
   */
  public Optional<String> open() throws IOException {
    read = made();
    if (read.isEmpty() || read.equals(answered)) {
      return Optional.empty();
    }
    try (InputStream in = StoredFile.openSettings(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  private Optional<FileTime> made() throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Takes the request that was read last for answered. */
  public void answer() {
    answered = read;
  }

  /**
   * Removes what was answered, but no later request: the answer is known for good.
   *
   * @throws IOException if it cannot be removed
   */
  public void settle() throws IOException {
    if (answered.isPresent() && answered.equals(made())) {
      Files.deleteIfExists(file);
    }
  }
}
