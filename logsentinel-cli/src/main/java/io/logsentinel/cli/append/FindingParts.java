package io.logsentinel.cli.append;

import io.logsentinel.core.FindingSink;
import io.logsentinel.core.artifact.AlertsCsv;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.artifact.DetectionsJson;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The parts of the artifacts that one source gives, as they grow: rows without their header, and
 * elements of arrays, each after its length.
 */
public final class FindingParts implements FindingSink {
  /** Which artifact a part is of. */
  enum Part {
    DECISIONS,
    ALERTS,
    DETECTIONS,
    EVIDENCE,
    INCIDENTS;

    Path file(Path folder, String source) {
      return folder.resolve(source + "." + name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  private final Rows<DecisionsCsv.Row> decisions;
  private final Rows<Alert> alerts;
  private final Rows<Detection> detections;
  private final OutputStream evidence;
  private final OutputStream incidents;

  /** Rows without the header of their table. */
  private static final class Rows<T> {
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private final TableWriter<T> table;
    private final OutputStream out;

    Rows(OutputStream out, Opener<T> opener) throws IOException {
      this.out = out;
      this.table = opener.open(row);
      row.reset();
    }

    void write(T value) throws IOException {
      table.write(value);
      row.writeTo(out);
      row.reset();
    }
  }

  private interface Opener<T> {
    TableWriter<T> open(OutputStream out) throws IOException;
  }

  /**
   * Begins, or goes on with, the parts of a source.
   *
   * @param files that they are among
   * @param folder of the parts of all sources
   * @param source by name
   * @param guarded whether formulas are kept from spreadsheets
   * @throws IOException if a part cannot be written
   */
  public FindingParts(AppendedFiles files, Path folder, String source, boolean guarded)
      throws IOException {
    decisions =
        new Rows<>(files.openOwn(Part.DECISIONS.file(folder, source)), DecisionsCsv::writer);
    alerts = new Rows<>(files.openOwn(Part.ALERTS.file(folder, source)), AlertsCsv::writer);
    detections =
        new Rows<>(
            files.openOwn(Part.DETECTIONS.file(folder, source)),
            guarded ? DetectionsCsv::writer : DetectionsCsv::unguardedWriter);
    evidence = files.openOwn(Part.EVIDENCE.file(folder, source));
    incidents = files.openOwn(Part.INCIDENTS.file(folder, source));
  }

  /**
   * Closes the parts of a source that has ended, all of which is in the saved state. They can be
   * gone on with.
   *
   * @param files that they are among
   * @param folder of the parts of all sources
   * @param source by name
   * @throws IOException if a part cannot be written
   */
  public static void release(AppendedFiles files, Path folder, String source) throws IOException {
    for (Part part : Part.values()) {
      files.release(part.file(folder, source));
    }
  }

  @Override
  public void window(String source, ZScoreAssessment assessment) throws IOException {
    decisions.write(new DecisionsCsv.Row(source, assessment));
  }

  @Override
  public void alert(Alert alert) throws IOException {
    alerts.write(alert);
  }

  @Override
  public void detection(Detection detection) throws IOException {
    detections.write(detection);
    element(detection.profile().windowId(), detection, DetectionsJson::writer, evidence);
  }

  @Override
  public void incident(Incident incident) throws IOException {
    element(incident.firstWindow(), incident, IncidentsJson::writer, incidents);
  }

  private interface Elements<T> {
    JsonWriter.Array<T> writer(OutputStream out);
  }

  /**
   * Writes a line of the first window and the length, and the element as the array would hold it.
   */
  private static <T> void element(long window, T value, Elements<T> array, OutputStream out)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    array.writer(text).write(value);
    byte[] bytes = text.toByteArray(); // begins with the bracket of the array
    out.write((window + " " + (bytes.length - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes, 1, bytes.length - 1);
  }
}
