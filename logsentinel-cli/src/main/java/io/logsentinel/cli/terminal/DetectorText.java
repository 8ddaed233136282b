package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.row;

import io.logsentinel.cli.allow.AllowedText;
import io.logsentinel.cli.explain.WindowExplanation.Detected;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.calibrated.Detector.MetricReading;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.AttackPattern.RuledOut;
import io.logsentinel.core.detect.naming.Explanation;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.HumanTime;
import io.logsentinel.core.window.Profile;
import java.util.List;

/** The detector's verdict on a window, for people. */
record DetectorText(double falseAlarmRate, boolean zoned) {
  private static final int MOST_ENTITIES = 10;
  private static final int MOST_EVIDENCE = 4;
  private static final String EVIDENCE = "    %7s  %-6s %-26s %10s  %-20s %8s  %s";
  private static final String METRICS = "    %-24s %12s  %-24s %-7s %8s %12s";

  String of(Detected detected) {
    Explanation explanation = detected.explanation();
    Profile profile = detected.profile();
    String times =
        profile.firstTime() == FlowBatch.NO_TIME
            ? ""
            : format(
                "  flows from %s to %s%s\n",
                HumanTime.text(profile.firstTime(), zoned),
                HumanTime.text(profile.lastTime(), zoned),
                zoned ? "" : ", no time zone given");
    return verdict(detected)
        + times
        + allowed(detected)
        + score(explanation)
        + metrics(explanation)
        + ForestText.of(detected.forest())
        + entities(explanation)
        + ruledOut(explanation);
  }

  private static String allowed(Detected detected) {
    StringBuilder text = new StringBuilder();
    for (String line : AllowedText.of(detected.allowed())) {
      text.append("  ").append(SafeText.of(line)).append('\n');
    }
    return text.toString();
  }

  private String verdict(Detected detected) {
    Explanation explanation = detected.explanation();
    double pValue = explanation.finding().pValue();
    boolean alarms = pValue < falseAlarmRate;
    boolean confirmed = detected.forest().isPresent() && detected.forest().get().isAnomaly();
    Decision decision = confirmed ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS;
    AttackPattern pattern = explanation.pattern();
    return format(
        "The detector: %s\n  p %s%s%s%s%s; score %s\n  looks like: %s%s\n  %s%s\n",
        alarms ? "an alarm, " + explanation.severity() + ", " + decision.words() : "no alarm",
        HumanNumber.share(pValue),
        alarms ? ", below " : ", not below ",
        FigureText.plain(falseAlarmRate),
        explanation.finding().extrapolated() ? ", extrapolated" : "",
        explanation.finding().windows() == 1
            ? ""
            : ", of " + explanation.finding().windows() + " windows in a row",
        FigureText.fixed(explanation.finding().score(), 2),
        pattern.label(),
        alarms
            ? ", confidence " + Math.round(100 * pattern.confidence(1)) + " %"
            : ", if it were an attack",
        SafeText.of(explanation.reason()),
        alarms ? "\n  next step: " + pattern.nextStep() : "");
  }

  private static String score(Explanation explanation) {
    List<Evidence> counted =
        explanation.finding().evidence().stream().filter(e -> e.contribution() > 0).toList();
    if (counted.isEmpty()) {
      return "  nothing is beyond what is typical\n";
    }
    StringBuilder text = new StringBuilder("  what makes the score:\n");
    text.append(row(EVIDENCE, "part", "group", "channel", "observed", "typical", "p", "of"));
    for (Evidence evidence : counted) {
      text.append(evidence(evidence, FigureText.fixed(evidence.contribution(), 2)));
    }
    return text.toString();
  }

  private static String evidence(Evidence evidence, String part) {
    return row(
        EVIDENCE,
        part,
        evidence.channel().group(),
        evidence.channel().name(),
        FigureText.digits(evidence.observed()),
        range(evidence.typical()),
        HumanNumber.share(evidence.pValue()),
        SafeText.of(evidence.entity().map(Object::toString).orElse("the window")));
  }

  private static String range(TypicalRange range) {
    return FigureText.digits(range.low()) + " to " + FigureText.digits(range.high());
  }

  private static String metrics(Explanation explanation) {
    StringBuilder text = new StringBuilder("  behavioural metrics:\n");
    text.append(row(METRICS, "metric", "value", "typical", "", "p", "part"));
    for (MetricReading metric : explanation.metrics()) {
      text.append(
          row(
              METRICS,
              metric.metric().label(),
              FigureText.digits(metric.value()),
              range(metric.typical()),
              metric.direction(),
              HumanNumber.share(metric.pValue()),
              FigureText.fixed(metric.contribution(), 2)));
    }
    return text.toString();
  }

  private static String entities(Explanation explanation) {
    List<EntityReading> entities = explanation.entities();
    StringBuilder text = new StringBuilder("  addresses, each with its own p-value:\n");
    if (entities.isEmpty()) {
      text.append("    none is beyond what is typical\n");
    }
    for (EntityReading entity : entities.stream().limit(MOST_ENTITIES).toList()) {
      int readings = entity.evidence().size();
      text.append(
          format(
              "    %s  p %s, %s %s beyond the typical%s\n",
              SafeText.of(entity.address()),
              HumanNumber.share(entity.pValue()),
              readings,
              readings == 1 ? "reading" : "readings",
              readings > MOST_EVIDENCE ? ", the strongest:" : ""));
      for (Evidence evidence : entity.evidence().stream().limit(MOST_EVIDENCE).toList()) {
        text.append(evidence(evidence, ""));
      }
    }
    int more = entities.size() - MOST_ENTITIES;
    return text + (more > 0 ? "    and " + more + " more\n" : "");
  }

  private static String ruledOut(Explanation explanation) {
    StringBuilder text = new StringBuilder("  ruled out:\n");
    for (RuledOut ruledOut : explanation.ruledOut()) {
      text.append(row("    %-32s %s", ruledOut.pattern().label(), SafeText.of(ruledOut.why())));
    }
    return text.toString();
  }
}
