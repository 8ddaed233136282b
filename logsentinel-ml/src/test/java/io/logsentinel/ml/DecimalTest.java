package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.math.BigDecimal;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  /** The first two are among those that Double.toString wrote otherwise before JDK 19. */
  @ParameterizedTest
  @CsvSource({
    "2.0E-3, 0.002",
    "1e23, 1E+23",
    "2e23, 2E+23",
    "0.1, 0.1",
    "100, 100",
    "-0.5, -0.5",
    "0, 0",
    "-0.0, -0.0",
    "1e22, 1E+22",
    "9007199254740991, 9007199254740991",
    "9007199254740993, 9007199254740992",
    "4.9E-324, 5E-324",
    "1.7976931348623157E308, 1.7976931348623157E+308",
    "0.10000000149011612, 0.10000000149011612"
  })
  void writesTheShortest(double value, String text) {
    assertEquals(text, Decimal.shortest(value));
  }

  @Property(tries = 5000)
  void readsBackTheSame(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    Assume.that(Double.isFinite(value));
    String text = Decimal.shortest(value);
    assertEquals(value, Double.parseDouble(text));
    assertEquals(value, new Gson().fromJson(text, double.class));
    assertTrue(digits(text) <= digits(Double.toString(value)), text);
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  @Test
  void noShorterTextWouldDo() {
    SplitMix random = new SplitMix(3);
    for (int i = 0; i < 2000; i++) {
      double value = random.nextDouble() * 1000;
      String digits = Decimal.shortest(value);
      String shorter = digits.substring(0, digits.length() - 1);
      if (!shorter.endsWith(".")) {
        assertTrue(Double.parseDouble(shorter) != value, digits);
      }
    }
  }
}
