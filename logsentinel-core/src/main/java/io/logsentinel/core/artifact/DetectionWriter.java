package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code detections.csv}: a row per alarmed window. Addresses stand with blanks between, the
 * most suspicious first, a blank or control character within one as {@code _}; contributions as
 * {@code group channel:number || ...}, those that are not 0, adding up to the score but for
 * rounding.
 */
public final class DetectionWriter {
  static final List<String> HEADER =
      List.of(
          "file",
          "window_id",
          "score",
          "p_value",
          "severity",
          "likely_pattern",
          "confidence",
          "entities",
          "contributions",
          "forest_verdict",
          "decision",
          "reason");

  private final TableWriter table;

  /**
   * Begins a file: writes the header.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @throws IOException if the bytes cannot be written
   */
  public DetectionWriter(OutputStream out) throws IOException {
    table = new TableWriter(out, HEADER);
  }

  /**
   * Writes a detection.
   *
   * @param detection any detection; the forest's column stays empty where there was none
   * @throws IOException if the bytes cannot be written
   */
  public void write(Detection detection) throws IOException {
    Finding finding = detection.finding();
    table.write(
        List.of(
            detection.file(),
            Long.toString(detection.profile().windowId()),
            NumberText.write(finding.score()),
            NumberText.write(finding.pValue()),
            detection.severity().name(),
            detection.pattern().label(),
            NumberText.write(detection.confidence()),
            detection.entities().stream()
                .map(address -> address.replaceAll("[\\s\\p{Cntrl}]", "_"))
                .collect(Collectors.joining(" ")),
            contributions(finding),
            detection.opinion().map(DetectionWriter::verdict).orElse(""),
            detection.decision().words(),
            detection.reason()));
  }

  static String verdict(OutlierVerdict opinion) {
    return opinion.anomalous() ? "anomaly" : "normal";
  }

  private static String contributions(Finding finding) {
    return finding.evidence().stream()
        .filter(evidence -> evidence.contribution() > 0)
        .map(
            evidence ->
                evidence.channel().group()
                    + " "
                    + evidence.channel().name()
                    + ":"
                    + NumberText.write(evidence.contribution()))
        .collect(Collectors.joining(" || "));
  }
}
