package io.logsentinel.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Numbers as text, the same on every JDK and in every locale.
 *
 * <p>Read: blanks around allowed, an optional sign, {@code 1}, {@code 1.5}, {@code .5}, {@code 5.},
 * with or without exponent; {@code inf} and {@code infinity} in any case. ASCII digits only, no
 * hex, no underscore, no thousands separator. Every literal gives the nearest double; one too large
 * for a double is no number.
 *
 * <p>Written: the shortest text that reads back the same double, integers without {@code .0}, plain
 * from 0.00001 to 10<sup>15</sup>, with an exponent beyond.
 */
public final class NumberText {
  /** The most bytes that a number takes when written. */
  public static final int LONGEST = 32;

  /** 10^0 to 10^22: the powers of ten that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = new double[23];

  /** 5^0 to 5^22. */
  private static final long[] POWERS_OF_FIVE = new long[POWERS_OF_TEN.length];

  private static final long TEN_TO_16 = 10_000_000_000_000_000L;

  /** The bits of a double's fraction after its first. */
  private static final int FRACTION_BITS = 52;

  /** Larger than any number of digits that a field can have. */
  private static final long MAX_EXPONENT = Integer.MAX_VALUE;

  /** Digits that fit a long, whatever they are. */
  private static final int MOST_DIGITS = 18;

  /** So many decimal digits a double keeps apart: no two such decimals share one. */
  private static final int SAFE_DIGITS = 15;

  /** With so many zeros after the point, a number is written with an exponent. */
  private static final int MOST_ZEROS = 5;

  // of eight characters at once: '0', what takes 10 but not 9 to a byte's highest bit, that bit
  private static final long ZEROS = 0x3030303030303030L;
  private static final long TEN_TO_SIGN = 0x7676767676767676L;
  private static final long SIGNS = 0x8080808080808080L;

  private static final long POINTS = 0x2E2E2E2E2E2E2E2EL;
  private static final long EACH_BYTE = 0x0101010101010101L;

  /** The lowest byte of each half of a word. */
  private static final long EACH_HALF = 0x000000FF000000FFL;

  // what brings the first and third pair of digits, and the second and fourth, to their places

  private static final long EVEN_PAIRS = 100 + (1_000_000L << 32);
  private static final long ODD_PAIRS = 1 + (10_000L << 32);

  /** The bytes from the start of a number that may be looked at. */
  private static final int ROOM_OF_WORDS = 2 * Long.BYTES;

  private static final long EXACT_INTEGERS = 1L << 53;

