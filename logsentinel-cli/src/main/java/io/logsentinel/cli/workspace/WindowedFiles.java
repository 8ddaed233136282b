package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.WindowReader;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The windowed files on disk, as they are read back. */
public final class WindowedFiles {
  private WindowedFiles() {}

  /** The receiver of a file's windows. */
  public interface Sink {
    /**
     * Takes the next window.
     *
     * @param window of the file
     * @throws IOException if an output cannot be written
     * @throws InputException if the window cannot be used
     */
    void accept(Window window) throws IOException, InputException;
  }

  /**
   * Reads a file.
   *
   * @param file of windows
   * @param sink where they go, in order
   * @throws InputException if the file cannot be used
   * @throws IOException if the sink throws it
   */
  public static void read(Path file, Sink sink) throws InputException, IOException {
    try (WindowReader reader = new WindowReader(Files.newInputStream(file))) {
      for (Window window = next(reader, file); window != null; window = next(reader, file)) {
        sink.accept(window);
      }
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Window next(WindowReader reader, Path file) throws InputException {
    try {
      return reader.next();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /**
   * SHA-256 of the metrics of some windows, in hex: files of equal windows have the same, however
   * their flows are labelled.
   *
   * @param windows in order
   * @return 64 hexadecimal digits
   */
  public static String digest(List<Window> windows) {
    StringBuilder text = new StringBuilder();
    for (Window window : windows) {
      for (Metric metric : Metric.values()) {
        text.append(NumberText.write(metric.of(window))).append(',');
      }
      text.append('\n');
    }
    return BaselineStateJson.digest(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The failure of a file that cannot be read.
   *
   * @param file any file
   * @param e why
   * @return says both
   */
  public static InputException unusable(Path file, IOException e) {
    return new InputException(file + ": " + IoMessages.of(e), e);
  }
}
