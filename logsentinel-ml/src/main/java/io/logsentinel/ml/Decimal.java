package io.logsentinel.ml;

import java.math.BigDecimal;
import java.math.MathContext;

/** The shortest decimal that reads back the same double, as the JDK finds it from 19 on. */
final class Decimal {
  /** Up to so many digits, a decimal survives the way into a double and back. */
  private static final int SAFE_DIGITS = 15;

  private static final double EXACT_INTEGERS = 1L << 53;

  private Decimal() {}

  /** A finite double as a JSON number. */
  static String shortest(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      boolean negativeZero = value == 0 && 1 / value < 0;
      return negativeZero ? "-0.0" : Long.toString((long) value);
    }
    BigDecimal exact = new BigDecimal(value);
    int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
    BigDecimal rounded = exact.round(new MathContext(digits));
    while (rounded.doubleValue() != value) {
      digits++;
      rounded = exact.round(new MathContext(digits));
    }
    return rounded.stripTrailingZeros().toString();
  }
}
