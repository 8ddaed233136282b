package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.input.row.PlainRows;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.ByteWords;
import io.logsentinel.core.text.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SWAR scanner of plain lines, the hot loop: finds their fields eight bytes at a time, and leaves
 * it to a {@link FlowRowParser} what becomes of each row.
 *
 * <p>Plain is what {@link CsvTokenizer} would read the same way without any state: no quote, and no
 * carriage return but before a line feed. At the first byte that is not, the scanner gives up on
 * all it was given.
 *
 * <p>Most rows go a shorter way, {@link PlainRows}; what follows is for all others.
 *
 * <p>The trick, on the eight bytes of a word at once: take the lower seven bits of each byte and
 * add {@code 0x80 - c}: at most {@code 0x7F + 0x80 - c}, so nothing carries into the next byte, and
 * the eighth bit of the sum is set exactly where the seven bits are {@code c} or more. Or in the
 * word itself, and the eighth bits that are left unset are exactly the bytes of 0 to {@code c - 1}.
 *
 * <p>A byte below a comma is a line end, a quote, a blank or a rare control character. Where a word
 * has none, its bytes below {@code '-'} are its commas: what else a plain field is made of (digits,
 * point, letters, colon, slash, minus) lies above. Where tabs part fields, two bits of every byte
 * are flipped first: then the line ends, and all other control characters below a blank that count,
 * lie below the tab, as they lie below a comma.
 */
final class SwarCsvScanner implements FlowDecoder.Blocks {
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EIGHTH_BITS = 0x8080808080808080L;
  private static final long SEVEN_BITS = 0x7F * EACH_BYTE;

  /** Flipped, a tab is 15, a line feed 12 and a carriage return 11. */
  private static final int FLIPPED_WITH_TABS = 6;

  /** Words per skip. */
  private static final int SKIPPED_WORDS = 4;

  private static final int SKIPPED_BYTES = SKIPPED_WORDS * Long.BYTES;

  /** Half as many rows of a block, more than are plain, are tried as plain ones in vain. */
  private static final int WORTH_A_TRY = 64;

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
  private final char separator;

  /** What is flipped in each byte before it is compared. */
  private final long flipped;

  /** Added to seven bits: unsets the eighth of what is below the separator, or not above it. */
  private final long toFrom;

  private final long toAbove;

  /** What lines begin with that are no rows: they are left to the general reader. */
  private final byte[][] notRows;

  /** What most rows take; null where the columns are not made for it. */
  private final @Nullable PlainRows plainRows;

  private long lines;
  private boolean ascii;

  /** All bytes that were looked at, put together. */
  private long seen;

