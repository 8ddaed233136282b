package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** {@link NumberText} against the platform's exact decimals. */
class NumberTextPropertyTest {
  private static final Pattern NUMBER =
      Pattern.compile("[ \t-\r]*[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t-\r]*");
  private static final Pattern INFINITY =
      Pattern.compile("[ \t-\r]*[+-]?(?:[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)[ \t-\r]*");

  private static void assertSame(double expected, double actual, String text) {
    assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual), text);
  }

  /** The nearest double to a decimal, half to even, found without any parser of doubles. */
  private static double nearest(BigDecimal decimal) {
    BigDecimal size = decimal.abs();
    BigDecimal limit =
        new BigDecimal(Double.MAX_VALUE)
            .add(new BigDecimal(Math.ulp(Double.MAX_VALUE)).divide(BigDecimal.valueOf(2)));
    if (size.compareTo(limit) >= 0) {
      return Double.NaN;
    }
    long low = 0; // the bits of the doubles from 0 are in their order
    long high = Double.doubleToLongBits(Double.MAX_VALUE);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (new BigDecimal(Double.longBitsToDouble(middle)).compareTo(size) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    double below = Double.longBitsToDouble(low);
    if (below == Double.MAX_VALUE) {
      return Math.copySign(below, decimal.signum());
    }
    double above = Math.nextUp(below);
    int side = size.subtract(new BigDecimal(below)).compareTo(new BigDecimal(above).subtract(size));
    boolean takeBelow = side < 0 || (side == 0 && (low & 1) == 0);
    return Math.copySign(takeBelow ? below : above, decimal.signum());
  }

  @Provide
  Arbitrary<String> literals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
    Arbitrary<String> exponent =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just("")),
            Tuple.of(4, Arbitraries.integers().between(-45, 30).map(e -> "e" + e)),
            Tuple.of(1, Arbitraries.integers().between(-345, 310).map(e -> "E" + e)));
    return Combinators.combine(
            Arbitraries.of("", "-", "+"), digits, Arbitraries.of("", ".", "p"), digits, exponent)
        .as(
            (sign, whole, point, fraction, e) ->
                sign + whole + (point.equals("p") ? "." + fraction : point) + e);
  }

  @Property(tries = 4000)
  @StatisticsReport(onFailureOnly = true)
  void decimalLiteral_givesTheNearestDouble(@ForAll("literals") String text) {
    BigDecimal exact = new BigDecimal(text);
    double expected = nearest(exact);
    if (text.startsWith("-") && expected == 0) {
      expected = -0.0;
    }
    assertSame(expected, NumberText.parse(text), text);
    Statistics.label("more than a double's digits").collect(exact.precision() > 17);
    Statistics.label("more than a double's digits")
        .coverage(c -> c.check(true).percentage(p -> p > 5));
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.oneOf(
        Arbitraries.strings().numeric().ofMaxLength(10),
        Arbitraries.strings().withChars("0123456789").withChars("..-e ,").ofMaxLength(20),
        Combinators.combine(
                Arbitraries.strings().numeric().ofMaxLength(9),
                Arbitraries.strings().numeric().ofMaxLength(10))
            .as((whole, decimals) -> whole + "." + decimals));
  }

  /** Eight bytes at a time or one after the other: what stands around a field is no part of it. */
  @Property(tries = 5000)
  @StatisticsReport(onFailureOnly = true)
  void field_isTheSameNumberWhateverStandsAroundIt(
      @ForAll("fields") String text,
      @ForAll("fields") String before,
      @ForAll("fields") String after) {
    byte[] bytes = (before + text + after + ".5,0123456789.123").getBytes(StandardCharsets.UTF_8);
    double alone = NumberText.parse(text);
    assertSame(
        alone, NumberText.parse(bytes, before.length(), before.length() + text.length()), text);
    Statistics.label("a number").collect(!Double.isNaN(alone));
    Statistics.label("a number").coverage(c -> c.check(true).percentage(p -> p > 30));
  }

  @Property(tries = 2000)
  void pointBetweenTwoDoubles_goesToTheEvenOne(@ForAll("doubles") double value) {
    double size = Math.abs(value);
    if (size == Double.MAX_VALUE || Double.isInfinite(size)) {
      return;
    }
    double above = Math.nextUp(size);
    BigDecimal middle =
        new BigDecimal(size).add(new BigDecimal(above)).divide(BigDecimal.valueOf(2));
    double even = (Double.doubleToLongBits(size) & 1) == 0 ? size : above;
    assertSame(even, NumberText.parse(middle.toString()), "the middle");
    assertSame(even, NumberText.parse(middle.toPlainString()), "the middle, plain");
    BigDecimal little = middle.ulp().movePointLeft(1);
    assertSame(above, NumberText.parse(middle.add(little).toString()), "past the middle");
    assertSame(size, NumberText.parse(middle.subtract(little).toString()), "before the middle");
  }

  @Property(tries = 5000)
  @StatisticsReport(onFailureOnly = true)
  void anyText_isANumberByTheGrammarOnly(@ForAll("numberLike") String text) {
    double actual = NumberText.parse(text);
    boolean number = NUMBER.matcher(text).matches();
    if (number) {
      assertEquals(nearest(new BigDecimal(text.trim())) + 0.0, actual + 0.0, text);
    } else if (INFINITY.matcher(text).matches()) {
      assertTrue(Double.isInfinite(actual), text);
      assertEquals(text.contains("-"), actual < 0, text);
    } else {
      assertTrue(Double.isNaN(actual), text);
    }
    Statistics.label("number").collect(number);
    Statistics.label("number").coverage(c -> c.check(true).percentage(p -> p > 5));
  }

  @Provide
  Arbitrary<String> numberLike() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars('0', '1', '5', '9', '.', 'e', 'E', '+', '-', ' ', '\t')
            .ofMaxLength(7),
        Arbitraries.strings()
            .withChars('0', '7', 'i', 'n', 'f', 'I', 'x', '_', '\0', '\u00a0', 'd', 'é')
            .ofMaxLength(4),
        Arbitraries.of("inf", "infinity", "-INF", "nan")
            .flatMap(
                word ->
                    Arbitraries.strings()
                        .withChars(" i-+\r")
                        .ofMaxLength(1)
                        .map(more -> word + more)));
  }

  @Provide
  Arbitrary<Double> doubles() {
    Arbitrary<Double> bits =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d));
    Arbitrary<Double> subnormal =
        Arbitraries.longs().between(0, 1L << 52).map(Double::longBitsToDouble);
    Arbitrary<Double> decimal =
        Combinators.combine(
                Arbitraries.longs().between(-(1L << 54), 1L << 54),
                Arbitraries.integers().between(0, 30))
            .as((digits, scale) -> BigDecimal.valueOf(digits, scale).doubleValue());
    Arbitrary<Double> fewDigits =
        Combinators.combine(
                Arbitraries.longs().between(-99_999, 99_999),
                Arbitraries.integers().between(-300, 300))
            .as((digits, scale) -> BigDecimal.valueOf(digits, scale).doubleValue());
    Arbitrary<Double> nearPowers =
        Combinators.combine(
                Arbitraries.integers().between(-1074, 1023), Arbitraries.integers().between(-2, 2))
            .as(
                (power, steps) ->
                    Double.longBitsToDouble(
                        Math.max(0, Double.doubleToLongBits(Math.scalb(1.0, power)) + steps)));
    Arbitrary<Double> integers =
        Arbitraries.longs().between(-(1L << 60), 1L << 60).map(Long::doubleValue);
    Arbitrary<Double> withoutExponent =
        Arbitraries.longs()
            .between(Double.doubleToLongBits(1e-6), Double.doubleToLongBits(1e16))
            .withDistribution(RandomDistribution.uniform())
            .map(Double::longBitsToDouble);
    return Arbitraries.oneOf(
        bits, subnormal, decimal, fewDigits, nearPowers, integers, withoutExponent);
  }

  @Property(tries = 6000)
  void writtenNumber_readsBackAndNoShorterOneDoes(@ForAll("doubles") double value) {
    String text = NumberText.write(value);
    assertSame(value, NumberText.parse(text), text);
    assertTrue(text.length() <= NumberText.LONGEST, text);
    if (Double.isInfinite(value)) {
      return;
    }
    assertSame(value, Double.parseDouble(text), text);
    assertFalse(text.endsWith(".0"), text);
    BigDecimal size = new BigDecimal(value).abs();
    BigDecimal written = new BigDecimal(text).abs().stripTrailingZeros();
    for (int precision = 1; precision < written.precision(); precision++) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
        BigDecimal shorter = size.round(new MathContext(precision, mode));
        assertFalse(shorter.doubleValue() == Math.abs(value), text + " could have been " + shorter);
      }
    }
    // and of that length none is nearer
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(-written.scale());
    BigDecimal error = written.subtract(size).abs();
    for (BigDecimal other : new BigDecimal[] {written.subtract(step), written.add(step)}) {
      if (other.doubleValue() == Math.abs(value)) {
        assertTrue(error.compareTo(other.subtract(size).abs()) <= 0, text + " or " + other);
      }
    }
  }

  @Property(tries = 6000)
  void writtenDigits_areThoseOfTheNewerPlatforms(@ForAll("doubles") double value) {
    if (Runtime.version().feature() < 19 || Double.isInfinite(value)) {
      return; // Double.toString is not the shortest before
    }
    BigDecimal platform = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal written = new BigDecimal(NumberText.write(value)).stripTrailingZeros();
    if (platform.precision() == 2 && written.precision() == 1) {
      return; // it writes two digits at least, and then the nearest two
    }
    assertEquals(platform, written);
  }

  @Property
  void wholeNumberBelowTenToTheFifteenth_isWrittenAsOne(@ForAll long any) {
    long whole = any % 1_000_000_000_000_000L;
    assertEquals(BigInteger.valueOf(whole).toString(), NumberText.write(whole));
  }

  @Provide
  Arbitrary<String> shortTexts() {
    Arbitrary<String> digits =
        Arbitraries.strings().withCharRange('0', '9').ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("019/:.-+eE \u0080\u00ff").ofMinLength(1).ofMaxLength(9);
    return Arbitraries.oneOf(digits, odd);
  }

  @Property(tries = 20_000)
  void digitsAreCopied_exactlyWhereTheyAreWhatWouldBeWritten(
      @ForAll("shortTexts") String text, @ForAll("shortTexts") String after) {
    byte[] bytes = ("," + text + after).getBytes(StandardCharsets.ISO_8859_1);
    int to = 1 + text.length();
    boolean isCanonical = text.length() <= 8 && bytes.length >= 9 && text.matches("0|[1-9][0-9]*");
    byte[] out = new byte[NumberText.LONGEST + 1];
    assertEquals(isCanonical, NumberText.copyDigits(bytes, 1, to, out, 1), text);
    if (isCanonical) {
      assertEquals(text, new String(out, 1, text.length(), StandardCharsets.ISO_8859_1));
      assertEquals(text, NumberText.write(NumberText.parse(text)));
    }
  }

  @Property(tries = 5000)
  void digitsOfAWord_areTheirNumber(@ForAll("shortTexts") String text) {
    byte[] bytes = (text + ",.......").getBytes(StandardCharsets.ISO_8859_1);
    long word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int length = Math.min(text.length(), Long.BYTES);
    String digits = text.substring(0, length);
    assertEquals(
        digits.matches("[0-9]+") ? Long.parseLong(digits) : -1, NumberText.digits(word, length));
    assertEquals(-1, NumberText.digits(word << 8 | ',', 0));
  }
}
