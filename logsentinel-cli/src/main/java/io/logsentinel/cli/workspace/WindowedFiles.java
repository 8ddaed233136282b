package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads windowed files from disk. */
public final class WindowedFiles {
  private WindowedFiles() {}

  /** Takes a window of a file. */
  public interface Sink {
    void accept(Window window) throws IOException, InputException;
  }

  public static void read(Path file, Sink sink) throws InputException, IOException {
    try (TableReader<Window> reader = WindowsCsv.reader(Files.newInputStream(file))) {
      for (Window window = next(reader, file); window != null; window = next(reader, file)) {
        sink.accept(window);
      }
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static Window next(TableReader<Window> reader, Path file) throws InputException {
    try {
      return reader.next();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  public static InputException unusable(Path file, IOException e) {
    return new InputException(file + ": " + IoMessages.of(e), e);
  }
}
