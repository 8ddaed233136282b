package io.logsentinel.core.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hot loop: finds the fields of plain lines, eight bytes at a time, and leaves it to a {@link
 * RowKeeper} what becomes of each row.
 *
 * <p>Plain is what {@link CsvRecords} would read the same way without any state: no quote, and no
 * carriage return but before a line feed. At the first byte that is not, the scanner gives up on
 * all it was given.
 *
 * <p>The trick, on the eight bytes of a word at once: a byte below {@code '-'} is a comma, a line
 * end, a quote, a blank or a rare control character; everything else a plain field is made of lies
 * above (digits, point, letters, colon, slash, minus). Take the lower seven bits of each byte and
 * add {@code 0x80 - '-'}: at most {@code 0x7F + 0x53 = 0xD2}, so nothing carries into the next
 * byte, and the eighth bit of the sum is set exactly where the seven bits are {@code '-'} or more.
 * So {@code ~sum & ~word & 0x80} marks exactly the bytes of 0 to {@code '-' - 1}, and no byte of
 * 0x80 and up.
 */
final class PlainScanner {
  /** Bytes that must be there to read beyond the end of what is scanned. */
  static final int PADDING = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EIGHTH_BITS = 0x8080808080808080L;
  private static final long SEVEN_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long COMMAS = ',' * 0x0101010101010101L;
  private static final long TO_EIGHTH_BIT = (0x80 - '-') * 0x0101010101010101L;

  private final int columns;

  /** Where fields end; only those that {@link #nextNeeded} speaks of are kept up to date. */
  private final int[] ends;

  /** From each field on, the first whose end is needed. */
  private final int[] nextNeeded;

  private final RowKeeper keeper;
  private long lines;
  private boolean ascii;

  PlainScanner(Header header) {
    columns = header.columns();
    ends = new int[columns + 1];
    nextNeeded = header.nextNeeded();
    keeper = new RowKeeper(header);
  }

  /**
   * Scans whole lines; the last one may lack its line end.
   *
   * @param bytes with {@link #PADDING} to spare after {@code to}
   * @param batch takes the rows that are kept
   * @param tally counts all
   * @return false where something is not plain; batch and tally are worth nothing then
   */
  boolean scan(
      byte[] bytes, int from, int to, TextEncoding encoding, FlowBatch batch, Tally tally) {
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
      long marks = ~((word & SEVEN_BITS) + TO_EIGHTH_BIT) & ~word & EIGHTH_BITS;
      if (marks == 0) {
        continue;
      }
      if (nextNeeded[field] - field >= Long.BYTES && marks == commas(word)) {
        field += count(marks >>> 7); // at most eight: still no field that is needed
        // most of a row is not needed: as many words as cannot reach what is, without a branch
        int words = Math.min(nextNeeded[field] - field, to - at - Long.BYTES) / Long.BYTES;
        while (words > 1) {
          long odd = 0;
          long commas = 0;
          long skipped = 0;
          int end = at + words * Long.BYTES;
          for (int next = at + Long.BYTES; next <= end; next += Long.BYTES) {
            long other = (long) WORDS.get(bytes, next);
            long below = ~((other & SEVEN_BITS) + TO_EIGHTH_BIT) & ~other & EIGHTH_BITS;
            skipped |= other;
            odd |= below ^ commas(other);
            commas += below >>> 7;
          }
          if (odd != 0) {
            break; // something else than commas: word by word
          }
          seen |= skipped;
          field += count(commas);
          at = end;
          words = Math.min(nextNeeded[field] - field, to - at - Long.BYTES) / Long.BYTES;
        }
        continue;
      }
      for (; marks != 0; marks &= marks - 1) {
        int place = first(marks);
        int mark = at + place;
        int b = (int) (word >>> 8 * place) & 0xFF;
        if (b == ',') {
          ends[field] = mark;
          field += field < columns ? 1 : 0; // one too many is told from enough, more need not be
          continue;
        }
        if (mark >= to) {
          break; // the zeros beyond
        }
        if (b == '\n') {
          int end = mark > start && bytes[mark - 1] == '\r' ? mark - 1 : mark;
          tally.count(row(bytes, start, end, field, encoding, batch), batch);
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
      tally.count(row(bytes, start, to, field, encoding, batch), batch);
      lines++;
    }
    ascii = (seen & EIGHTH_BITS) == 0;
    return true;
  }

  /** The sum of all bytes, as the product's top byte has it; at most 255. */
  private static int count(long bytes) {
    return (int) (bytes * 0x0101010101010101L >>> 56);
  }

  /**
   * Which byte is the first that is marked, 0 to 7: the lowest mark is 1 shifted by that many
   * bytes, and shifts the constant so that its top byte says how many. (As fast as counting
   * trailing zeros, and also where that is not one instruction, as with the JVM's first compiler.)
   */
  private static int first(long marks) {
    return (int) (((marks & -marks) >>> 7) * 0x0001020304050607L >>> 56);
  }

  /** Marks the commas: the bytes that are zero where the word differs from commas. */
  private static long commas(long word) {
    long zeros = word ^ COMMAS;
    return ~((zeros & SEVEN_BITS) + SEVEN_BITS | zeros | SEVEN_BITS);
  }

  private Rejection row(
      byte[] bytes, int start, int end, int commas, TextEncoding encoding, FlowBatch batch) {
    if (isBlank(bytes, start, end)) {
      return Rejection.BLANK;
    }
    ends[commas] = end;
    return keeper.keep(bytes, start, ends, commas + 1, 1, encoding, batch);
  }

  private static boolean isBlank(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] == ',') {
      at++;
    }
    return at == end;
  }

  /** Lines of the last scan. */
  long lines() {
    return lines;
  }

  /** Whether the last scan saw nothing but ASCII. */
  boolean isAscii() {
    return ascii;
  }
}
