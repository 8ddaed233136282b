package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.run.FileResult;
import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The end of a run in a few lines. */
public final class Summary {
  private static final int COLUMN = 12;

  private Summary() {}

  /**
   * {@return the summary of a run, some lines}
   *
   * @param report what happened
   * @param zoned whether a time zone was given
   */
  public static String of(RunReport report, boolean zoned) {
    StringBuilder text = new StringBuilder("Summary\n");
    if (!report.files().isEmpty()) {
      line(text, "files", files(report));
      line(text, "rows", rows(report.rows()));
      String labels = LabelText.of(report.labels());
      if (!labels.isEmpty()) {
        line(text, "labels", labels);
      }
      long windows = report.files().stream().mapToLong(FileResult::windows).sum();
      long leftOver = report.files().stream().mapToLong(FileResult::leftOver).sum();
      line(text, "windows", windows + ", " + leftOver + " rows left over");
    }
    String clock = clock(report);
    if (!zoned && !clock.isEmpty()) {
      line(text, "flow times", clock);
    }
    if (report.baselineWindows() > 0) {
      line(text, "baseline", "learned from " + report.baselineWindows() + " windows");
    }
    if (report.monitoredWindows() > 0 || report.millisByStage().containsKey("monitor")) {
      line(text, "monitored", report.monitoredWindows() + " windows" + decisions(report));
      long alerts = sum(report.alertsBySeverity());
      line(text, "alerts", alerts + list(report.alertsBySeverity()));
      if (alerts > 0) {
        line(text, "by weekday", list(report.alertsByWeekday()).substring(2));
      }
    }
    if (report.judgedWindows() > 0) {
      String of = ", of " + report.judgedWindows() + " windows";
      Map<Severity, Long> detections = report.detectionsBySeverity();
      line(text, "detections", sum(detections) + list(detections) + of);
      Map<Severity, Long> incidents = report.incidentsBySeverity();
      line(text, "incidents", sum(incidents) + list(incidents) + lone(report));
    }
    if (!report.drifts().isEmpty()) {
      line(text, "drift", drift(report));
    }
    List<String> times = new ArrayList<>();
    report.millisByStage().forEach((stage, millis) -> times.add(stage + " " + seconds(millis)));
    line(text, "time", seconds(sum(report.millisByStage())) + ": " + String.join(", ", times));
    return text.toString();
  }

  /** Whose clock the flows' times are of, where no time zone is given; empty without times. */
  private static String clock(RunReport report) {
    TimeCounts times = report.rows().times();
    if (times.local() > 0) {
      return times.local() == times.read()
          ? "local, as no --time-zone is given"
          : "local, as no --time-zone is given, or UTC where they name a zone";
    }
    if (times.read() > 0) {
      return "UTC, as they name a zone";
    }
    return report.statesTimes() ? "local unless they named a zone, as no --time-zone is given" : "";
  }

  private static String lone(RunReport report) {
    long lone = report.loneDetections();
    return lone == 0
        ? ""
        : ", and " + lone + (lone == 1 ? " detection" : " detections") + " alone and LOW in none";
  }

  private static String drift(RunReport report) {
    Map<Drift.Verdict, Long> files = new EnumMap<>(Drift.Verdict.class);
    report.drifts().values().forEach(drift -> files.merge(drift.verdict(), 1L, Long::sum));
    StringJoiner text = new StringJoiner(", ");
    files.forEach((verdict, count) -> text.add(verdict.words() + " " + count));
    int all = report.drifts().size();
    return text + ", of " + all + (all == 1 ? " file" : " files");
  }

  private static String files(RunReport report) {
    StringJoiner text = new StringJoiner(", ");
    text.add(count(report, Outcome.PROCESSED) + " processed");
    for (Outcome outcome : List.of(Outcome.EMPTY, Outcome.SKIPPED, Outcome.FAILED)) {
      if (count(report, outcome) > 0) {
        text.add(count(report, outcome) + " " + outcome.name().toLowerCase(Locale.ROOT));
      }
    }
    return text.toString();
  }

  private static long count(RunReport report, Outcome outcome) {
    return report.files().stream().filter(file -> file.outcome() == outcome).count();
  }

  private static String rows(RowCounts rows) {
    StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
    rows.rejected().forEach((reason, count) -> reasons.add(reason.words() + " " + count));
    String partial = rows.partial() == 0 ? "" : " + " + rows.partial() + " partial";
    return format(
        "%s read = %s kept%s + %s rejected%s",
        rows.read(), rows.kept(), partial, rows.rejectedInAll(), reasons);
  }

  private static String decisions(RunReport report) {
    StringBuilder text = new StringBuilder();
    report.decisions().forEach((made, count) -> text.append(", " + made.words() + " " + count));
    return text.toString();
  }

  private static String list(Map<?, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((key, count) -> text.append(", " + key + " " + count));
    return text.toString();
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + (millis % 1000 / 100) + " s";
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(FigureText.line(COLUMN, name, value));
  }
}
