package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.explain.ForestExplanation;
import io.logsentinel.cli.explain.WindowExplanation;
import io.logsentinel.cli.explain.WindowExplanation.Detected;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.flow.FlowBatch;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict on a window in at most {@value #MOST_LINES} lines: what, how sure, the strongest
 * evidence, what to do, and how to see the rest.
 *
 * @param style of the terminal
 * @param falseAlarmRate from which p-value down the detector alarms
 * @param zoned whether the zone of the flows' times is known; they are shown in UTC then
 * @param fullCall the command that shows the rest, as it must be typed
 */
public record VerdictText(
    TerminalStyle style, double falseAlarmRate, boolean zoned, String fullCall) {
  /** Lines at most. */
  public static final int MOST_LINES = 15;

  private static final int COLUMN = 14;
  private static final int LONGEST_FILE = 60;
  private static final int SENTENCE_LINES = 3;
  private static final int STRONGEST = 2;

  /**
   * {@return the text of a verdict}
   *
   * @param explanation any explanation
   */
  public String of(WindowExplanation explanation) {
    WrappedBlock block = new WrappedBlock(COLUMN, style.width());
    Optional<Alert> alert = Alert.of(explanation.file(), explanation.assessment());
    block
        .addLines("detector", 1, detector(explanation))
        .addLines("3-sigma rule", 1, rule(explanation, alert))
        .addLines("what", SENTENCE_LINES, what(explanation));
    List<String> observed = observed(explanation);
    for (int i = 0; i < observed.size(); i++) {
      block.addLines(i == 0 ? "observed" : "", 1, observed.get(i));
    }
    explanation.detected().ifPresent(it -> block.addLines("how often", 2, rarity(it)));
    return head(explanation)
        + block
            .addLines("next step", 2, nextStep(explanation, alert))
            .addUnbroken("all of it", fullCall);
  }

  private String head(WindowExplanation explanation) {
    String incident =
        explanation.incident().map(it -> line(incident(it) + ", most unusual in")).orElse("");
    String window =
        format(
            "%s, window %s, %s flows",
            FigureText.shortened(Workspace.rawName(explanation.file()), LONGEST_FILE),
            FigureText.grouped(explanation.assessment().window().id()),
            FigureText.grouped(explanation.assessment().window().totalFlows()));
    return incident + line(window) + explanation.detected().map(this::times).orElse("");
  }

  private String times(Detected detected) {
    long first = detected.profile().firstTime();
    return first == FlowBatch.NO_TIME
        ? ""
        : line(
            "  "
                + new TimeText(zoned ? Optional.of(ZoneOffset.UTC) : Optional.empty())
                    .span(first, detected.profile().lastTime()));
  }

  private String line(String text) {
    return FigureText.shortened(text, style.width()) + "\n";
  }

  private static String incident(IncidentsJson.Entry incident) {
    return format("%s  %s  %s", incident.severity(), incident.pattern(), incident.id());
  }

  /** Not below what the baseline's windows can show. */
  private static String rarity(Detected detected) {
    double pValue = detected.explanation().finding().pValue();
    return FigureText.rarity(Math.max(pValue, detected.leastChance()))
        + "; second model: "
        + detected.forest().map(ForestExplanation::verdict).orElse("none");
  }

  private boolean alarms(Detected detected) {
    return detected.explanation().finding().pValue() < falseAlarmRate;
  }

  private String detector(WindowExplanation explanation) {
    if (explanation.detected().isEmpty()) {
      return "off";
    }
    Detected detected = explanation.detected().get();
    if (!alarms(detected)) {
      return "no alarm";
    }
    AttackPattern pattern = detected.explanation().pattern();
    return format(
        "alarm, %s: %s, confidence %s %%",
        detected.explanation().severity(),
        pattern.label(),
        Math.round(100 * pattern.confidence(1)));
  }

  private static String rule(WindowExplanation explanation, Optional<Alert> alert) {
    return alert
        .map(it -> format("alert, %s: %s", it.severity(), it.pattern().label()))
        .orElse("no alert: " + explanation.assessment().decision().words());
  }

  private static String what(WindowExplanation explanation) {
    return explanation
        .incident()
        .map(IncidentsJson.Entry::reason)
        .or(() -> explanation.detected().map(it -> it.explanation().reason()))
        .orElse("");
  }

  private static List<String> observed(WindowExplanation explanation) {
    if (explanation.detected().isEmpty()) {
      return explanation.assessment().indicators().stream()
          .sorted(Comparator.comparingDouble(it -> -Math.abs(it.zScore())))
          .limit(STRONGEST)
          .map(it -> observed(it, explanation))
          .toList();
    }
    Stream<Evidence> evidence =
        explanation.detected().get().explanation().finding().evidence().stream();
    return evidence
        .sorted(Comparator.comparingDouble(it -> -it.strength()))
        .limit(STRONGEST)
        .map(FigureText::evidence)
        .toList();
  }

  private static String observed(Indicator indicator, WindowExplanation explanation) {
    Spread spread = explanation.baseline().spreads().get(indicator.metric().ordinal());
    double reach = ZScoreMonitor.Z_TO_ALERT * spread.std();
    return format(
        "%s, usual %s to %s (%s, z %s)",
        FigureText.number(indicator.value()),
        FigureText.number(spread.mean() - reach),
        FigureText.number(spread.mean() + reach),
        indicator.metric().column(),
        FigureText.number(indicator.zScore()));
  }

  private String nextStep(WindowExplanation explanation, Optional<Alert> alert) {
    Optional<String> ofIncident = explanation.incident().map(IncidentsJson.Entry::nextStep);
    Optional<String> ofDetector =
        explanation
            .detected()
            .filter(this::alarms)
            .map(it -> it.explanation().pattern().nextStep());
    return ofIncident
        .or(() -> ofDetector)
        .or(() -> alert.map(it -> it.pattern().actionHint()))
        .orElse("none: the window is taken for benign");
  }
}
