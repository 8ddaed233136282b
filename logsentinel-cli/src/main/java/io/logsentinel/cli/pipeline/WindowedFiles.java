package io.logsentinel.cli.pipeline;

import io.logsentinel.core.baseline.BaselineProfileFile;
import io.logsentinel.core.flow.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads windowed files from disk. */
final class WindowedFiles {
  private WindowedFiles() {}

  /** Takes a window of a file. */
  interface Sink {
    void accept(Window window) throws IOException, InputException;
  }

  static void read(Path file, Sink sink) throws InputException, IOException {
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
   */
  static String digest(List<Window> windows) {
    StringBuilder text = new StringBuilder();
    for (Window window : windows) {
      for (Metric metric : Metric.values()) {
        text.append(NumberText.write(metric.of(window))).append(',');
      }
      text.append('\n');
    }
    return BaselineProfileFile.digest(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  static InputException unusable(Path file, IOException e) {
    return new InputException(file + ": " + Reason.of(e), e);
  }
}
