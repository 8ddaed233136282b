package io.logsentinel.cli.append;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.output.OutputTarget;
import io.logsentinel.cli.output.Outputs.LiveFiles;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The files that are appended to from run to run, and how long each was in the saved state. */
public final class AppendedFiles implements LiveFiles {
  private final Reporter reporter;

  /** By path, as of the saved state; of files that were not opened since, too. */
  private final Map<String, Long> saved = new TreeMap<>();

  private final Map<String, AppendedFile> open = new LinkedHashMap<>();

  /**
   * No files yet.
   *
   * @param reporter is told of a file that is shorter than it was
   */
  public AppendedFiles(Reporter reporter) {
    this.reporter = reporter;
  }

  /**
   * Goes on with what {@link #write} wrote.
   *
   * @param json before it
   * @throws IOException if it is not what is expected there
   */
  public void read(JsonReader json) throws IOException {
    StrictJson.list(
        json,
        file -> {
          file.beginObject();
          String path = StrictJson.string(file, "path");
          StrictJson.name(file, "bytes");
          saved.put(path, StrictJson.whole(file));
          file.endObject();
          return path;
        });
  }

  /**
   * Writes the length of each file: all is on disk.
   *
   * @param json where it goes
   * @throws OutputException if a file cannot be written
   */
  public void write(JsonWriter json) throws OutputException {
    for (AppendedFile file : open.values()) {
      file.force();
      saved.put(name(file.path()), file.position());
    }
    json.objects(
        saved.entrySet(),
        file -> {
          json.name("path").value(file.getKey());
          json.name("bytes").value(file.getValue());
        });
  }

  private static String name(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /**
   * {@return a file of our own, opened} What is there and not in the saved state is cut off.
   *
   * @param path of the file
   * @throws OutputException if it cannot be written
   */
  public AppendedFile openOwn(Path path) throws OutputException {
    return open(path, saved.getOrDefault(name(path), 0L));
  }

  /** Opens a file of somebody's: what is there when it is first opened stays. */
  @Override
  public OutputStream open(OutputTarget target) throws IOException {
    Path file = fileOf(target);
    return open(file, saved.getOrDefault(name(file), -1L));
  }

  /** A link stays one: what it leads to is appended to. */
  private static Path fileOf(OutputTarget target) throws IOException {
    Path path = target.file().orElseThrow();
    return Files.isSymbolicLink(path) ? path.toRealPath() : path;
  }

  private AppendedFile open(Path path, long bytes) throws OutputException {
    AppendedFile file = new AppendedFile(path, bytes);
    if (file.found() == AppendedFile.Found.SHORTER) {
      reporter.warn(
          "%s: has %s bytes, fewer than the %s that were written to it; what is found goes on after"
              + " them",
          path, file.position(), bytes);
    }
    open.put(name(path), file);
    return file;
  }

  @Override
  public boolean isBegun(OutputTarget target) throws IOException {
    AppendedFile file = open.get(name(fileOf(target)));
    return file != null && file.position() > 0;
  }

  /**
   * Writes out what waits in memory.
   *
   * @throws OutputException if a file cannot be written
   */
  public void flush() throws OutputException {
    for (AppendedFile file : open.values()) {
      file.flush();
    }
  }

  /**
   * Closes a file that nothing comes to any more.
   *
   * @param file that {@link #openOwn} opened
   * @throws OutputException if it cannot be written
   */
  public void close(AppendedFile file) throws OutputException {
    file.close();
    open.remove(name(file.path()));
    saved.remove(name(file.path()));
  }

  /**
   * Closes a file of our own to which nothing comes for now: its length stays known, as {@link
   * #write} wrote it last.
   *
   * @param path of the file
   * @throws OutputException if it cannot be written
   */
  void release(Path path) throws OutputException {
    AppendedFile file = open.remove(name(path));
    if (file != null) {
      file.close();
    }
  }

  /**
   * Closes all files.
   *
   * @throws OutputException if one cannot be written
   */
  public void close() throws OutputException {
    for (AppendedFile file : open.values()) {
      file.close();
    }
  }
}
