package io.logsentinel.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowBufferTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "12000000, 12000000.0",
    "0.5, 0.5",
    "746.38801512, 746.3880151",
    "0.016666666666666666, 0.01666666667",
    "33333333.333333332, 33333333.33",
    "9999999999.5, 10000000000",
    "0.99999999999, 1.0",
    "99.99999999999, 100.0",
    "123456789012.25, 123456789012",
    "Infinity, Infinity",
    "NaN, NaN"
  })
  void decimal(double value, String expected) throws IOException {
    assertEquals(expected, text(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, -1, 65_535, 999_999_999_999L, Long.MAX_VALUE})
  void integer(long value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowBuffer buffer = new RowBuffer(out);
    buffer.put(value);
    buffer.flush();
    assertEquals(Long.toString(value), out.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void decimal_tenSignificantDigits() throws IOException {
    RandomStream random = RandomStream.of(1, 0);
    for (int i = 0; i < 20_000; i++) {
      double value = random.logNormal(30, 4);
      BigDecimal exact = new BigDecimal(value);
      BigDecimal written = new BigDecimal(text(value));
      BigDecimal unit = exact.round(new MathContext(10)).ulp();
      BigDecimal error = written.subtract(exact).abs();
      assertTrue(
          error.compareTo(unit.multiply(new BigDecimal("0.50001"))) <= 0,
          () -> value + " as " + written);
    }
  }

  private static String text(double value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowBuffer buffer = new RowBuffer(out);
    buffer.put(value);
    buffer.flush();
    return out.toString(StandardCharsets.US_ASCII);
  }
}
