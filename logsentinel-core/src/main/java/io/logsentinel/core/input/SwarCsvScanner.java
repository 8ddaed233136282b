package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.text.TextEncoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SWAR scanner of plain lines, the hot loop: finds their fields eight bytes at a time, and leaves
 * it to a {@link FlowRowParser} what becomes of each row.
 *
 * <p>Plain is what {@link CsvTokenizer} would read the same way without any state: no quote, and no
 * carriage return but before a line feed. At the first byte that is not, the scanner gives up on
 * all it was given.
 *
 * <p>The trick, on the eight bytes of a word at once: take the lower seven bits of each byte and
 * add {@code 0x80 - c}: at most {@code 0x7F + 0x80 - c}, so nothing carries into the next byte, and
 * the eighth bit of the sum is set exactly where the seven bits are {@code c} or more. Or in the
 * word itself, and the eighth bits that are left unset are exactly the bytes of 0 to {@code c - 1}.
 *
 * <p>A byte below a comma is a line end, a quote, a blank or a rare control character. Where a word
 * has none, its bytes below {@code '-'} are its commas: what else a plain field is made of (digits,
 * point, letters, colon, slash, minus) lies above.
 */
final class SwarCsvScanner implements FlowDecoder.Blocks {
  /** The separator that the arithmetic below is made for. */
  static final char SEPARATOR = ',';

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EIGHTH_BITS = 0x80 * EACH_BYTE;
  private static final long SEVEN_BITS = 0x7F * EACH_BYTE;
  private static final long FROM_COMMA = (0x80 - ',') * EACH_BYTE;
  private static final long ABOVE_COMMA = (0x80 - ',' - 1) * EACH_BYTE;

  /** Words per skip. */
  private static final int SKIPPED_WORDS = 4;

  private static final int SKIPPED_BYTES = SKIPPED_WORDS * Long.BYTES;

  /** Skipping is worth a try where so many fields are not needed: four words have some eight. */
  private static final int FIELDS_TO_SKIP = 16;

  /**
   * Lookup by a word's mask of marked bytes, a bit each: their number in the upper half, their
   * places, a nibble each, in the lower.
   */
  private static final long[] MARKED = new long[1 << Long.BYTES];

  static {
    for (int bits = 0; bits < MARKED.length; bits++) {
      for (int place = Long.BYTES - 1; place >= 0; place--) {
        if ((bits >> place & 1) == 1) {
          MARKED[bits] = MARKED[bits] << 4 | place;
        }
      }
      MARKED[bits] |= (long) Integer.bitCount(bits) << 32;
    }
  }

  private final int columns;

  /** Where fields end; only those that {@link #nextNeeded} speaks of are kept up to date. */
  private final int[] ends;

  /** From each field on, the first whose end is needed. */
  private final int[] nextNeeded;

  private final FlowRowParser parser;
  private long lines;
  private boolean ascii;

  SwarCsvScanner(ColumnMapping mapping) {
    columns = mapping.columns();
    ends = new int[columns + 1 + Long.BYTES]; // as far as a word of nothing but commas reaches
    nextNeeded = mapping.nextNeeded();
    parser = new FlowRowParser(mapping);
  }

