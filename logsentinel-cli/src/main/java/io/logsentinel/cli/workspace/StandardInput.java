package io.logsentinel.cli.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard input that can be read again from its start, as an encoding may show itself at the last
 * byte only: what is read of it is kept on the way in a file that goes with it. Kept in memory, a
 * long input would end the run; read to its end before the first row, it would wait for whoever
 * writes it.
 */
public final class StandardInput implements Closeable {
  private final InputStream in;
  private final String name;
  private final boolean isTemporary;

  /** Null until it is made, where it is temporary. */
  private @Nullable Path folder;

  /** Null until it is read. */
  private @Nullable OutputFile kept;

  private long length;

  /**
   * Standard input.
   *
   * @param in its bytes
   * @param name that it goes by
   * @param folder where its bytes are kept once they are read; need not be there before
   */
  public StandardInput(InputStream in, String name, Path folder) {
    this(in, name, folder, false);
  }

  private StandardInput(InputStream in, String name, @Nullable Path folder, boolean isTemporary) {
    this.in = in;
    this.name = name;
    this.folder = folder;
    this.isTemporary = isTemporary;
  }

  /**
   * {@return standard input that is kept in a folder of its own, which goes with it}
   *
   * @param in its bytes
   * @param name that it goes by
   */
  public static StandardInput temporary(InputStream in, String name) {
    return new StandardInput(in, name, null, true);
  }

  String name() {
    return name;
  }

  /** Bytes read so far. */
  long length() {
    return length;
  }

  /** Opens it from its first byte; only the stream opened last may be read. */
  InputStream open() throws OutputException {
    if (folder == null) {
      folder = temporaryFolder();
    }
    if (kept == null) {
      kept = new OutputFile(folder.resolve(name));
    }
    return new Reading(kept);
  }

  private static Path temporaryFolder() throws OutputException {
    try {
      Path made = Files.createTempDirectory("logsentinel-");
      made.toFile().deleteOnExit(); // where the run is interrupted
      return made;
    } catch (IOException e) {
      throw new OutputException(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  @Override
  public void close() throws OutputException {
    if (kept != null) {
      kept.close();
    }
    if (folder != null && isTemporary) {
      OutputFile.delete(folder);
    }
  }

  /** One way through: what is kept, then what is still to come. */
  private final class Reading extends InputStream {
    private final OutputFile kept;
    private long at;

    Reading(OutputFile kept) {
      this.kept = kept;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int read = at < length ? kept.read(at, bytes, from, count) : readOn(bytes, from, count);
      at += Math.max(0, read);
      return read;
    }

    private int readOn(byte[] bytes, int from, int count) throws IOException {
      int read = in.read(bytes, from, count);
      if (read > 0) {
        kept.write(bytes, from, read);
        length += read;
      }
      return read;
    }
  }
}
