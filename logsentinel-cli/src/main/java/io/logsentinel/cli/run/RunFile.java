package io.logsentinel.cli.run;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.text.NumberText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes {@code run.json}, the manifest of a run: the only artifact that may differ between runs.
 */
final class RunFile {
  private final JsonWriter json;

  private RunFile(OutputStream out) {
    json = new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    json.setFormattingStyle(FormattingStyle.PRETTY);
  }

  static void write(RunReport report, ManifestSettings settings, Path target) throws IOException {
    try (OutputFile out = new OutputFile(target)) {
      new RunFile(out).write(report, settings);
      out.commit();
    }
  }

  private void write(RunReport report, ManifestSettings settings) throws IOException {
    json.beginObject();
    json.name("version").value(version());
    json.name("options").beginObject();
    for (Map.Entry<String, ManifestSettings.Origin> option : settings.origins().entrySet()) {
      json.name(option.getKey()).beginObject();
      json.name("value").value(option.getValue().value());
      json.name("from").value(option.getValue().from());
      json.endObject();
    }
    json.endObject();
    json.name("inputs").beginArray();
    for (FileResult file : report.files()) {
      write(file, settings.hashInputs());
    }
    json.endArray();
    json.name("rows");
    write(report.rows());
    if (!report.error().isEmpty()) {
      json.name("error").value(report.error());
    }
    json.name("monitored_of_earlier_runs").beginArray();
    for (String file : report.monitoredOfEarlierRuns()) {
      json.value(file);
    }
    json.endArray();
    json.name("baseline_windows").value(report.baselineWindows());
    json.name("monitored_windows").value(report.monitoredWindows());
    json.name("decisions");
    write(report.decisions());
    json.name("alerts_by_severity");
    write(report.alertsBySeverity());
    json.name("judged_windows").value(report.judgedWindows());
    json.name("detections_by_severity");
    write(report.detectionsBySeverity());
    json.name("incidents_by_severity");
    write(report.incidentsBySeverity());
    json.name("lone_detections").value(report.loneDetections());
    json.name("drift").beginArray();
    for (Map.Entry<String, Drift> file : report.drifts().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    json.endArray();
    json.name("milliseconds");
    write(report.millisByStage());
    json.endObject();
    json.flush();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        RunFile.class.getPackage().getImplementationVersion(), "development");
  }

  private void write(FileResult file, boolean hashed) throws IOException {
    json.beginObject();
    json.name("file").value(file.name());
    if (Files.isReadable(file.input())) {
      json.name("bytes").value(Files.size(file.input()));
      json.name("modified").value(Files.getLastModifiedTime(file.input()).toString());
      if (hashed) {
        json.name("sha256").value(digest(file.input()));
      }
    }
    json.name("outcome").value(file.outcome().name().toLowerCase(Locale.ROOT));
    if (!file.message().isEmpty()) {
      json.name("message").value(file.message());
    }
    json.name("rows");
    write(file.counts());
    json.name("windows").value(file.windows());
    json.name("left_over").value(file.leftOver());
    json.endObject();
  }

  private void write(String file, Drift drift) throws IOException {
    json.beginObject();
    json.name("file").value(file);
    json.name("verdict").value(drift.verdict().name().toLowerCase(Locale.ROOT));
    json.name("windows").value(drift.windows());
    json.name("alarms").value(drift.alarms());
    if (drift.isMeasured()) {
      json.name("median_p_value").jsonValue(NumberText.write(drift.median()));
      json.name("rate_now").jsonValue(NumberText.write(drift.rateNow()));
    }
    json.name("sentence").value(drift.sentence());
    json.endObject();
  }

  private void write(RowCounts rows) throws IOException {
    json.beginObject();
    json.name("read").value(rows.read());
    json.name("kept").value(rows.kept());
    json.name("rejected");
    write(rows.rejected());
    json.name("odd");
    write(rows.odd());
    json.endObject();
  }

  private void write(Map<?, Long> counts) throws IOException {
    json.beginObject();
    for (Map.Entry<?, Long> count : counts.entrySet()) {
      json.name(count.getKey().toString().toLowerCase(Locale.ROOT)).value(count.getValue());
    }
    json.endObject();
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream bytes = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
