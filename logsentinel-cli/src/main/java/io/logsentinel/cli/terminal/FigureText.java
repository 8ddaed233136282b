package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.evaluate.Estimate;
import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Figures as cells of a table. */
final class FigureText {
  static final String NONE = "n/a";

  /** Beyond, a number of windows says nothing. */
  private static final double MOST_WINDOWS = 1e15;

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

  /** A whole number in groups of three digits. */
  static String grouped(long value) {
    return format("%,d", value);
  }

  /** A count or a measure: whole ones and those from 1,000 on in groups, others in three digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return digits(value);
    }
    return Math.abs(value) >= 1000 || value == Math.rint(value)
        ? HumanNumber.grouped(value)
        : HumanNumber.significant(value, 3);
  }

  /** A share of 1 in per cent, two digits that count: {@code 1 %}, {@code 0.25 %}. */
  static String percent(double share) {
    return HumanNumber.plain(100 * share, 2) + " %";
  }

  /** As {@code 87, usual 0 to 4 (flows of pair a to b)}, or none; what is counted is whole. */
  static String evidence(Evidence evidence) {
    double most = evidence.typical().high();
    String low = number(evidence.typical().low());
    String high = number(evidence.channel().isOfWindow() ? most : Math.floor(most));
    return format(
        "%s, usual %s (%s%s)",
        number(evidence.observed()),
        usual(low, high, evidence.channel().isOfWindow()),
        measure(evidence.channel()),
        evidence.entity().map(of -> " of " + of).orElse(""));
  }

  private static String usual(String low, String high, boolean isOfWindow) {
    if (!low.equals(high)) {
      return low + " to " + high;
    }
    return low.equals("0") && !isOfWindow ? "none" : low; // a metric of 0 is no count of nothing
  }

  private static String measure(Channel channel) {
    return channel instanceof Channel.OfEntities entities && !channel.isNovelty()
        ? entities.measure().name().toLowerCase(Locale.ROOT)
        : channel.name().replace('_', ' ');
  }

  /** A chance above 0 as how seldom a benign window is as unusual, rounded to one digit. */
  static String rarity(double chance) {
    long once = (long) Math.min(1 / chance, MOST_WINDOWS);
    if (once < 2) {
      return "benign windows often look like this";
    }
    long unit = 1;
    while (once / unit >= 10) {
      unit *= 10;
    }
    return "a benign window looks like this less than once in "
        + grouped(once / unit * unit)
        + " windows";
  }

  /** As {@code 3, 5 to 9}. */
  static String ranges(List<Long> rising) {
    StringJoiner ranges = new StringJoiner(", ");
    for (int first = 0, last = 0; first < rising.size(); first = ++last) {
      while (last + 1 < rising.size() && rising.get(last + 1) == rising.get(last) + 1) {
        last++;
      }
      ranges.add(rising.get(first) + (last == first ? "" : " to " + rising.get(last)));
    }
    return ranges.toString();
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
