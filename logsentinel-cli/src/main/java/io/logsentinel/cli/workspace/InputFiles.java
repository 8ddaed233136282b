package io.logsentinel.cli.workspace;

import io.logsentinel.cli.workspace.Reporter.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of flows, opened so that what is read of them counts as progress. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * {@return the bytes of a file}
   *
   * @param file any file
   * @param progress where the bytes are counted that are read
   * @throws IOException if it cannot be opened, with the reason in words
   */
  public static InputStream open(Path file, Progress progress) throws IOException {
    InputStream in;
    try {
      in = Files.newInputStream(file);
    } catch (IOException e) {
      throw new IOException(IoMessages.of(e), e);
    }
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        progress.add(Math.max(0, count));
        return count;
      }
    };
  }
}
