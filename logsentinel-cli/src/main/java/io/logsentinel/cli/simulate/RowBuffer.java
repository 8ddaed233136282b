package io.logsentinel.cli.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A buffer of rows as bytes, handed on in large pieces. Numbers are written digit by digit: no
 * locale, no garbage.
 */
final class RowBuffer {
  /** No row is longer; room for it is made before it starts. */
  static final int LONGEST_ROW = 4_096;

  private static final int CAPACITY = 1 << 16;

  /** Significant digits of a decimal, as the flow meter's texts have them. */
  private static final int SIGNIFICANT = 10;

  private static final int MAX_DECIMALS = 18;

  private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);

  private static final long[] POWER_OF_TEN = new long[MAX_DECIMALS + 1];

  static {
    POWER_OF_TEN[0] = 1;
    for (int i = 1; i < POWER_OF_TEN.length; i++) {
      POWER_OF_TEN[i] = 10 * POWER_OF_TEN[i - 1];
    }
  }

  private final OutputStream out;
  private final byte[] bytes = new byte[CAPACITY];
  private int size;

  RowBuffer(OutputStream out) {
    this.out = out;
  }

  void put(byte[] text) {
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  void put(char ascii) {
    bytes[size++] = (byte) ascii;
  }

  /** A field of text, with the comma after it. */
  RowBuffer field(byte[] text) {
    put(text);
    put(',');
    return this;
  }

  /** A field with an integer, with the comma after it. */
  RowBuffer field(long value) {
    put(value);
    put(',');
    return this;
  }

  /** A field with a decimal, with the comma after it. */
  RowBuffer field(double value) {
    put(value);
    put(',');
    return this;
  }

  void put(long value) {
    if (value < 0) {
      put('-');
    }
    long magnitude = Math.abs(value);
    digits(magnitude, digitsOf(magnitude));
  }

  /** A non-negative decimal in up to ten significant digits: with a point, without an exponent. */
  void put(double value) {
    if (!Double.isFinite(value)) {
      put(Double.isNaN(value) ? NAN : INFINITY);
      return;
    }
    long whole = (long) value;
    if (value == whole) {
      put(whole);
      put('.');
      put('0');
      return;
    }
    int decimals = decimalsOf(value, whole);
    long scaled = (long) (value * POWER_OF_TEN[decimals] + 0.5);
    while (decimals > 1 && scaled % 10 == 0) {
      scaled /= 10;
      decimals--;
    }
    long power = POWER_OF_TEN[decimals];
    long integer = scaled / power;
    put(integer);
    if (decimals > 0) {
      put('.');
      digits(scaled - integer * power, decimals);
    }
  }

  private static int decimalsOf(double value, long whole) {
    if (whole > 0) {
      return Math.max(0, SIGNIFICANT - digitsOf(whole));
    }
    int decimals = SIGNIFICANT;
    for (double v = value; v < 0.1 && decimals < MAX_DECIMALS; v *= 10) {
      decimals++;
    }
    return decimals;
  }

  private void digits(long value, int count) {
    long rest = value;
    for (int i = size + count - 1; i >= size; i--) {
      long next = rest / 10;
      bytes[i] = (byte) ('0' + (rest - 10 * next));
      rest = next;
    }
    size += count;
  }

  private static int digitsOf(long value) {
    int count = 1;
    while (count < POWER_OF_TEN.length && value >= POWER_OF_TEN[count]) {
      count++;
    }
    return count;
  }

  /** Ends a row and makes room for the next. */
  void endRow() throws IOException {
    put('\r');
    put('\n');
    if (size > CAPACITY - LONGEST_ROW) {
      drain();
    }
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
