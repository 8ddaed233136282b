package io.logsentinel.core.detect.zscore;

import static io.logsentinel.core.window.Metric.AVG_FLOW_PACKETS_PER_SEC;
import static io.logsentinel.core.window.Metric.TOTAL_PACKETS;
import static io.logsentinel.core.window.Metric.UNIQUE_DESTINATION_IPS;
import static io.logsentinel.core.window.Metric.UNIQUE_DESTINATION_PORTS;
import static io.logsentinel.core.window.Metric.UNIQUE_SOURCE_IPS;

import io.logsentinel.core.detect.Decision.Confidence;
import io.logsentinel.core.window.Metric;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Pattern of an alerted window, by rules on its z-scores; the first that holds counts. */
public enum ZScorePattern {
  /** Fewer targets than ever, more ports than usual. */
  PORT_SCAN(
      "Possible PortScan",
      Confidence.HIGH,
      z -> z.hasFewTargets() && z.of(UNIQUE_DESTINATION_PORTS) >= 2,
      "Look at the top source addresses and block those that keep probing."),
  /** Fewer targets than ever, and a volume out of the ordinary. */
  DDOS(
      "Possible DDoS",
      Confidence.HIGH,
      z ->
          z.hasFewTargets()
              && (z.of(AVG_FLOW_PACKETS_PER_SEC) <= -3 || Math.abs(z.of(TOTAL_PACKETS)) >= 3),
      "Confirm that a flood is under way, then rate-limit and filter it upstream."),
  /** Fewer targets, faster packets. */
  INFILTRATION(
      "Possible Infiltration",
      Confidence.MEDIUM,
      z -> z.of(UNIQUE_DESTINATION_IPS) <= -3 && z.of(AVG_FLOW_PACKETS_PER_SEC) >= 4,
      "Correlate with endpoint telemetry and with outbound sessions that are new or unusual."),
  /** More sources, faster packets. */
  WEB_ATTACK(
      "Possible Web Attack",
      Confidence.MEDIUM,
      z -> z.of(UNIQUE_SOURCE_IPS) >= 3 && z.of(AVG_FLOW_PACKETS_PER_SEC) >= 3,
      "Review the web servers' logs for bursts of requests and signatures of exploits."),
  /** Anything else. */
  UNKNOWN(
      "Unknown",
      Confidence.LOW,
      z -> true,
      "Start from the indicators; correlate with firewall, DNS and endpoint logs.");

  /** The z-score of a metric. */
  private interface ZScores extends ToDoubleFunction<Metric> {
    default boolean hasFewTargets() {
      return of(UNIQUE_DESTINATION_IPS) <= -5;
    }

    default double of(Metric metric) {
      return applyAsDouble(metric);
    }
  }

  private final String label;
  private final Confidence confidence;
  private final Predicate<ZScores> rule;
  private final String actionHint;

  ZScorePattern(String label, Confidence confidence, Predicate<ZScores> rule, String actionHint) {
    this.label = label;
    this.confidence = confidence;
    this.rule = rule;
    this.actionHint = actionHint;
  }

  /**
   * {@return the first pattern whose rule holds}
   *
   * @param zScore the z-score of each metric
   */
  public static ZScorePattern of(ToDoubleFunction<Metric> zScore) {
    for (ZScorePattern pattern : values()) {
      if (pattern.rule.test(zScore::applyAsDouble)) {
        return pattern;
      }
    }
    return UNKNOWN;
  }

  /** {@return the pattern's name in artifacts and on the terminal, as {@code Possible PortScan}} */
  public String label() {
    return label;
  }

  /** {@return the confidence of the pattern, not of the alert} */
  public Confidence confidence() {
    return confidence;
  }

  /** {@return a sentence that says what to do first} */
  public String actionHint() {
    return actionHint;
  }
}
