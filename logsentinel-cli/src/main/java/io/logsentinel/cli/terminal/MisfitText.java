package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.incident.Incident;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Words on files that the baseline does not fit: what that means, and what to type. */
public final class MisfitText {
  private static final int LONGEST_FILE = 60;

  /** The files beyond are counted. */
  private static final int MOST_FILES = 10;

  private MisfitText() {}

  /**
   * {@return a sentence, a line for each such file, and an empty line; empty where there is none}
   *
   * @param drifts the drift of each windowed file that the detector judged, in order
   * @param incidents of these files that are shown, in any order
   * @param folders where the baseline lies
   * @param style of the terminal
   */
  public static String of(
      Map<String, Drift> drifts, List<Incident> incidents, Workspace folders, TerminalStyle style) {
    String advice = " learn one from benign flows of the same network: " + Call.learn(folders);
    String of = " of " + counted(drifts.size());
    return of(
            ofFit(drifts, BaselineFit.UNLIKE),
            count -> "The baseline does not fit " + count + of + ": expect false alarms;" + advice,
            (file, drift) ->
                format(
                    "about %s false alarms instead of %s",
                    FigureText.percent(drift.rateNow()), FigureText.percent(drift.rate())),
            style)
        + of(
            ofFit(drifts, BaselineFit.DOUBTFUL),
            count ->
                "Most windows alarm in "
                    + count
                    + of
                    + ": an attack that lasts, or a baseline that does not fit. If it is no attack,"
                    + advice,
            (file, drift) ->
                format(
                    "%s of %s windows%s",
                    FigureText.grouped(drift.alarms()),
                    FigureText.grouped(drift.windows()),
                    filling(file, drift, incidents)),
            style);
  }

  /** The incident that says that it is an attack. */
  private static String filling(String file, Drift drift, List<Incident> incidents) {
    return incidents.stream()
        .filter(it -> it.file().equals(file) && BaselineFit.fills(it, drift))
        .findFirst()
        .map(
            it ->
                format(
                    ", %s of them look like %s (%s)",
                    FigureText.grouped(BaselineFit.named(it)), it.pattern().label(), it.id()))
        .orElse("");
  }

  private static Map<String, Drift> ofFit(Map<String, Drift> drifts, BaselineFit fit) {
    Map<String, Drift> some = new LinkedHashMap<>(drifts);
    some.values().removeIf(drift -> BaselineFit.of(drift) != fit);
    return some;
  }

  private static String of(
      Map<String, Drift> misfits,
      Function<String, String> sentence,
      BiFunction<String, Drift, String> figures,
      TerminalStyle style) {
    if (misfits.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    String count = FigureText.grouped(misfits.size());
    WrappedBlock.lines(sentence.apply(count), style.width())
        .forEach(line -> text.append(line).append('\n'));
    WrappedBlock files = new WrappedBlock(0, style.width());
    misfits.entrySet().stream()
        .limit(MOST_FILES)
        .forEach(
            file ->
                files.add(
                    "",
                    name(file.getKey()) + ": " + figures.apply(file.getKey(), file.getValue())));
    int more = misfits.size() - MOST_FILES;
    if (more > 0) {
      files.add("", "and " + FigureText.grouped(more) + " more");
    }
    return text.append(files).append('\n').toString();
  }

  private static String name(String file) {
    return FigureText.shortened(Workspace.rawName(file), LONGEST_FILE);
  }

  private static String counted(int files) {
    return FigureText.grouped(files) + (files == 1 ? " file" : " files");
  }
}
