package io.logsentinel.cli.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendedFilesTest {
  @TempDir Path folder;

  /** Nothing is odd. */
  private static final class Untold implements Reporter {
    @Override
    public void warn(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void error(String message) {
      throw new AssertionError(message);
    }

    @Override
    public Progress progress(String what, long totalBytes) {
      return bytes -> {};
    }
  }

  private static void save(AppendedFiles files) throws OutputException {
    files.write(JsonWriter.line().beginObject().name("outputs"));
  }

  @Test
  void releasedFile_isClosed_andGoesOnWhereItWasSaved() throws IOException {
    AppendedFiles files = new AppendedFiles(new Untold());
    Path path = folder.resolve("part");
    AppendedFile before = files.openOwn(path);
    before.write(new byte[] {'a', 'b'});
    save(files);
    files.release(path);
    before.write('x'); // waits in memory
    assertThrows(OutputException.class, before::flush);
    Files.writeString(path, "left by one that was killed", StandardOpenOption.APPEND);
    save(files);
    AppendedFile after = files.openOwn(path);
    assertEquals(2, after.position());
    after.write('c');
    files.close();
    assertEquals("abc", Files.readString(path));
  }
}
