package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.CountedFlows.Deed;

/**
 * Grading of what was found: how sure times how much times how unlikely. Each of the three raises
 * the severity or leaves it, whatever the others are.
 *
 * <p>How much counts orders of magnitude: of flows, and half as much of hosts that take part and of
 * windows that it fills. How unlikely counts from one half to one, and not beyond one in a
 * thousand: smaller p-values are what the model of the tail says, not what a baseline showed.
 */
final class Grading {
  /** From here on the severity is medium, high and critical. */
  private static final double MEDIUM = 1;

  private static final double HIGH = 2.5;
  private static final double CRITICAL = 4;

  private static final double LEAST_CHANCE = 1e-3;

  private Grading() {}

  static Severity of(Deed deed, double pValue, double confidence, int windows) {
    double hosts = Math.max(1, Math.max(deed.sources().value(), deed.spread().value()));
    double much =
        StrictMath.log10(1 + (double) deed.flows().value())
            + StrictMath.log10(hosts) / 2
            + StrictMath.log10(windows) / 2;
    double unlikely =
        (1 + StrictMath.log(Math.max(pValue, LEAST_CHANCE)) / StrictMath.log(LEAST_CHANCE)) / 2;
    double grade = confidence * much * unlikely;
    return grade >= CRITICAL
        ? Severity.CRITICAL
        : grade >= HIGH ? Severity.HIGH : grade >= MEDIUM ? Severity.MEDIUM : Severity.LOW;
  }
}
