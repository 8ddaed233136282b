package io.logsentinel.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers rounded for people, the same in every locale. Decimals are rounded half to even,
 * significant digits half up, both from the exact value of the double.
 */
public final class HumanNumber {
  /** From here on digits after the point say nothing; the number is written with an exponent. */
  private static final double EXPONENT_FROM = 1e15;

  private HumanNumber() {}

  /**
   * {@return a number with exactly so many decimals: {@code 10.70}}
   *
   * @param value any but NaN
   * @param decimals after the point
   */
  public static String fixed(double value, int decimals) {
    return isBeyond(value) ? NumberText.write(value) : rounded(value, decimals).toPlainString();
  }

  /**
   * {@return a number with at most so many decimals: {@code 10.7}}
   *
   * @param value any but NaN
   * @param decimals after the point
   */
  public static String shortest(double value, int decimals) {
    return NumberText.write(isBeyond(value) ? value : rounded(value, decimals).doubleValue());
  }

  /**
   * {@return a number with so many significant digits: {@code 0.0123}, {@code 1.23e-7}}
   *
   * @param value finite
   * @param digits from 1
   */
  public static String significant(double value, int digits) {
    return NumberText.write(toDigits(value, digits).doubleValue());
  }

  /**
   * {@return a small share with two digits, zeros kept: {@code 0.020}, {@code 1.2E-7}}
   *
   * @param value finite
   */
  public static String share(double value) {
    return toDigits(value, 2).toString();
  }

  /**
   * {@return a number with so many digits, never an exponent: {@code 0.000000123}}
   *
   * @param value finite
   * @param digits from 1
   */
  public static String plain(double value, int digits) {
    return toDigits(value, digits).stripTrailingZeros().toPlainString();
  }

  /**
   * {@return a number as a whole one: {@code 12346}}
   *
   * @param value any but NaN
   */
  public static String whole(double value) {
    return NumberText.write(Math.rint(value));
  }

  /**
   * {@return a number as a whole one in groups of three digits: {@code 12,346}}
   *
   * @param value finite
   */
  public static String grouped(double value) {
    if (value >= EXPONENT_FROM) {
      return significant(value, 3);
    }
    BigDecimal whole = BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP);
    StringBuilder text = new StringBuilder(whole.toPlainString());
    for (int at = text.length() - 3; at > (value < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  private static boolean isBeyond(double value) {
    return !(Math.abs(value) < EXPONENT_FROM);
  }

  private static BigDecimal rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal toDigits(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits));
  }
}