  static {
    double power = 1;
    long five = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++, power *= 10, five *= 5) {
      POWERS_OF_TEN[i] = power;
      POWERS_OF_FIVE[i] = five;
    }
  }

  private NumberText() {}

  /**
   * {@return the double nearest to a text, infinite only where the text says so; NaN where it is no
   * number, or one too large for a double}
   *
   * @param text any
   */
  public static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /**
   * {@return the same of a text in an encoding that holds ASCII as ASCII} Faster where some bytes
   * follow it.
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   */
  public static double parse(byte[] bytes, int from, int to) {
    int length = to - from;
    if (bytes.length - from < ROOM_OF_WORDS || length < 1 || length > MOST_DIGITS) {
      return parseDigits(bytes, from, to);
    }
    long word = (long) ByteWords.LONGS.get(bytes, from);
    if (length <= Long.BYTES) {
      long digits = aligned(word, length);
      if (areDigits(digits)) {
        return valueOf(digits);
      }
    }
    double decimal = parseDecimal(word, bytes, from, length);
    return decimal >= 0 ? decimal : parseDigits(bytes, from, to);
  }

  /**
   * {@return the number that the first characters of a word are, where they are digits; -1 where
   * they are not, or are none}
   *
   * @param word eight characters, the first in its lowest byte
   * @param length the number's, from 0 to 8; where it is 0, the first character must be no digit
   */
  public static long digits(long word, int length) {
    long digits = aligned(word, length);
    return areDigits(digits) ? valueOf(digits) : -1;
  }

  /** A number of up to seven digits before a point and eight after it; -1 where it is none. */
  private static double parseDecimal(long word, byte[] bytes, int from, int length) {
    long unlike = word ^ POINTS;
    long points = unlike - EACH_BYTE & ~unlike & SIGNS; // of these, the lowest is one
    int whole = first(points);
    int decimals = length - whole - 1;
    if (points == 0 || whole == 0 || decimals < 1 || decimals > Long.BYTES) {
      return -1;
    }
    long before = aligned(word, whole);
    long after = aligned((long) ByteWords.LONGS.get(bytes, from + whole + 1), decimals);
    if (!areDigits(before) || !areDigits(after)) {
      return -1;
    }
    // both operands are exact, so the one rounding is that of the result (Clinger 1990)
    double power = POWERS_OF_TEN[decimals];
    return (valueOf(before) * power + valueOf(after)) / power;
  }

  private static double parseDigits(byte[] bytes, int from, int to) {
    if (to - from > MOST_DIGITS) {
      return parseAny(bytes, from, to);
    }
    long mantissa = 0;
    int point = -1;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = 10 * mantissa + digit;
      } else if (bytes[at] == '.' && point < 0) {
        point = at;
      } else {
        return parseAny(bytes, from, to);
      }
    }
    if (mantissa >= EXACT_INTEGERS || to - from < (point < 0 ? 1 : 2)) {
      return parseAny(bytes, from, to);
    }
    return point < 0 ? mantissa : mantissa / POWERS_OF_TEN[to - point - 1];
  }

  /** The first characters of a word in its last bytes, as digits 0 to 9, with zeros before. */
  private static long aligned(long word, int length) {
    return (word ^ ZEROS) << Long.SIZE - Byte.SIZE * length;
  }

  private static boolean areDigits(long digits) {
    return ((digits + TEN_TO_SIGN | digits) & SIGNS) == 0;
  }

  /** Eight digits as a number: neighbours become one of two digits, then of four, then of eight. */
  private static long valueOf(long digits) {
    return valueOfPairs(10 * digits + (digits >>> 8)); // in two, each short enough to be inlined
  }

  private static long valueOfPairs(long pairs) {
    return (pairs & EACH_HALF) * EVEN_PAIRS + (pairs >>> 16 & EACH_HALF) * ODD_PAIRS >>> 32;
  }

  /** The place of the first byte that is marked by its highest bit, 0 to 7. */
  private static int first(long marks) {
    return (int) (((marks & -marks) >>> 7) * 0x0001020304050607L >>> 56);
  }

  private static double parseAny(byte[] bytes, int from, int to) {
    int end = Blanks.trim(bytes, from, to);
    int at = Blanks.skip(bytes, from, end);
    int start = at;
    boolean negative = at < end && bytes[at] == '-';
    if (negative || (at < end && bytes[at] == '+')) {
      at++;
    }
    if (at < end && (bytes[at] | 0x20) == 'i') {
      return isInfinity(bytes, at, end)
          ? negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY
          : Double.NaN;
    }
    long mantissa = 0;
    int digits = 0;
    int significant = 0;
    int scale = 0;
    boolean point = false;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        significant += mantissa > 0 || digit > 0 ? 1 : 0;
        mantissa = 10 * mantissa + digit; // overflows only where too many are significant
        scale += point ? 1 : 0;
      } else if (bytes[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    long exponent = 0;
    if (at < end && (bytes[at] | 0x20) == 'e') {
      at++;
      boolean down = at < end && bytes[at] == '-';
      if (down || (at < end && bytes[at] == '+')) {
        at++;
      }
      int first = at;
      for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
        exponent = Math.min(MAX_EXPONENT, 10 * exponent + bytes[at] - '0');
      }
      if (at == first) {
        return Double.NaN;
      }
      exponent = down ? -exponent : exponent;
    }
    if (at < end) {
      return Double.NaN;
    }
    if (significant <= MOST_DIGITS
        && mantissa < EXACT_INTEGERS
        && Math.abs(exponent - scale) <= 22) {
      int power = (int) (exponent - scale);
      // both operands are exact, so the one rounding is that of the result (Clinger 1990)
      double value = power < 0 ? mantissa / POWERS_OF_TEN[-power] : mantissa * POWERS_OF_TEN[power];
      return negative ? -value : value;
    }
    double value =
        Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean isInfinity(byte[] bytes, int from, int to) {
    String word = to - from == 3 ? "inf" : "infinity";
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the shortest text that {@link #parse} reads back as the same double; {@code inf} and
   * {@code -inf} for the infinities}
   *
   * @param value any but NaN
   * @throws IllegalArgumentException for NaN
   */
  public static String write(double value) {
    byte[] bytes = new byte[LONGEST];
    return new String(bytes, 0, write(value, bytes, 0), StandardCharsets.US_ASCII);
  }

  /**
   * {@return true where the text of a number is already the one to be written: digits, no more than
   * a double keeps apart; no zero that could go; a point only between digits; not so small that it
   * would be written with an exponent} False also where it would take a closer look to tell.
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   */
  public static boolean isShortest(byte[] bytes, int from, int to) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int point = -1;
    for (int at = first; at < to; at++) {
      if (bytes[at] == '.' && point < 0) {
        point = at;
      } else if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    int whole = (point < 0 ? to : point) - first;
    int digits = to - first - (point < 0 ? 0 : 1);
    if (whole <= 0 || digits > SAFE_DIGITS || (whole > 1 && bytes[first] == '0')) {
      return false;
    }
    if (point < 0) {
      return true;
    }
    if (point + 1 == to || bytes[to - 1] == '0') {
      return false;
    }
    int leadingZeros = 0;
    while (whole == 1 && bytes[first] == '0' && bytes[point + 1 + leadingZeros] == '0') {
      leadingZeros++;
    }
    return leadingZeros < MOST_ZEROS;
  }

  /**
   * {@return true where a text of up to eight digits is already the one to be written, as most are:
   * it is copied, eight bytes at once} False also where there are no eight bytes to read.
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   * @param out has room for {@link #LONGEST} bytes
   * @param at where the copy begins
   */
  public static boolean copyDigits(byte[] bytes, int from, int to, byte[] out, int at) {
    if (to - from > Long.BYTES || from + Long.BYTES > bytes.length) {
      return false;
    }
    long word = (long) ByteWords.LONGS.get(bytes, from);
    long digits = word ^ ZEROS;
    long odd = (digits + TEN_TO_SIGN | digits) & SIGNS;
    boolean isPadded = to - from > 1 && (byte) word == '0';
    if (isPadded
        || odd << Long.SIZE - Byte.SIZE * (to - from) != 0) { // what follows is shifted out
      return false;
    }
    ByteWords.LONGS.set(out, at, word);
    return true;
  }

  /**
   * {@return where the shortest text of a number ends, which is written}
   *
   * @param value any but NaN
   * @param out has room for {@link #LONGEST} bytes
   * @param at where the text begins
   */
  public static int write(double value, byte[] out, int at) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a number to write must not be NaN");
    }
    if (Double.doubleToRawLongBits(value) < 0) {
      out[at++] = '-';
    }
    double size = Math.abs(value);
    if (size == Double.POSITIVE_INFINITY) {
      return writeChars("inf", 0, 3, out, at);
    }
    if (size < 1e15) {
      if (size == (long) size) {
        return writeDigits((long) size, out, at);
      }
      // A decimal m / 10^k with m < 2^50 is found here: size * 10^k is off by less than 1/4, so
      // rint gives m, and m / 10^k is rounded once. The first k that reads back is the shortest.
      for (int k = 1; k < POWERS_OF_TEN.length; k++) {
        double scaled = size * POWERS_OF_TEN[k];
        if (scaled >= 1L << 50) {
          return size < 1e-5 ? writeAny(size, out, at) : writeLong(size, k, out, at);
        }
        double m = Math.rint(scaled);
        if (m / POWERS_OF_TEN[k] == size) {
          return writeDecimal(Long.toString((long) m), -k, out, at);
        }
      }
    }
    return writeAny(size, out, at);
  }

  /**
   * Writes a number from 0.00001 to 10<sup>15</sup> that has 16 or 17 digits. A double is f 2^e,
   * and times 10^k it is f 5^k 2^(e + k), where f 5^k fits two words: what a shift leaves of them
   * is the digits, what it takes away says how far they are from the number. Half of 5^k is as far
   * as the middle between it and the next double; as 5^k is odd, no decimal lies on the middle.
   *
   * @param k such that the number times 10^k is from 2^50 to 10 * 2^50
   */
  private static int writeLong(double size, int k, byte[] out, int at) {
    long one = 1L << FRACTION_BITS;
    long f = (Double.doubleToRawLongBits(size) & (one - 1)) | one;
    int e = Math.getExponent(size) - FRACTION_BITS;
    int places = shifted(f, e, k) < TEN_TO_16 ? k : k - 1;

    long m = shifted(f, e, places);
    long five = POWERS_OF_FIVE[places];
    int bits = -(e + places);
    long below = (f * five) & ((1L << bits) - 1);
    long above = (1L << bits) - below;
    // a power of two has its lower neighbour half as far away
    boolean isBelowRead = (f == one ? 4 : 2) * below < five;
    boolean isAboveRead = 2 * above < five;
    if (isBelowRead || isAboveRead) {
      boolean isBelowNearer = below < above || (below == above && m % 2 == 0);
      long shortest = isBelowRead && isBelowNearer || !isAboveRead ? m : m + 1;
      return writeDecimal(Long.toString(shortest), -places, out, at);
    }
    m = shifted(f, e, places + 1);
    below = (f * POWERS_OF_FIVE[places + 1]) & ((1L << (bits - 1)) - 1);
    above = (1L << (bits - 1)) - below;
    m += below > above || (below == above && m % 2 == 1) ? 1 : 0;
    return writeDecimal(Long.toString(m), -places - 1, out, at);
  }

  /** Returns f 5^k 2^(e + k) without its fraction. */
  private static long shifted(long f, int e, int k) {
    long five = POWERS_OF_FIVE[k];
    int bits = -(e + k);
    return (Math.multiplyHigh(f, five) << (Long.SIZE - bits)) | (f * five >>> bits);
  }

  private static int writeAny(double size, byte[] out, int at) {
    BigDecimal shortest = shortest(size);
    return writeDecimal(shortest.unscaledValue().toString(), -shortest.scale(), out, at);
  }

  /**
   * The shortest decimal that reads back as the value, of those the nearest to it, of two the even.
   */
  private static BigDecimal shortest(double size) {
    BigDecimal exact = new BigDecimal(size);
    // a decimal of up to 15 digits survives the way into a double and back: it is this or none
    BigDecimal safe = exact.round(new MathContext(SAFE_DIGITS, RoundingMode.HALF_EVEN));
    if (size >= Double.MIN_NORMAL && safe.doubleValue() == size) {
      return safe.stripTrailingZeros();
    }
    int first = size >= Double.MIN_NORMAL ? SAFE_DIGITS + 1 : 1;
    for (int precision = first; precision < 17; precision++) {
      BigDecimal below = exact.round(new MathContext(precision, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(precision, RoundingMode.UP));
      boolean belowFits = below.doubleValue() == size;
      boolean aboveFits = above.doubleValue() == size;
      if (belowFits || aboveFits) {
        int order = exact.subtract(below).compareTo(above.subtract(exact));
        boolean belowIsNearer = order < 0 || (order == 0 && !below.unscaledValue().testBit(0));
        return (belowFits && belowIsNearer || !aboveFits ? below : above).stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  /** Writes digits * 10^power: plain where that is readable, else as d.dde-n. */
  private static int writeDecimal(String digits, int power, byte[] out, int at) {
    int count = digits.length();
    int exponent = count - 1 + power; // of the first digit
    if (exponent < -5 || exponent >= 15) {
      at = writeChars(digits, 0, 1, out, at);
      if (count > 1) {
        out[at++] = '.';
        at = writeChars(digits, 1, count, out, at);
      }
      out[at++] = 'e';
      if (exponent < 0) {
        out[at++] = '-';
      }
      return writeDigits(Math.abs(exponent), out, at);
    }
    if (exponent < 0) {
      at = writeChars("0.0000", 0, 1 - exponent, out, at);
      return writeChars(digits, 0, count, out, at);
    }
    int whole = exponent + 1; // power < 0 here: integers went another way
    at = writeChars(digits, 0, whole, out, at);
    out[at++] = '.';
    return writeChars(digits, whole, count, out, at);
  }

  private static int writeChars(String digits, int from, int to, byte[] out, int at) {
    for (int i = from; i < to; i++) {
      out[at++] = (byte) digits.charAt(i);
    }
    return at;
  }

  private static int writeDigits(long value, byte[] out, int at) {
    int end = at + 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int i = end - 1; i >= at; i--, rest /= 10) {
      out[i] = (byte) ('0' + rest % 10);
    }
    return end;
  }
}
