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
  private static final long TO_EIGHTH_BIT = (0x80 - '-') * 0x0101010101010101L;

  private final int columns;
  private final int[] ends;
  private final RowKeeper keeper;
  private long lines;
  private boolean ascii;

  PlainScanner(Header header) {
    columns = header.columns();
    ends = new int[columns];
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
      for (; marks != 0; marks &= marks - 1) {
        int mark = at + (Long.numberOfTrailingZeros(marks) >>> 3);
        if (mark >= to) {
          break; // the zeros beyond
        }
        switch (bytes[mark]) {
          case ',' -> {
            if (field < columns) {
              ends[field] = mark;
            }
            field++;
          }
          case '\n' -> {
            int end = mark > start && bytes[mark - 1] == '\r' ? mark - 1 : mark;
            tally.count(row(bytes, start, end, field, encoding, batch), batch);
            lines++;
            start = mark + 1;
            field = 0;
          }
          case '"' -> {
            return false;
          }
          case '\r' -> {
            if (mark + 1 == to || bytes[mark + 1] != '\n') {
              return false;
            }
          }
          default -> {
            // a blank or a control character is part of its field
          }
        }
      }
    }
    if (start < to) {
      tally.count(row(bytes, start, to, field, encoding, batch), batch);
      lines++;
    }
    ascii = (seen & EIGHTH_BITS) == 0;
    return true;
  }

  private Rejection row(
      byte[] bytes, int start, int end, int commas, TextEncoding encoding, FlowBatch batch) {
    if (end - start == commas) {
      return Rejection.BLANK;
    }
    if (commas < columns) {
      ends[commas] = end;
    }
    return keeper.keep(bytes, start, ends, commas + 1, 1, encoding, batch);
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
