package io.logsentinel.cli.workspace;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of the detector, kept beside what it found, in {@code detector.json}: with them it can
 * be asked again, window by window.
 *
 * @param falseAlarmRate share of benign windows that it may alarm on, above 0 and below 1
 * @param adaptive whether it keeps up with what changes, where the baseline stands in the order of
 *     time
 * @param inside ranges of one's own public addresses; none where they are learned
 */
public record DetectorSettings(double falseAlarmRate, boolean adaptive, List<Cidr> inside) {
  /** The least share of benign windows that can be asked for. */
  public static final double LEAST_RATE = 1e-6;

  /** The largest. */
  public static final double MOST_RATE = 0.5;

  private static final String RATE = "false_alarm_rate";
  private static final String ADAPTIVE = "adaptive";
  private static final String INSIDE = "inside";
  private static final int INDENT = 2;

  public DetectorSettings {
    inside = List.copyOf(inside);
    if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
      throw new IllegalArgumentException(
          "the false alarm rate must be above 0 and below 1 but is " + falseAlarmRate);
    }
  }

  /** {@return the settings where none are given} */
  public static DetectorSettings defaults() {
    return new DetectorSettings(Detector.DEFAULT_FALSE_ALARM_RATE, true, List.of());
  }

  /**
   * {@return these settings with another rate}
   *
   * @param rate above 0 and below 1
   */
  public DetectorSettings withFalseAlarmRate(double rate) {
    return new DetectorSettings(rate, adaptive, inside);
  }

  /**
   * {@return the settings of the last run that monitored; where it kept none, those of the versions
   * that did not: a static detector}
   *
   * @param folders of the run
   * @throws InputException if their file cannot be used
   */
  public static DetectorSettings load(Workspace folders) throws InputException {
    Path file = folders.path(Artifact.DETECTOR);
    if (!Files.exists(file)) {
      return new DetectorSettings(Detector.DEFAULT_FALSE_ALARM_RATE, false, List.of());
    }
    try (InputStream in = StoredFile.openWhole(file)) {
      return StrictJson.read(
          in,
          json -> {
            json.beginObject();
            double rate = StrictJson.number(json, RATE);
            StrictJson.name(json, ADAPTIVE);
            boolean adaptive = json.nextBoolean();
            List<Cidr> inside =
                StrictJson.list(json, INSIDE, each -> Cidr.parse(StrictJson.string(each)));
            json.endObject();
            return new DetectorSettings(rate, adaptive, inside);
          });
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }

  /**
   * Writes the settings.
   *
   * @param out where the bytes go; neither flushed nor closed
   * @throws IOException if they cannot be written
   */
  public void write(OutputStream out) throws IOException {
    JsonWriter json = JsonWriter.document(INDENT);
    json.beginObject();
    json.name(RATE).value(falseAlarmRate);
    json.name(ADAPTIVE).value(adaptive);
    json.name(INSIDE).values(inside.stream().map(Cidr::toString).toList());
    json.endObject();
    json.moveTo(out);
  }
}
