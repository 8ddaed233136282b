package io.logsentinel.cli.workspace;

import io.logsentinel.cli.workspace.Reporter.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flows that a run takes: those of a file, or of standard input under a name of its own. */
public final class FlowInput {
  private final Path path;

  /** Where the bytes come from; null where they are those of the file. */
  private final @Nullable StandardInput standardInput;

  private FlowInput(Path path, @Nullable StandardInput standardInput) {
    this.path = path;
    this.standardInput = standardInput;
  }

  /**
   * {@return the flows of a file}
   *
   * @param file there or not
   */
  public static FlowInput of(Path file) {
    return new FlowInput(file, null);
  }

  /** The flows of standard input. */
  static FlowInput of(StandardInput standardInput) {
    return new FlowInput(Path.of(standardInput.name()), standardInput);
  }

  /** {@return the name of the file without its folders, or that of standard input} */
  public String name() {
    return FlowNames.of(path);
  }

  /** {@return the name that artifacts carry of it} */
  public String artifactName() {
    return FlowNames.artifactName(name());
  }

  /** {@return the file; empty for standard input} */
  public Optional<Path> file() {
    return standardInput == null ? Optional.of(path) : Optional.empty();
  }

  /** {@return the bytes it has, compressed or not, of standard input those read so far} */
  public long length() {
    return standardInput == null ? bytesOf(path) : standardInput.length();
  }

  private static long bytesOf(Path file) {
    try {
      return Files.size(file); // File.length would ask for the name in letters
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * {@return its text, or text in gzip; out of zstd where it is compressed so}
   *
   * @param progress where the bytes are counted that are read, compressed or not
   * @throws IOException if it cannot be opened, with the reason in words
   */
  public InputStream open(Progress progress) throws IOException {
    return InputFiles.open(this::bytes, toString(), progress);
  }

  /**
   * {@return its bytes as they are}
   *
   * @throws IOException if it cannot be opened
   */
  public InputStream bytes() throws IOException {
    return standardInput == null ? Files.newInputStream(path) : standardInput.open();
  }

  /**
   * State of a file, which differs once something is written to it or another takes its place.
   *
   * @param bytes that it has
   * @param modified when it was written to last
   * @param key what the file system knows it by; null where it has no such thing
   */
  public record State(long bytes, FileTime modified, @Nullable Object key) {
    // the record's own would be made by the JVM as it runs, for longer than a small file is read

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof State state
          && bytes == state.bytes
          && modified.equals(state.modified)
          && Objects.equals(key, state.key);
    }

    @Override
    public int hashCode() {
      return Objects.hash(bytes, modified, key);
    }
  }

  /**
   * {@return the state of the file now; empty for standard input}
   *
   * @throws IOException if it cannot be looked at
   */
  public Optional<State> state() throws IOException {
    if (standardInput != null) {
      return Optional.empty();
    }
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return Optional.of(new State(now.size(), now.lastModifiedTime(), now.fileKey()));
  }

  /** What tells its file from any other, by whatever name; empty where there is none. */
  Optional<Object> identity() {
    if (standardInput != null) {
      return Optional.empty();
    }
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? path.toRealPath() : key);
    } catch (IOException e) {
      return Optional.empty(); // its reading will say why
    }
  }

  boolean isLink() {
    return Files.isSymbolicLink(path);
  }

  /** {@return what messages call it} */
  @Override
  public String toString() {
    return standardInput == null
        ? path.resolveSibling(name()).toString()
        : "standard input (" + name() + ")";
  }
}