  @Override
  public boolean decode(
      byte[] bytes,
      int from,
      int to,
      TextEncoding encoding,
      FlowBatch.Appender rows,
      RowCounter counter) {
    // locals: the JVM's first compiler reads a field anew each time
    int[] ends = this.ends;
    int[] nextNeeded = this.nextNeeded;
    int columns = this.columns;
    lines = 0;
    long seen = 0;
    int start = from;
    int field = 0;
    for (int at = from; at < to; at += Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      if (to - at < Long.BYTES) {
        word &= -1L >>> 8 * (Long.BYTES - (to - at)); // what lies beyond comes out as zeros
      }
      seen |= word;
      if ((fromComma(word) & EIGHTH_BITS) == EIGHTH_BITS) {
        long commas = MARKED[oneByte(~aboveComma(word) & EIGHTH_BITS)];
        // four without a branch, which would be guessed wrongly too often; few words have more
        ends[field] = at + (int) (commas & 7);
        ends[field + 1] = at + (int) (commas >> 4 & 7);
        ends[field + 2] = at + (int) (commas >> 8 & 7);
        ends[field + 3] = at + (int) (commas >> 12 & 7);
        int count = (int) (commas >>> 32);
        for (int i = 4; i < count; i++) {
          ends[field + i] = at + (int) (commas >> 4 * i & 7);
        }
        field += count;
        field = field < columns ? field : columns; // one too many is told from enough
        int needless = nextNeeded[field] - field;
        if (needless >= FIELDS_TO_SKIP) {
          // most of a row is not needed: four words at a time, as long as they cannot reach what is
          while (to - at >= Long.BYTES + SKIPPED_BYTES) {
            long first = (long) WORDS.get(bytes, at + Long.BYTES);
            long second = (long) WORDS.get(bytes, at + 2 * Long.BYTES);
            long third = (long) WORDS.get(bytes, at + 3 * Long.BYTES);
            long fourth = (long) WORDS.get(bytes, at + 4 * Long.BYTES);
            long plain =
                fromComma(first) & fromComma(second) & fromComma(third) & fromComma(fourth);
            long others = eighths(aboveComma(first)) + eighths(aboveComma(second));
            others += eighths(aboveComma(third)) + eighths(aboveComma(fourth));
            int skipped = SKIPPED_BYTES - (int) (others * EACH_BYTE >>> 56);
            if ((plain & EIGHTH_BITS) != EIGHTH_BITS || skipped > needless) {
              break;
            }
            seen |= first | second | third | fourth;
            at += SKIPPED_BYTES;
            field += skipped;
            needless -= skipped;
          }
        }
        continue;
      }
      for (long marks = ~aboveComma(word) & EIGHTH_BITS; marks != 0; marks &= marks - 1) {
        int place = first(marks);
        int mark = at + place;
        int b = (int) (word >>> 8 * place) & 0xFF;
        if (b == ',') {
          ends[field] = mark;
          field += field < columns ? 1 : 0;
          continue;
        }
        if (mark >= to) {
          break; // the zeros beyond
        }
        if (b == '\n') {
          int end = mark > start && bytes[mark - 1] == '\r' ? mark - 1 : mark;
          counter.count(row(bytes, start, end, field, encoding, rows));
          lines++;
          start = mark + 1;
          field = 0;
        } else if (b == '"' || (b == '\r' && (mark + 1 == to || bytes[mark + 1] != '\n'))) {
          return false;
        }
        // any other is a blank or a control character, part of its field
      }
    }
    if (start < to) {
      counter.count(row(bytes, start, to, field, encoding, rows));
      lines++;
    }
    counter.countOdd(rows.batch(), 0, rows.batch().size());
    ascii = (seen & EIGHTH_BITS) == 0;
    return true;
  }

  /** Leaves the eighth bit of a byte unset where it is below a comma. */
  private static long fromComma(long word) {
    return (word & SEVEN_BITS) + FROM_COMMA | word;
  }

  /** Leaves the eighth bit of a byte unset where it is a comma or below. */
  private static long aboveComma(long word) {
    return (word & SEVEN_BITS) + ABOVE_COMMA | word;
  }

  /** The eighth bits, each as a 1 in its byte. */
  private static long eighths(long word) {
    return word >>> 7 & EACH_BYTE;
  }

  /** The eighth bits side by side: the product's top byte has the first one lowest. */
  private static int oneByte(long eighthBits) {
    return (int) ((eighthBits >>> 7) * 0x0102040810204080L >>> 56);
  }

  /**
   * The place of the first byte that is marked, 0 to 7: the lowest mark is 1 shifted by that many
   * bytes, and shifts the constant so that its top byte says how many. (As fast as counting
   * trailing zeros, and also where that is not one instruction, as with the JVM's first compiler.)
   */
  private static int first(long marks) {
    return (int) (((marks & -marks) >>> 7) * 0x0001020304050607L >>> 56);
  }

  private Rejection row(
      byte[] bytes,
      int start,
      int end,
      int commas,
      TextEncoding encoding,
      FlowBatch.Appender rows) {
    if (isBlank(bytes, start, end)) {
      return Rejection.BLANK;
    }
    ends[commas] = end;
    return parser.keep(bytes, start, ends, commas + 1, 1, encoding, rows);
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] == ',') {
      at++;
    }
    return at == end;
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public TimeLog times() {
    return parser.times();
  }

  @Override
  public boolean isAscii() {
    return ascii;
  }
}
