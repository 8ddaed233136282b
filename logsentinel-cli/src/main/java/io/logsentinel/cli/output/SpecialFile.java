package io.logsentinel.cli.output;

import io.logsentinel.cli.workspace.OutputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named pipe or a device: nothing can be moved into its place, so that it is written to as events
 * come.
 */
final class SpecialFile extends OutputStream {
  private final Path file;
  private final OutputStream out;

  SpecialFile(Path file) throws OutputException {
    this.file = file;
    try {
      out = Files.newOutputStream(file);
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
  }

  /** {@return whether a file is there that is neither a plain one nor a folder} */
  static boolean is(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  @Override
  public void write(int b) throws OutputException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws OutputException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
  }

  @Override
  public void close() throws OutputException {
    try {
      out.close();
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
  }
}
