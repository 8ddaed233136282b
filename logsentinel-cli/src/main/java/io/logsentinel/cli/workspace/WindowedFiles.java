package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
