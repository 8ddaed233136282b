package io.logsentinel.core.detect;

import io.logsentinel.core.flow.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and evidence in words. */
final class Text {
  private Text() {}

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
