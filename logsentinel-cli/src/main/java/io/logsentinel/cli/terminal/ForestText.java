package io.logsentinel.cli.terminal;

import io.logsentinel.cli.pipeline.ForestExplanation;
import io.logsentinel.ml.Explanation;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Why a forest finds a window unusual, in a line or two. */
final class ForestText {
  private static final int MOST_METRICS = 5;

  private ForestText() {}

  static String of(Optional<ForestExplanation> forest) {
    if (forest.isEmpty()) {
      return "  forest: none\n";
    }
    Explanation explanation = forest.get().explanation();
    StringJoiner metrics = new StringJoiner(", ");
    for (int feature : explanation.ranking()) {
      double contribution = explanation.contribution(feature);
      if (contribution > 0 && metrics.toString().split(", ").length < MOST_METRICS) {
        metrics.add(
            forest.get().metrics().get(feature)
                + " ("
                + explanation.direction(feature).name().toLowerCase(Locale.ROOT)
                + ") "
                + FigureText.fixed(contribution, 2));
      }
    }
    return "  forest: "
        + (forest.get().score() < 0 ? "anomaly" : "normal")
        + " (score "
        + FigureText.fixed(forest.get().score(), 4)
        + ", an anomaly below 0); its path is "
        + FigureText.fixed(Math.abs(explanation.excess()), 2)
        + " splits "
        + (explanation.excess() >= 0 ? "shorter" : "longer")
        + " than expected"
        + (metrics.length() == 0 ? "" : ", most by:\n    " + metrics)
        + "\n";
  }
}
