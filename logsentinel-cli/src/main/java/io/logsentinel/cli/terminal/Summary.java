package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.grouped;

import io.logsentinel.cli.allow.AllowedText;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowWarning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The end of a run in a few lines. */
public final class Summary {
  private static final int COLUMN = 14;

  private Summary() {}

  /**
   * {@return the summary of a run, some lines; none of one that did nothing}
   *
   * @param report what happened
   * @param zoned whether a time zone was given
   * @param completed whether it came to its end: of one that did not, nothing is said of windows
   *     that it never looked at
   */
  public static String of(RunReport report, boolean zoned, boolean completed) {
    if (report.files().isEmpty() && report.millisByStage().isEmpty()) {
      return ""; // it ended before anything was done
    }
    StringBuilder text = new StringBuilder("Summary\n");
    if (!report.files().isEmpty()) {
      line(text, "files", files(report));
      line(text, "rows", rows(report.rows()));
      String labels = LabelText.of(report.labels(), FigureText::grouped);
      if (!labels.isEmpty()) {
        line(text, "labels", labels);
      }
      long windows = report.files().stream().mapToLong(FileResult::windows).sum();
      long leftOver = report.files().stream().mapToLong(FileResult::leftOver).sum();
      line(text, "windows", grouped(windows) + ", " + grouped(leftOver) + " rows left over");
      long infinite = report.rows().odd().getOrDefault(RowWarning.INFINITE_RATE, 0L);
      if (infinite > 0) {
        line(text, "rates", counted(infinite, "row") + " with an infinite one, which counts as 0");
      }
    }
    if (report.allowFile().isGiven()) {
      line(text, "allowed", SafeText.of(AllowedText.of(report.allowFile(), report.allowed())));
    }
    String clock = clock(report);
    if (!zoned && !clock.isEmpty()) {
      line(text, "flow times", clock);
    }
    if (report.baselineWindows() > 0) {
      line(text, "baseline", "learned from " + grouped(report.baselineWindows()) + " windows");
    }
    boolean isMonitored = completed && report.millisByStage().containsKey("monitor");
    if (report.monitoredWindows() > 0 || isMonitored) {
      line(text, "monitored", counted(report.monitoredWindows(), "window") + decisions(report));
      line(text, "alerts", found(report.alertsBySeverity()) + " by the 3-sigma rule");
      if (!report.alertsBySeverity().isEmpty()) {
        line(text, "by weekday", list(report.alertsByWeekday()).substring(2));
      }
    }
    if (report.judgedWindows() > 0) {
      String of = " in " + counted(report.judgedWindows(), "window");
      line(text, "detections", found(report.detectionsBySeverity()) + of);
      line(text, "incidents", found(report.incidentsBySeverity()) + isolated(report));
    }
    if (!report.drifts().isEmpty()) {
      line(text, "baseline fit", fit(report));
    }
    List<String> times = new ArrayList<>();
    report.millisByStage().forEach((stage, millis) -> times.add(stage + " " + seconds(millis)));
    line(text, "time", seconds(sum(report.millisByStage())) + ": " + String.join(", ", times));
    return text.toString();
  }

  /**
   * {@return what a follower has found by its end, over all of its runs; what it could not read it
   * has said as it went}
   *
   * @param windows that were monitored
   * @param judged those of them that the detector judged
   * @param alerts by severity
   * @param incidents by severity
   */
  public static String ofFollowed(
      long windows, long judged, Map<Severity, Long> alerts, Map<Severity, Long> incidents) {
    StringBuilder text = new StringBuilder("Summary\n");
    line(text, "monitored", counted(windows, "window"));
    line(text, "alerts", found(alerts) + " by the 3-sigma rule");
    if (judged > 0) {
      line(text, "incidents", found(incidents));
    }
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

  private static String isolated(RunReport report) {
    long lone = report.loneDetections();
    return lone == 0
        ? ""
        : "; " + grouped(lone) + " low detection" + (lone == 1 ? "" : "s") + " in no incident";
  }

  private static String fit(RunReport report) {
    Map<BaselineFit, Long> files = new EnumMap<>(BaselineFit.class);
    report.drifts().values().forEach(drift -> files.merge(BaselineFit.of(drift), 1L, Long::sum));
    StringJoiner text = new StringJoiner(", ");
    files.forEach((fit, count) -> text.add(fit.words() + fit.joint() + grouped(count)));
    return text + " of " + counted(report.drifts().size(), "file");
  }

  private static String files(RunReport report) {
    StringJoiner text = new StringJoiner(", ");
    text.add(grouped(count(report, Outcome.PROCESSED)) + " processed");
    for (Outcome outcome : List.of(Outcome.EMPTY, Outcome.SKIPPED, Outcome.FAILED)) {
      if (count(report, outcome) > 0) {
        text.add(grouped(count(report, outcome)) + " " + outcome.name().toLowerCase(Locale.ROOT));
      }
    }
    return text.toString();
  }

  private static long count(RunReport report, Outcome outcome) {
    return report.files().stream().filter(file -> file.outcome() == outcome).count();
  }

  private static String rows(RowCounts rows) {
    StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
    rows.rejected().forEach((reason, count) -> reasons.add(reason.words() + " " + grouped(count)));
    String partial = rows.partial() == 0 ? "" : " + " + grouped(rows.partial()) + " partial";
    return format(
        "%s read = %s kept%s + %s rejected%s",
        grouped(rows.read()),
        grouped(rows.kept()),
        partial,
        grouped(rows.rejectedInAll()),
        reasons);
  }

  private static String decisions(RunReport report) {
    StringBuilder text = new StringBuilder();
    report
        .decisions()
        .forEach((made, count) -> text.append(", " + made.words() + " " + grouped(count)));
    return text.toString();
  }

  /** As {@code 7 (5 critical, 2 low)}; that nothing was found is said too. */
  private static String found(Map<Severity, Long> counts) {
    StringJoiner severities = new StringJoiner(", ", " (", ")").setEmptyValue("");
    Severity[] levels = Severity.values();
    for (int i = levels.length - 1; i >= 0; i--) {
      Severity severity = levels[i];
      long count = counts.getOrDefault(severity, 0L);
      if (count > 0) {
        severities.add(grouped(count) + " " + severity.name().toLowerCase(Locale.ROOT));
      }
    }
    return counts.isEmpty() ? "none" : grouped(sum(counts)) + severities;
  }

  private static String counted(long count, String what) {
    return grouped(count) + " " + what + (count == 1 ? "" : "s");
  }

  private static String list(Map<?, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((key, count) -> text.append(", " + key + " " + grouped(count)));
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
