package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.text.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and evidence in words. */
final class Phrases {
  private Phrases() {}

  /** Three digits that count. */
  static String number(double value) {
    return NumberText.write(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }

  static String count(double value) {
    return NumberText.write(Math.rint(value));
  }

  static String sentence(Evidence evidence) {
    return evidence.entity().map(entity -> entity + ": ").orElse("the window: ")
        + evidence.channel().name()
        + " "
        + number(evidence.observed())
        + ", where "
        + number(evidence.expected())
        + " is usual.";
  }
}
