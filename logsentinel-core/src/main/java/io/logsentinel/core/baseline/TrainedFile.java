package io.logsentinel.core.baseline;

import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file that a baseline was learned from.
 *
 * @param name of the raw file
 * @param digest SHA-256 of its windows' metrics, in hex: two files of equal windows are one,
 *     however their flows are labelled
 * @param windows windows that it has, from 0
 * @param trained windows of them that trained: all but those that alarmed
 */
public record TrainedFile(String name, String digest, int windows, int trained) {
  public TrainedFile {
    if (trained < 0 || trained > windows) {
      throw new IllegalArgumentException(
          name + ": from 0 to " + windows + " windows may have trained but " + trained + " did");
    }
  }

  /**
   * Digest of a file's windows.
   *
   * @param windows all of them, in order
   * @return SHA-256 of their metrics, in hex
   */
  public static String digest(List<Window> windows) {
    StringBuilder text = new StringBuilder();
    for (Window window : windows) {
      for (Metric metric : Metric.values()) {
        text.append(NumberText.write(metric.of(window))).append(',');
      }
      text.append('\n');
    }
    return Digests.sha256Hex(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** {@return the number of windows that alarmed and did not train, from 0} */
  public int heldBack() {
    return windows - trained;
  }
}
