package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.ArtifactException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code measure_<name>}: what bytes and packets count in the cleaned file beside it, as {@code
 * headers-one-way}. There is none where they count what those of CIC-IDS2017 do.
 */
public final class MeasureFile {
  private static final String HEADER = "Measure\n";
  private static final int LONGEST = 100;

  private MeasureFile() {}

  /**
   * Writes a file.
   *
   * @param measure of the cleaned flows
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static void write(Measure measure, OutputStream out) throws IOException {
    out.write((HEADER + measure.label() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return the measure of a file}
   *
   * @param in what {@link #write} wrote; closed by the caller
   * @throws ArtifactException if it is not that
   */
  public static Measure read(InputStream in) throws IOException {
    String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    String label = text.startsWith(HEADER) ? text.substring(HEADER.length()) : "";
    if (!label.endsWith("\n")) {
      throw new ArtifactException("begins with other than `Measure` and a line after it");
    }
    try {
      return Measure.labelled(label.substring(0, label.length() - 1));
    } catch (IllegalArgumentException e) {
      throw new ArtifactException("line 2: " + e.getMessage(), e);
    }
  }
}
