package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.ArtifactLines;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The windowed files and the profiles beside them. Of what this run has made, as much as is little
 * is kept in memory and not read back: reading gives the same. One thread keeps; any reads what was
 * kept before.
 */
public final class StoredWindows {
  /** All of a week of three million flows in windows of the default size; some 40 MB. */
  private static final int MOST_KEPT = 512;

  /** Characters of a line; one with all that a profile can list has a tenth of them. */
  private static final int LONGEST_PROFILE = 1 << 24;

  private final Workspace folders;
  private final Map<Path, Kept> kept = new ConcurrentHashMap<>();
  private int size;

  /** Windows in memory, and as many profiles. */
  private record Kept(List<Window> windows, List<Profile> profiles) {}

  /** A profile that is there to be read, or made of its line, on any thread. */
  @FunctionalInterface
  public interface Reading {
    /**
     * {@return the profile}
     *
     * @throws IOException if it is damaged
     */
    Profile get() throws IOException;
  }

  /**
   * Receiver of windows, or of their profiles.
   *
   * @param <T> one of them
   */
  @FunctionalInterface
  public interface Sink<T> {
    /**
     * Takes that of a file's next window.
     *
     * @param next the window, or what gives its profile on any thread
     * @throws IOException if it cannot be passed on
     */
    void accept(T next) throws IOException;
  }

  /** Receiver of a window with its profile. */
  @FunctionalInterface
  public interface PairSink {
    /**
     * Takes the next window of a file.
     *
     * @param window the window
     * @param profile gives its profile, on any thread
     * @throws IOException if they cannot be passed on
     */
    void accept(Window window, Reading profile) throws IOException;
  }

  /**
   * The windows of some folders.
   *
   * @param folders where they lie
   */
  public StoredWindows(Workspace folders) {
    this.folders = folders;
  }

  /**
   * {@return the file of profiles beside a windowed file}
   *
   * @param windowed the file
   */
  public Path profilesOf(Path windowed) {
    return folders.files(windowed.getFileName().toString()).profiles();
  }

  /** {@return how many windows more are kept in memory} */
  public int room() {
    return MOST_KEPT - size;
  }

  /**
   * Keeps the windows of a file that this run has written whole, if there is room for them.
   *
   * @param windowed the file
   * @param windows all of them
   * @param profiles as many
   */
  public void keep(Path windowed, List<Window> windows, List<Profile> profiles) {
    if (windows.size() <= room()) {
      size += windows.size();
      kept.put(windowed, new Kept(windows, profiles));
    }
  }

  /**
   * Reads the windows of a file.
   *
   * @param windowed the file
   * @param sink takes them in order
   * @throws InputException if it cannot be used
   * @throws IOException if the sink fails
   */
  public void read(Path windowed, Sink<Window> sink) throws IOException {
    if (kept.containsKey(windowed)) {
      for (Window window : kept.get(windowed).windows()) {
        sink.accept(window);
      }
      return;
    }
    try (TableReader<Window> rows = rows(windowed)) {
      for (Window window = next(windowed, rows); window != null; window = next(windowed, rows)) {
        sink.accept(window);
      }
    }
  }

  /**
   * Reads the profiles of a file's windows.
   *
   * @param windowed the file, with a file of profiles beside it
   * @param sink takes them in order, each to be made on any thread
   * @throws InputException if they cannot be used
   * @throws IOException if the sink fails
   */
  public void readProfiles(Path windowed, Sink<Reading> sink) throws IOException {
    if (kept.containsKey(windowed)) {
      for (Profile profile : kept.get(windowed).profiles()) {
        sink.accept(() -> profile);
      }
      return;
    }
    try (Lines lines = new Lines(profilesOf(windowed))) {
      for (Reading next = lines.next(); next != null; next = lines.next()) {
        sink.accept(next);
      }
    }
  }

  /**
   * {@return the profile of a file's first window; empty if it has none}
   *
   * @param windowed the file, with a file of profiles beside it
   * @throws InputException if it cannot be used
   */
  public Optional<Profile> firstProfile(Path windowed) throws IOException {
    if (kept.containsKey(windowed)) {
      return kept.get(windowed).profiles().stream().findFirst();
    }
    try (Lines lines = new Lines(profilesOf(windowed))) {
      Reading first = lines.next();
      return first == null ? Optional.empty() : Optional.of(first.get());
    }
  }

  /**
   * Reads the windows of a file with their profiles.
   *
   * @param windowed the file, with a file of profiles beside it
   * @param sink takes them in order
   * @throws InputException if one of the two cannot be used, or they are not of as many windows
   * @throws IOException if the sink fails
   */
  public void readBoth(Path windowed, PairSink sink) throws IOException {
    Path profiles = profilesOf(windowed);
    if (kept.containsKey(windowed)) {
      Iterator<Profile> made = kept.get(windowed).profiles().iterator();
      for (Window window : kept.get(windowed).windows()) {
        Profile profile = made.next();
        sink.accept(window, () -> profile);
      }
      return;
    }
    long windows = 0;
    long lines = 0;
    try (TableReader<Window> rows = rows(windowed);
        Lines beside = new Lines(profiles)) {
      Window window = next(windowed, rows);
      Reading profile = beside.next();
      while (window != null || profile != null) {
        windows += window == null ? 0 : 1;
        lines += profile == null ? 0 : 1;
        if (window != null && profile != null) {
          sink.accept(window, profile);
        }
        window = window == null ? null : next(windowed, rows);
        profile = profile == null ? null : beside.next();
      }
    }
    if (windows != lines) {
      throw InputException.of(
          "%s: %s profiles, but %s has %s windows; run --step window again",
          profiles, lines, windowed, windows);
    }
  }

  private static TableReader<Window> rows(Path windowed) throws InputException {
    try {
      return WindowsCsv.reader(StoredFile.open(windowed));
    } catch (IOException e) {
      throw InputException.unusable(windowed, e);
    }
  }

  /** The next row of a windowed file; what is wrong with it names the file. */
  private static @Nullable Window next(Path windowed, TableReader<Window> rows)
      throws InputException {
    try {
      return rows.next();
    } catch (IOException e) {
      throw InputException.unusable(windowed, e);
    }
  }

  /** Lines of a file of profiles; what is wrong with them names it. */
  private static final class Lines implements Closeable {
    private final Path file;
    private final ArtifactLines lines;
    private long number;

    Lines(Path file) throws InputException {
      this.file = file;
      try {
        lines = new ArtifactLines(StoredFile.open(file), LONGEST_PROFILE);
      } catch (IOException e) {
        throw InputException.unusable(file, e);
      }
    }

    @Nullable Reading next() throws InputException {
      try {
        String line = lines.next();
        long at = ++number;
        return line == null ? null : () -> profile(at, line);
      } catch (IOException e) {
        throw InputException.unusable(file, e);
      }
    }

    private Profile profile(long at, String line) throws InputException {
      try {
        return ProfilesJsonl.read(line, CleanedCsv.DIALECT.name());
      } catch (IOException e) {
        throw new InputException(file + ": line " + at + ": " + IoMessages.of(e), e);
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
