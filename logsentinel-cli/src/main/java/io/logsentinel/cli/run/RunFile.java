package io.logsentinel.cli.run;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * {@code run.json}, the manifest of a run: the only artifact that may differ between equal runs.
 */
public final class RunFile {
  private static final int INDENT = 2;

  private final JsonWriter json = JsonWriter.document(INDENT);

  private RunFile() {}

  static void write(RunReport report, ManifestSettings settings, Path target) throws IOException {
    try (OutputFile out = new OutputFile(target)) {
      RunFile file = new RunFile();
      file.write(report, settings);
      file.json.moveTo(out);
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
    json.name("monitored_of_earlier_runs").values(report.monitoredOfEarlierRuns());
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
  }

  /** {@return the version of the program} */
  public static String version() {
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
      json.name("median_p_value").value(drift.median());
      json.name("rate_now").value(drift.rateNow());
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
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256Hex(in);
    }
  }

  /**
   * The rate at which a run alarmed.
   *
   * @param file what the run wrote
   * @return empty where it does not tell
   */
  public static OptionalDouble falseAlarmRate(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      double rate = StrictJson.readBeginning(in, RunFile::falseAlarmRate);
      return Double.isFinite(rate) ? OptionalDouble.of(rate) : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty(); // the demo notes no options
    }
  }

  /** NaN where none stands there. */
  private static double falseAlarmRate(JsonReader json) throws IOException {
    for (String member : List.of("options", "false-alarm-rate", "value")) {
      json.beginObject();
      if (!StrictJson.seek(json, member)) {
        return Double.NaN;
      }
    }
    return NumberText.parse(json.nextString());
  }
}
