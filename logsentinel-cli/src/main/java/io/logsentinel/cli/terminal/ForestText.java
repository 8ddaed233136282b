package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.explain.ForestExplanation;
import io.logsentinel.ml.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reasons why a forest finds a window unusual, in a few lines. */
final class ForestText {
  private static final int MOST_METRICS = 6;
  private static final int METRICS_A_LINE = 3;

  private ForestText() {}

  static String of(Optional<ForestExplanation> forest) {
    if (forest.isEmpty()) {
      return "  forest: none\n";
    }
    if (!forest.get().tells()) {
      return "  forest: cannot tell; the windows that it was trained on are all alike\n";
    }
    Explanation explanation = forest.get().explanation();
    List<String> most =
        Arrays.stream(explanation.ranking())
            .filter(feature -> explanation.contribution(feature) > 0)
            .limit(MOST_METRICS)
            .mapToObj(feature -> metric(forest.get().metrics().get(feature), explanation, feature))
            .toList();
    return format(
        "  forest: %s (score %s, an anomaly below 0); its path is %s splits %s than"
            + " expected%s\n",
        forest.get().verdict(),
        FigureText.fixed(forest.get().score(), 4),
        FigureText.fixed(Math.abs(explanation.excess()), 2),
        explanation.excess() >= 0 ? "shorter" : "longer",
        most.isEmpty() ? "" : ", shortened most by:\n    " + lines(most));
  }

  private static String lines(List<String> metrics) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < metrics.size(); i++) {
      text.append(i == 0 ? "" : i % METRICS_A_LINE == 0 ? ",\n    " : ", ").append(metrics.get(i));
    }
    return text.toString();
  }

  private static String metric(String name, Explanation explanation, int feature) {
    return format(
        "%s (%s) %s",
        name,
        explanation.direction(feature).name().toLowerCase(Locale.ROOT),
        FigureText.fixed(explanation.contribution(feature), 2));
  }
}
