package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  private static void assertSame(double expected, double actual) {
    assertEquals(
        Long.toHexString(Double.doubleToLongBits(expected)),
        Long.toHexString(Double.doubleToLongBits(actual)),
        expected + " and " + actual);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1,1",
        "1.5,1.5",
        ".5,0.5",
        "5.,5",
        "+7,7",
        "-7,-7",
        "0,0",
        "-0,-0.0",
        "-0.0e5,-0.0",
        "007,7",
        "1e3,1000",
        "1E+3,1000",
        "1.e-3,0.001",
        ".5e1,5",
        "1e-400,0",
        "-1e-400,-0.0",
        "0e999999999999,0",
        "1e23,1e23",
        "70000,70000",
        "3.7,3.7",
        "9007199254740993,9007199254740992",
        "9007199254740993.00001,9007199254740994",
        "1797693134862315700000e287,1.7976931348623157e308",
        "4.9e-324,4.9e-324",
        "2.4703282292062328e-324,4.9e-324",
        "2.4703282292062327e-324,0",
        " 12,12",
        "12 ,12",
        "\t12 ,12",
        "  -1.5e0  ,-1.5",
        "\u000b12\f,12",
      })
  void numbersAreRead(String text, double value) {
    assertSame(value, NumberText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "INF", "Inf", "+inf", "infinity", "Infinity", "INFINITY", " iNf "})
  void infinityIsReadInAnyCase(String text) {
    assertSame(Double.POSITIVE_INFINITY, NumberText.parse(text));
    assertSame(Double.NEGATIVE_INFINITY, NumberText.parse("-" + text.strip().replace("+", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "-",
        ".",
        "+.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e-",
        "1e1.5",
        "1e 5",
        "- 1",
        "+-1",
        "--1",
        "1.2.3",
        "1 2",
        "1,234",
        "1_000",
        "0x10",
        "0x1p3",
        "1d",
        "1f",
        "1L",
        "NaN",
        "nan",
        "-nan",
        "infi",
        "in",
        "infinit",
        "infinityy",
        "inf1",
        "i",
        "∞",
        "12\0",
        "\00012",
        "\u00a05",
        "5\u00a0",
        "\u20071",
        "١٢٣",
        "１２",
        "1e309",
        "-1e309",
        "1e400",
        "1.7976931348623159e308",
        "1e99999999999",
        "true",
        "None",
        "1%",
        "$1",
        "\ufeff1",
        "1\u0085",
        "\u001f1"
      })
  void everythingElseIsNoNumber(String text) {
    assertSame(Double.NaN, NumberText.parse(text));
  }

  @Test
  void digitsWithoutEnd_areReadExactly() {
    assertSame(1e-5, NumberText.parse("0." + "0".repeat(4) + "1" + "0".repeat(100_000)));
    assertSame(1e5, NumberText.parse("1" + "0".repeat(100_000) + "e-99995"));
    assertSame(Double.NaN, NumberText.parse("1" + "0".repeat(400)));
    assertSame(1, NumberText.parse("0".repeat(100_000) + "1"));
  }

  @Test
  void exponentBeyondAHundredThousand_isTakenAsItIs() {
    String zeros = "0".repeat(99_999);
    assertSame(1e300, NumberText.parse("0." + zeros + "1e100300"));
    assertSame(Double.NaN, NumberText.parse("0." + zeros + "1e200000"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "80, 80",
    "-5, -5",
    "80.5, 80.5",
    "0.1, 0.1",
    "2e-3, 0.002",
    "0.00001, 0.00001",
    "0.000012345, 0.000012345",
    "0.000009, 9e-6",
    "-1.25e-7, -1.25e-7",
    "999999999999999, 999999999999999",
    "1e15, 1e15",
    "123456789012345680, 1.2345678901234568e17",
    "999999999999999.9, 999999999999999.9",
    "1e22, 1e22",
    "1e23, 1e23",
    "2e23, 2e23",
    "9007199254740992, 9.007199254740992e15",
    "0.30000000000000004, 0.30000000000000004",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "Infinity, inf",
    "-Infinity, -inf",
    "2.0e-44, 2e-44",
    "9.5367431640625E-7, 9.5367431640625e-7",
  })
  void numbersAreWritten(double value, String text) {
    assertEquals(text, NumberText.write(value));
    assertSame(value, NumberText.parse(text));
  }

  @Test
  void ofTwoShortestTextsAsNear_theEvenOneIsWritten() {
    assertEquals("562949953421316.8", NumberText.write(562949953421316.75));
    assertEquals("562949953421316.2", NumberText.write(562949953421316.25));
  }

  @Test
  void nan_isNotWritten() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> NumberText.write(Double.NaN));
    assertEquals("a number to write must not be NaN", e.getMessage());
  }

  @Test
  void powersOfTwoAndTenReadBack() {
    for (int power = -1074; power < 1024; power++) {
      double value = Math.scalb(1.0, power);
      assertSame(value, NumberText.parse(NumberText.write(value)));
    }
    for (int power = -323; power <= 308; power++) {
      String expected =
          power >= 15 || power < -5
              ? "1e" + power
              : power < 0 ? "0." + "0".repeat(-power - 1) + "1" : "1" + "0".repeat(power);
      assertEquals(expected, NumberText.write(Double.parseDouble("1e" + power)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "de-DE", "ar-u-nu-arab"})
  void noLocaleMatters(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals("-1234567.125", NumberText.write(-1234567.125));
      assertEquals("inf", NumberText.write(Double.POSITIVE_INFINITY));
      assertSame(Double.POSITIVE_INFINITY, NumberText.parse("INFINITY"));
      assertSame(1234.5, NumberText.parse("1234.5"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
