package io.logsentinel.cli.run;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.allow.AllowedCounts;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Example;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    json.name("labels").beginObject();
    for (LabelKind kind : LabelKind.values()) {
      write(report.labels(), kind);
    }
    json.endObject();
    if (report.allowFile().isGiven()) {
      json.name("allowed");
      write(report.allowFile(), report.allowed());
    }
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
    Optional<Path> path = file.input().file();
    if (path.isEmpty() || Files.isReadable(path.get())) {
      json.name("bytes").value(file.input().length());
      if (path.isPresent()) {
        json.name("modified").value(Files.getLastModifiedTime(path.get()).toString());
      }
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
    json.name("times");
    write(file.counts().times());
    json.name("windows").value(file.windows());
    json.name("left_over").value(file.leftOver());
    json.endObject();
  }

  /** The rules that hold for any flow, or would but for their last day, and the lines of others. */
  private void write(AllowFile file, AllowedCounts counts) {
    List<Rule> rules = file.list().rules();
    List<Rule> met =
        rules.stream().filter(rule -> counts.of(rule).met() + counts.of(rule).ended() > 0).toList();
    json.beginObject();
    json.name("file").value(file.name());
    json.name("flows").value(counts.flows());
    json.name("rules");
    json.objects(
        met,
        rule -> {
          AllowedCounts.Count count = counts.of(rule);
          json.name("line").value(rule.line());
          json.name("conditions").value(rule.conditions());
          json.name("reason").value(rule.reason());
          rule.until().ifPresent(day -> json.name("until").value(day.toString()));
          json.name("flows").value(count.flows());
          json.name("windows").value(count.windows());
          json.name("files").value(count.files());
          json.name("flows_that_meet_it").value(count.met());
          json.name("flows_after_its_end").value(count.ended());
        });
    json.name("lines_of_no_flow");
    json.array(
        rules.stream().filter(rule -> !met.contains(rule)).map(Rule::line).toList(), json::value);
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
    if (rows.partial() > 0) {
      json.name("partial").value(rows.partial());
      json.name("partial_lacking").beginObject();
      for (Map.Entry<FlowField, Long> lacking : rows.lacking().entrySet()) {
        json.name(lacking.getKey().column()).value(lacking.getValue());
      }
      json.endObject();
    }
    json.name("rejected");
    write(rows.rejected());
    writeFirst("first_rejected", rows.first());
    json.name("odd");
    write(rows.odd());
    writeFirst("first_odd", rows.firstOdd());
    json.endObject();
  }

  private void writeFirst(String name, Map<? extends Enum<?>, FirstRow> rows) throws IOException {
    if (!rows.isEmpty()) {
      json.name(name).beginObject();
      for (Map.Entry<? extends Enum<?>, FirstRow> first : rows.entrySet()) {
        json.name(first.getKey().toString().toLowerCase(Locale.ROOT)).beginObject();
        json.name("line").value(first.getValue().line());
        json.name("what").value(first.getValue().what()).endObject();
      }
      json.endObject();
    }
  }

  private void write(TimeCounts times) throws IOException {
    json.beginObject();
    json.name("read").value(times.read());
    json.name("read_without_zone").value(times.local());
    json.name("clock")
        .value((times.twelveHours() ? HourClock.TWELVE : HourClock.TWENTY_FOUR).word());
    json.name("day_assumed").value(times.dayAssumed());
    json.name("month_assumed").value(times.monthAssumed());
    write("unreadable", times.unread(), times.firstUnread());
    write("month_above_12", times.unordered(), times.firstUnordered());
    json.name("back").value(times.back());
    if (times.firstBack().isPresent()) {
      json.name("first_back").beginObject();
      json.name("line").value(times.firstBack().get().line());
      json.name("milliseconds").value(times.firstBack().get().millis());
      json.endObject();
    }
    json.endObject();
  }

  private void write(String what, long rows, Optional<Example> first) throws IOException {
    json.name(what).value(rows);
    if (first.isPresent()) {
      json.name("first_" + what).beginObject();
      json.name("line").value(first.get().line());
      json.name("value").value(first.get().text());
      json.endObject();
    }
  }

  /** The labels of a kind, the commonest first, and the flows of those that are too many. */
  private void write(LabelCounts labels, LabelKind kind) {
    json.name(kind.word()).beginObject();
    json.name("labels");
    json.objects(
        labels.of(kind),
        count -> {
          json.name("label").value(count.label());
          json.name("flows").value(count.flows());
        });
    json.name("flows_of_further_labels").value(labels.others().getOrDefault(kind, 0L));
    json.endObject();
  }

  private void write(Map<?, Long> counts) throws IOException {
    json.beginObject();
    for (Map.Entry<?, Long> count : counts.entrySet()) {
      json.name(count.getKey().toString().toLowerCase(Locale.ROOT)).value(count.getValue());
    }
    json.endObject();
  }

  private static String digest(FlowInput input) throws IOException {
    try (InputStream in = input.bytes()) {
      return Digests.sha256Hex(in);
    }
  }

  /**
   * Whether a run knew the zone of its flows' times.
   *
   * @param file what the run wrote
   * @return false where it does not tell
   */
  public static boolean isZoned(Path file) {
    try (InputStream in = StoredFile.open(file)) {
      return !StrictJson.readBeginning(in, json -> option(json, "time-zone")).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The value of an option; empty where none stands there. */
  private static String option(JsonReader json, String name) throws IOException {
    for (String member : List.of("options", name, "value")) {
      json.beginObject();
      if (!StrictJson.seek(json, member)) {
        return "";
      }
    }
    return json.nextString();
  }
}
