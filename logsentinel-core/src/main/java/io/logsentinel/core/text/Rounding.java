package io.logsentinel.core.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounded numbers for people: the exact value of the double, rounded half to even. */
public final class Rounding {
  /** From here on digits after the point say nothing; the number is written with an exponent. */
  private static final double EXPONENT_FROM = 1e15;

  private Rounding() {}

  /** With exactly that many decimals: {@code 10.70}. */
  public static String fixed(double value, int decimals) {
    return isBeyond(value) ? NumberText.write(value) : rounded(value, decimals).toPlainString();
  }

  /** With at most that many decimals: {@code 10.7}. */
  public static String shortest(double value, int decimals) {
    return NumberText.write(isBeyond(value) ? value : rounded(value, decimals).doubleValue());
  }

  private static boolean isBeyond(double value) {
    return !(Math.abs(value) < EXPONENT_FROM);
  }

  private static BigDecimal rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
