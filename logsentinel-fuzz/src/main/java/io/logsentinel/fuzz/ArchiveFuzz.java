package io.logsentinel.fuzz;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.logsentinel.core.text.GzipMembers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Compressed files: what is read of one of gzip to its end is what the JDK's reader gives, as far
 * as that goes; one of zstd is read or refused.
 */
public final class ArchiveFuzz {
  /** A bomb is stopped by its bounds later than a fuzzer has patience. */
  private static final int MOST = 1 << 22;

  private ArchiveFuzz() {}

  /**
   * Reads a file, as gzip unless it begins as zstd does.
   *
   * @param file any bytes
   */
  public static void fuzzerTestOneInput(byte[] file) {
    if (file.length > 0 && file[0] == 0x28) {
      try (InputStream zstd = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(file))) {
        zstd.readNBytes(MOST);
      } catch (IOException e) {
        // refused
      }
      return;
    }
    byte[] text;
    try (InputStream ours = new GzipMembers(new ByteArrayInputStream(file))) {
      text = ours.readNBytes(MOST);
    } catch (IOException e) {
      return; // refused
    }
    try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      byte[] theirs = jdk.readNBytes(MOST);
      if (!Arrays.equals(theirs, text.length > theirs.length ? prefix(text, theirs) : text)) {
        throw new IllegalStateException("ours " + text.length + ", theirs " + theirs.length);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the JDK refuses what was read", e);
    }
  }

  /** The JDK may stop before a further member. */
  private static byte[] prefix(byte[] text, byte[] of) {
    return Arrays.copyOf(text, of.length);
  }
}
