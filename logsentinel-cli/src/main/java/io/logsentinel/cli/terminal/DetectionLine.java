package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.Detection;
import java.math.BigDecimal;
import java.math.MathContext;

/** A detection in a few lines: how grave and where, and who did what. */
public final class DetectionLine {
  private final boolean colored;

  /**
   * Lines for a terminal.
   *
   * @param colored whether the severity is coloured
   */
  public DetectionLine(boolean colored) {
    this.colored = colored;
  }

  /**
   * The lines of a detection.
   *
   * @param detection any detection
   * @return two lines and an empty one
   */
  public String of(Detection detection) {
    return AlertBlock.severity(detection.severity(), colored)
        + "  detected: "
        + detection.pattern().label()
        + "  "
        + SafeText.of(detection.file())
        + "  window "
        + detection.profile().windowId()
        + "  p "
        + rate(detection.finding().pValue())
        + "  "
        + detection.decision().words()
        + "\n  "
        + SafeText.of(detection.reason())
        + "\n\n";
  }

  /**
   * A small share in words.
   *
   * @param share above 0 and at most 1
   * @return two digits that count
   */
  public static String rate(double share) {
    return new BigDecimal(share).round(new MathContext(2)).toString();
  }
}
