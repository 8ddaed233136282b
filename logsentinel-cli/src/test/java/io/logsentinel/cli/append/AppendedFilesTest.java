package io.logsentinel.cli.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.output.OutputTarget;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
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

  /** A table that a link leads to has its header once, too. */
  @Test
  void fileBehindALink_isBegun_whenItHoldsSomething() throws IOException {
    Path table = Files.createFile(folder.resolve("events.csv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), table);
    OutputTarget target = OutputTarget.of(link.toString());
    AppendedFiles files = new AppendedFiles(new Untold());
    OutputStream out = files.open(target);
    assertFalse(files.isBegun(target));
    out.write('a');
    assertTrue(files.isBegun(target));
    files.close();
    assertEquals("a", Files.readString(table));
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
