package io.logsentinel.cli.terminal;

import io.logsentinel.cli.compare.CompareRun;
import io.logsentinel.cli.compare.Comparison;
import io.logsentinel.cli.compare.Comparison.Ongoing;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.IncidentsJson.Entry;
import io.logsentinel.core.detect.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of a comparison: a list each of what is new, of what goes on and of what is gone. */
public final class ComparisonText {
  private static final int COLUMN = 12;
  private static final int LONGEST_REASON = 1000;
  private static final Comparator<Entry> MOST_SEVERE_FIRST =
      Comparator.comparing((Entry it) -> Severity.valueOf(it.severity())).reversed();

  private final TerminalStyle style;
  private final CompareRun runs;

  /**
   * A text.
   *
   * @param style of the terminal
   * @param runs that are compared
   */
  public ComparisonText(TerminalStyle style, CompareRun runs) {
    this.style = style;
    this.runs = runs;
  }

  /**
   * {@return lines for people}
   *
   * @param comparison of the runs
   * @throws InputException if the settings of a run cannot be used
   */
  public String of(Comparison comparison) throws InputException {
    // runs of a follower keep no windows that could be explained
    boolean isKept = !Workspace.csvFiles(runs.later().windowed()).isEmpty();
    StringBuilder text = new StringBuilder();
    text.append(name(runs.later())).append(" against ").append(name(runs.earlier())).append("\n\n");
    list(
        text,
        "NEW",
        "not in the earlier run",
        comparison.fresh().stream()
            .sorted(MOST_SEVERE_FIRST)
            .map(it -> fresh(it, comparison.known().getOrDefault(it.id(), List.of()), isKept)));
    list(
        text,
        "ONGOING",
        "in both runs",
        comparison.ongoing().stream()
            .sorted(Comparator.comparing(Ongoing::now, MOST_SEVERE_FIRST))
            .map(it -> ongoing(it, isKept)));
    list(
        text,
        "GONE",
        "in the earlier run only",
        comparison.gone().stream().sorted(MOST_SEVERE_FIRST).map(this::gone));
    text.append(
        FigureText.format(
            "%s new, %s ongoing, %s gone\n",
            FigureText.grouped(comparison.fresh().size()),
            FigureText.grouped(comparison.ongoing().size()),
            FigureText.grouped(comparison.gone().size())));
    if (!runs.areSettingsEqual()) {
      text.append(
          "The detector was set otherwise in the two runs (detector.json): what is new or gone may"
              + " be so for that.\n");
    }
    return text.toString();
  }

  /**
   * {@return incidents as a comparison tells them, the most severe first}
   *
   * @param incidents of one run
   * @param style of the terminal
   */
  public static String of(List<Entry> incidents, TerminalStyle style) {
    return incidents.stream()
        .sorted(MOST_SEVERE_FIRST)
        .map(it -> headline(it) + sentence(it, style) + "\n")
        .collect(Collectors.joining());
  }

  private static String name(Workspace run) {
    return SafeText.of(run.findings().toString());
  }

  private static void list(
      StringBuilder text, String title, String meaning, Stream<String> incidents) {
    List<String> all = incidents.toList();
    if (!all.isEmpty()) {
      text.append(title).append(", ").append(meaning).append("\n\n");
      all.forEach(text::append);
    }
  }

  private String fresh(Entry incident, List<Entry> known, boolean isKept) {
    WrappedBlock block = sentence(incident);
    if (!known.isEmpty()) {
      block.add(
          "attacker",
          "known of the earlier run: "
              + known.stream()
                  .map(it -> it.pattern() + ", " + it.id())
                  .collect(Collectors.joining("; ")));
    }
    return headline(incident) + evidence(block, incident, isKept) + "\n";
  }

  private String gone(Entry incident) {
    return headline(incident) + sentence(incident) + "\n";
  }

  private String ongoing(Ongoing story, boolean isKept) {
    Entry now = story.now();
    List<Entry> before = story.before();
    String was =
        before.stream().map(it -> it.severity() + ", " + it.id()).collect(Collectors.joining("; "));
    return headline(now) + evidence(sentence(now).add("before", was), now, isKept) + "\n";
  }

  private WrappedBlock evidence(WrappedBlock block, Entry incident, boolean isKept) {
    Workspace run = runs.later();
    return isKept
        ? block.addUnbroken("explain", Call.explain(run, incident.id()))
        : block.addUnbroken("evidence", SafeText.of(run.path(Artifact.DETECTIONS_JSON).toString()));
  }

  private static String headline(Entry incident) {
    return FigureText.format(
        "%s  %s  %s\n",
        SafeText.of(incident.severity()),
        SafeText.of(incident.pattern()),
        SafeText.of(incident.id()));
  }

  private WrappedBlock sentence(Entry incident) {
    return sentence(incident, style);
  }

  private static WrappedBlock sentence(Entry incident, TerminalStyle style) {
    return new WrappedBlock(COLUMN, style.width())
        .add("what", FigureText.shortened(incident.reason(), LONGEST_REASON));
  }
}