  SwarCsvScanner(ColumnMapping mapping, char separator, FlowBatch.Appender rows) {
    int flip = separator == '\t' ? FLIPPED_WITH_TABS : 0;
    this.separator = separator;
    flipped = flip * EACH_BYTE;
    toFrom = (0x80 - (separator ^ flip)) * EACH_BYTE;
    toAbove = toFrom - EACH_BYTE;
    RecordLayout layout = mapping.dialect().layout();
    notRows =
        Stream.of(layout.comment(), layout.trailer())
            .filter(begin -> !begin.isEmpty())
            .map(begin -> begin.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    columns = mapping.columns();
    ends = new int[columns + 1 + Long.BYTES]; // as far as a word of nothing but commas reaches
    nextNeeded = mapping.nextNeeded();
    parser = new FlowRowParser(mapping, new TimeLog(rows));
    plainRows = separator == ',' && notRows.length == 0 ? PlainRows.of(mapping, parser) : null;
  }

  @Override
  public boolean decode(byte[] bytes, int from, int to, TextEncoding encoding, RowCounter counter) {
    lines = 0;
    seen = 0;
    FlowBatch batch = times().rows().batch();
    PlainRows plain = plainRows;
    int worth = plain == null ? -1 : WORTH_A_TRY;
    int at = from;
    while (at < to) {
      int next = plain == null || worth < 0 ? 0 : plain.read(bytes, at, to, encoding);
      int row = batch.size();
      if (plain != null && next > 0) {
        worth++;
        counter.noteOdd(batch, row - 1, lines, parser);
        lines++;
        if (!plain.isUsual()) {
          counter.countOdd(batch, row - 1);
        }
      } else {
        worth -= 2;
        next = scan(bytes, at, to, worth >= 0, encoding, counter);
        if (next < 0) {
          return false;
        }
        counter.countOdd(batch, row);
      }
      at = next;
    }
    counter.countRows(batch);
    ascii = (seen & EIGHTH_BITS) == 0;
    return true;
  }

  /**
   * Decodes the row that begins here, or all from here on; returns where the next one begins, below
   * 0 where this is left to others.
   */
  private int scan(
      byte[] bytes, int from, int to, boolean isOneRow, TextEncoding encoding, RowCounter counter) {
    // locals: the JVM's first compiler reads a field anew each time
    int[] ends = this.ends;
    int[] nextNeeded = this.nextNeeded;
    int columns = this.columns;
    long flipped = this.flipped;
    long toFrom = this.toFrom;
    long toAbove = this.toAbove;
    long seen = this.seen;
    int start = from;
    int field = 0;
    for (int at = from; at < to; at += Long.BYTES) {
      long word = (long) ByteWords.LONGS.get(bytes, at);
      if (to - at < Long.BYTES) {
        word &= -1L >>> 8 * (Long.BYTES - (to - at)); // what lies beyond comes out as zeros
      }
      seen |= word;
      long compared = word ^ flipped;
      if ((atLeast(compared, toFrom) & EIGHTH_BITS) == EIGHTH_BITS) {
        long commas = MARKED[oneByte(~atLeast(compared, toAbove) & EIGHTH_BITS)];
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
            long first = (long) ByteWords.LONGS.get(bytes, at + Long.BYTES) ^ flipped;
            long second = (long) ByteWords.LONGS.get(bytes, at + 2 * Long.BYTES) ^ flipped;
            long third = (long) ByteWords.LONGS.get(bytes, at + 3 * Long.BYTES) ^ flipped;
            long fourth = (long) ByteWords.LONGS.get(bytes, at + 4 * Long.BYTES) ^ flipped;
            // of ASCII, no sum carries into the next byte
            long plain = first + toFrom & second + toFrom & third + toFrom & fourth + toFrom;
            long all = first | second | third | fourth;
            long others = eighths(first + toAbove) + eighths(second + toAbove);
            others += eighths(third + toAbove) + eighths(fourth + toAbove);
            int skipped = SKIPPED_BYTES - (int) (others * EACH_BYTE >>> 56);
            if ((plain & ~all & EIGHTH_BITS) != EIGHTH_BITS || skipped > needless) {
              break;
            }
            at += SKIPPED_BYTES;
            field += skipped;
            needless -= skipped;
          }
        }
        continue;
      }
      for (long marks = ~atLeast(compared, toAbove) & EIGHTH_BITS; marks != 0; marks &= marks - 1) {
        int place = first(marks);
        int mark = at + place;
        int b = (int) (word >>> 8 * place) & 0xFF;
        if (b == separator) {
          ends[field] = mark;
          field += field < columns ? 1 : 0;
          continue;
        }
        if (mark >= to) {
          break; // the zeros beyond
        }
        if (b == '\n') {
          if (isNoRow(bytes, start, mark)) {
            return -1;
          }
          int end = mark > start && bytes[mark - 1] == '\r' ? mark - 1 : mark;
          if (!row(bytes, start, end, field, encoding, counter)) {
            return -1;
          }
          lines++;
          start = mark + 1;
          field = 0;
          if (isOneRow) {
            this.seen = seen;
            return start;
          }
        } else if ((b == '"' && separator == ',')
            || (b == '\r' && (mark + 1 == to || bytes[mark + 1] != '\n'))) {
          return -1;
        }
        // any other is a blank or a control character, part of its field
      }
    }
    if (start < to) {
      if (isNoRow(bytes, start, to) || !row(bytes, start, to, field, encoding, counter)) {
        return -1;
      }
      lines++;
    }
    this.seen = seen;
    return to;
  }

  /** Leaves the eighth bit of a byte unset where it is below what is added up to 0x80. */
  private static long atLeast(long word, long added) {
    return (word & SEVEN_BITS) + added | word;
  }

  private boolean isNoRow(byte[] bytes, int start, int end) {
    for (byte[] begin : notRows) {
      if (end - start >= begin.length
          && Arrays.equals(bytes, start, start + begin.length, begin, 0, begin.length)) {
        return true;
      }
    }
    return false;
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

  /** Takes a row; false where it is left to the general reader, with all that follow. */
  private boolean row(
      byte[] bytes, int start, int end, int commas, TextEncoding encoding, RowCounter counter) {
    if (commas == end - start || isBlank(bytes, start, end)) {
      counter.reject(Rejection.BLANK, lines, () -> "");
      return true;
    }
    ends[commas] = end;
    FlowBatch batch = times().rows().batch();
    int row = batch.size();
    Rejection reason = parser.keep(bytes, start, ends, commas + 1, 1, encoding);
    if (reason != null) {
      if (parser.isOtherHeader()) {
        return false;
      }
      counter.reject(reason, lines, () -> parser.what(reason));
    }
    counter.noteOdd(batch, row, lines, parser);
    return true;
  }

  private boolean isBlank(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && (bytes[at] == separator || Blanks.isBlank(bytes[at]))) {
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
