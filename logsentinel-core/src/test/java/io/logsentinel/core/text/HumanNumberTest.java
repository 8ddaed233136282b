package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00, 0",
    "-0.0, 0.00, 0",
    "1, 1.00, 1",
    "10.7, 10.70, 10.7",
    "0.125, 0.12, 0.125",
    "0.375, 0.38, 0.375",
    "-0.125, -0.12, -0.125",
    "2.675, 2.67, 2.675", // a little less than it says
    "0.00005, 0.00, 0.0001", // a little more than it says
    "0.00015, 0.00, 0.0001", // a little less than it says
    "0.03125, 0.03, 0.0312",
    "0.09375, 0.09, 0.0938",
    "-0.00001, 0.00, 0",
    "123456.78905, 123456.79, 123456.7891",
    "999999999999999.4, 999999999999999.38, 999999999999999.4",
    "1e15, 1e15, 1e15",
    "-1e15, -1e15, -1e15",
    "1.5e300, 1.5e300, 1.5e300",
    "Infinity, inf, inf",
    "-Infinity, -inf, -inf",
  })
  void roundedHalfToEven(double value, String fixed, String shortest) {
    assertEquals(fixed, HumanNumber.fixed(value, 2));
    assertEquals(shortest, HumanNumber.shortest(value, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 1",
    "0.25, 0.25, 0.25",
    "123456, 123000, 123000",
    "0.0000012345, 1.23e-6, 0.00000123",
    "-99.96, -100, -100",
    "1.5e20, 1.5e20, 150000000000000000000",
  })
  void threeSignificantDigits(double value, String significant, String plain) {
    assertEquals(significant, HumanNumber.significant(value, 3));
    assertEquals(plain, HumanNumber.plain(value, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, '0'",
    "999.5, 1000, '1,000'",
    "2.5, 2, '3'",
    "1234567, 1234567, '1,234,567'",
    "1.23456e15, 1.23456e15, 1.23e15",
  })
  void wholeNumbers(double value, String whole, String grouped) {
    assertEquals(whole, HumanNumber.whole(value));
    assertEquals(grouped, HumanNumber.grouped(value));
  }

  /** As the JDK's formatter groups them. */
  @Property
  void groups(@ForAll @DoubleRange(min = -1e14, max = 1e14) double value) {
    for (double number : new double[] {value, Math.rint(value / 1e7), value % 2000}) {
      assertEquals(
          String.format(Locale.ROOT, "%,.0f", number).replaceFirst("^-0$", "0"),
          HumanNumber.grouped(number));
    }
  }
}
