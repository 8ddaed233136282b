package io.logsentinel.core.artifact;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * {@code detections.csv}: a row per alarmed window. Addresses stand with blanks between, the most
 * suspicious first, a blank or control character within one as {@code _}; contributions as {@code
 * group channel:number || ...}, those that are not 0, adding up to the score but for rounding. The
 * forest's column is empty where there was none. What others wrote stands there as {@link
 * CellText}.
 */
public final class DetectionsCsv {
  private static final List<Column<Detection>> COLUMNS = columns(CellText::write);

  private static List<Column<Detection>> columns(UnaryOperator<String> cell) {
    return List.of(
        new Column<>("file", detection -> CellText.write(detection.file())),
        new Column<>("window_id", detection -> Long.toString(detection.profile().windowId())),
        new Column<>("score", detection -> NumberText.write(detection.finding().score())),
        new Column<>("p_value", detection -> NumberText.write(detection.finding().pValue())),
        new Column<>("severity", detection -> detection.severity().name()),
        new Column<>("likely_pattern", detection -> detection.pattern().label()),
        new Column<>("confidence", detection -> NumberText.write(detection.confidence())),
        new Column<>("entities", detection -> cell.apply(entities(detection))),
        new Column<>("contributions", DetectionsCsv::contributions),
        new Column<>("forest_verdict", d -> d.opinion().map(DetectionsCsv::verdict).orElse("")),
        new Column<>("decision", detection -> detection.decision().words()),
        new Column<>("reason", detection -> cell.apply(detection.reason())));
  }

  private DetectionsCsv() {}

  /**
   * What is read back of a detection.
   *
   * @param file name of the windowed file
   * @param windowId place of the window in its file
   * @param score how unusual it is, from 0
   * @param pValue the chance that a benign window has at least this score
   * @param severity of the window
   * @param pattern what it looks like
   */
  public record Row(
      String file, long windowId, double score, double pValue, String severity, String pattern) {}

  /**
   * {@return a writer of detections, which has written the header}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Detection> writer(OutputStream out) throws IOException {
    return new TableWriter<>(out, COLUMNS);
  }

  /**
   * {@return a writer of detections for those who open them in no spreadsheet, which has written
   * the header: a formula stands there as it came}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Detection> unguardedWriter(OutputStream out) throws IOException {
    return new TableWriter<>(out, columns(CellText::writeUnguarded));
  }

  /**
   * {@return a reader of alarmed windows, which has read the header}
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   */
  public static TableReader<Row> reader(InputStream in) throws IOException {
    return new TableReader<>(
        in,
        COLUMNS,
        row ->
            new Row(
                CellText.read(row.text(0)),
                row.count(1),
                row.number(2),
                row.number(3),
                row.text(4),
                row.text(5)));
  }

  static String verdict(OutlierVerdict opinion) {
    return opinion.words();
  }

  private static String entities(Detection detection) {
    return detection.entities().stream()
        .map(DetectionsCsv::oneWord)
        .collect(Collectors.joining(" "));
  }

  /** Blanks part the addresses: those within one, and control characters, become underscores. */
  private static String oneWord(String address) {
    StringBuilder word = new StringBuilder(address);
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) <= ' ' || address.charAt(i) == 0x7F) {
        word.setCharAt(i, '_');
      }
    }
    return word.toString();
  }

  private static String contributions(Detection detection) {
    return detection.finding().evidence().stream()
        .filter(evidence -> evidence.contribution() > 0)
        .map(DetectionsCsv::contribution)
        .collect(Collectors.joining(" || "));
  }

  private static String contribution(Evidence evidence) {
    String part = NumberText.write(evidence.contribution());
    return evidence.channel().group() + " " + evidence.channel().name() + ":" + part;
  }
}
