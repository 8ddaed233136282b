package io.logsentinel.cli.terminal;

import io.logsentinel.core.evaluate.Estimate;
import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import io.logsentinel.core.text.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as cells of a table. */
final class FigureText {
  static final String NONE = "n/a";

  private FigureText() {}

  static String rounded(Estimate figure, int digits) {
    return figure.value().map(value -> fixed(value, digits)).orElse(NONE);
  }

  static String withInterval(Estimate figure, int digits) {
    if (figure.interval().isEmpty()) {
      return rounded(figure, digits);
    }
    ConfidenceInterval interval = figure.interval().get();
    return format(
        "%s %s-%s",
        rounded(figure, digits), fixed(interval.low(), digits), fixed(interval.high(), digits));
  }

  /** A number as it was asked for. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  static String fixed(double value, int digits) {
    return Double.isFinite(value) ? format("%." + digits + "f", value) : digits(value);
  }

  /** Five digits that count, in plain notation as far as that is short. */
  static String digits(double value) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "infinite" : value < 0 ? "-infinite" : NONE;
    }
    return NumberText.write(new BigDecimal(value).round(new MathContext(5)).doubleValue());
  }

  static String format(String format, Object... parts) {
    return String.format(Locale.ROOT, format, parts);
  }

  /** A line of cells without blanks at its end. */
  static String row(String format, Object... cells) {
    return format(format, cells).stripTrailing() + "\n";
  }

  /** A line of a block: a name, and what stands behind it from a column on. */
  static String line(int column, String name, String text) {
    return "  " + name + " ".repeat(column - name.length()) + text + "\n";
  }

  /** Text from outside, harmless and of bounded length. */
  static String shortened(String text, int longest) {
    String safe = SafeText.of(text);
    return safe.codePointCount(0, safe.length()) <= longest
        ? safe
        : safe.substring(0, safe.offsetByCodePoints(0, longest - 3)) + "...";
  }
}
