package io.logsentinel.core.baseline;

import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of the metrics of a file's windows: two files of equal windows are one, however their
 * flows are labelled.
 */
public final class WindowsDigest {
  private final MessageDigest digest = Digests.algorithm();

  /** The digest of no window. */
  public WindowsDigest() {}

  /**
   * Adds a window.
   *
   * @param window the next of the file
   */
  public void add(Window window) {
    StringBuilder line = new StringBuilder();
    for (Metric metric : Metric.values()) {
      line.append(NumberText.write(metric.of(window))).append(',');
    }
    digest.update(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** {@return the digest as 64 hexadecimal digits; no window can be added any more} */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
