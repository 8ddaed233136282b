package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.text.ByteWords;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shortcut for rows in which nothing is unusual, as nearly all are: walks from one needed field to
 * the next and reads each where its end is found, so that no byte is looked at twice.
 *
 * <p>Where a row has anything else (a value that is missing or no number, a quote, a field too many
 * or too few, a byte beyond ASCII), it gives up on the row and has changed nothing: what becomes of
 * that is for the scanner of lines and the {@link FlowRowParser} alone to say. Of a row that it
 * takes, it gives what these would.
 *
 * <p>Words of eight bytes are compared as the scanner does it: a byte below {@code '-'} ends a
 * field, or the row, or is unusual.
 */
public final class PlainRows {
  /** No field is begun in so many bytes before the end: words reach beyond what they are for. */
  private static final int ROOM = 5 * Long.BYTES;

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EIGHTH_BITS = 0x8080808080808080L;
  private static final long SEVEN_BITS = 0x7F * EACH_BYTE;
  private static final long UP_TO_COMMA = (0x80 + ',') * EACH_BYTE;
  private static final long FROM_COMMA = (0x80 - ',') * EACH_BYTE;
  private static final long ABOVE_COMMA = FROM_COMMA - EACH_BYTE;

  // slots of values and places: fields by their ordinal, the numbers side by side, and the time

  private static final int SOURCE = FlowField.SOURCE_IP.ordinal();
  private static final int DESTINATION = FlowField.DESTINATION_IP.ordinal();
  private static final int LABEL = FlowField.LABEL.ordinal();
  private static final int FIRST_NUMBER = FlowField.SOURCE_PORT.ordinal();
  private static final int LAST_NUMBER = FlowField.PACKETS_PER_SECOND.ordinal();
  private static final int TIME = FlowField.values().length;

  private static final int HALF = 32;

  /** By slot of a number, the largest integer with which no row is odd. */
  private static final long[] MOST = new long[TIME];

  static {
    Arrays.fill(MOST, Long.MAX_VALUE);
    MOST[FlowField.SOURCE_PORT.ordinal()] = 65_535;
    MOST[FlowField.DESTINATION_PORT.ordinal()] = 65_535;
    MOST[FlowField.PROTOCOL.ordinal()] = 254;
  }

  /** By slot, true where a number with a fraction is nothing odd: duration and rates. */
  private static final boolean[] FRACTIONS = new boolean[TIME];

  static {
    FRACTIONS[FlowField.FLOW_DURATION.ordinal()] = true;
    FRACTIONS[FlowField.BYTES_PER_SECOND.ordinal()] = true;
    FRACTIONS[FlowField.PACKETS_PER_SECOND.ordinal()] = true;
  }

  /** By needed field, in the order of the columns: separators after the needed one before it. */
  private final int[] skips;

  /** Likewise, where it belongs. */
  private final int[] slots;

  private final boolean hasTime;
  private final MissingWords missing;
  private final TimeLog times;
  private final FlowBatch.Appender rows;

  // the row at hand

  private final double[] values = new double[TIME];

  /** Where each field begins in the upper half, where it ends in the lower. */
  private final long[] places = new long[TIME + 1];

  private boolean isUsual;

  /** Needed are the places of columns in their order, each with its slot in the lower half. */
  private PlainRows(long[] needed, FlowRowParser parser, boolean hasTime) {
    this.skips = new int[needed.length];
    this.slots = new int[needed.length];
    int next = 0;
    for (int i = 0; i < needed.length; i++) {
      int column = (int) (needed[i] >> HALF);
      skips[i] = column - next;
      slots[i] = (int) needed[i];
      next = column + 1;
    }
    this.hasTime = hasTime;
    this.missing = parser.missing();
    this.times = parser.times();
    this.rows = times.rows();
  }

  /**
   * {@return the shortcut; null where it does not fit} It does not where a number is more than its
   * column, a column is needed twice, or the last one is not the label.
   *
   * @param columns of the file
   * @param parser of its rows, whose batch and times are added to
   */
  public static @Nullable PlainRows of(ColumnMapping columns, FlowRowParser parser) {
    // plain code: it runs before each first row, and streams and records take longer to link
    long[] needed = new long[columns.hasTime() ? TIME + 1 : TIME];
    for (int slot = 0; slot < TIME; slot++) {
      needed[slot] = (long) columns.positions()[slot] << HALF | slot;
    }
    if (columns.hasTime()) {
      needed[TIME] = (long) columns.timePosition() << HALF | TIME;
    }
    Arrays.sort(needed);
    boolean fits = parser.isPlain() && needed[0] >= 0; // below 0 where a column is absent
    for (int i = 1; i < needed.length; i++) {
      fits &= needed[i] >> HALF != needed[i - 1] >> HALF;
    }
    fits &= needed[needed.length - 1] == ((long) columns.columns() - 1 << HALF | LABEL);
    return fits ? new PlainRows(needed, parser, columns.hasTime()) : null;
  }

  /**
   * Appends a row.
   *
   * @param bytes that hold it
   * @param start where it begins
   * @param to where the last row ends
   * @param encoding of the bytes
   * @return where the next one begins, or 0 where the row is left to others
   */
  public int read(byte[] bytes, int start, int to, TextEncoding encoding) {
    // locals: the JVM's first compiler reads a field anew each time
    int[] skips = this.skips;
    int[] slots = this.slots;
    double[] values = this.values;
    long[] places = this.places;
    int limit = to - ROOM;
    boolean isUsual = true;
    int at = start;
    for (int i = 0; i < slots.length; i++) {
      if (skips[i] > 0) {
        at = skip(bytes, at, limit, skips[i]);
      }
      if (at >= limit) {
        return 0;
      }
      long word = word(bytes, at);
      long marks = marks(word);
      int end = marks != 0 ? at + first(marks) : endOf(bytes, at + Long.BYTES, limit);
      int slot = slots[i];
      if (slot >= FIRST_NUMBER && slot <= LAST_NUMBER) {
        long integer = end - at <= Long.BYTES ? NumberText.digits(word, end - at) : -1;
        if (integer >= 0) {
          values[slot] = integer;
          isUsual &= integer <= MOST[slot];
        } else {
          double value = NumberText.parse(bytes, at, end);
          if (Double.isNaN(value)) {
            return 0;
          }
          values[slot] = value;
          isUsual &= FRACTIONS[slot] && value >= 0 && value <= Double.MAX_VALUE;
        }
      } else {
        while (bytes[end] == ' ' && end < limit) {
          end = endOf(bytes, end + 1, limit);
        }
        if (missing.isMissing(bytes, at, end)) {
          return 0;
        }
      }
      places[slot] = (long) at << HALF | end;
      if (bytes[end] != ',' || end >= limit) {
        this.isUsual = isUsual;
        return slot == LABEL ? finish(bytes, end, limit, encoding) : 0;
      }
      at = end + 1;
    }
    return 0; // a field too many
  }

  /** {@return true where the row that was read last is odd in no way that is counted} */
  public boolean isUsual() {
    FlowBatch batch = rows.batch();
    return isUsual && !batch.hasOddAddress(batch.size() - 1);
  }

  /** Takes the row where its label ends it. */
  private int finish(byte[] bytes, int to, int limit, TextEncoding encoding) {
    int end = bytes[to] == '\r' ? to + 1 : to;
    if (bytes[end] != '\n' || to >= limit || to - from(LABEL) > FlowRowParser.MAX_TEXT_CHARS) {
      return 0;
    }
    FlowBatch.Appender rows = this.rows;
    rows.numbers(values, places);
    rows.text(FlowField.SOURCE_IP, bytes, from(SOURCE), to(SOURCE), encoding);
    rows.text(FlowField.DESTINATION_IP, bytes, from(DESTINATION), to(DESTINATION), encoding);
    rows.text(FlowField.LABEL, bytes, from(LABEL), to, encoding);
    if (hasTime) {
      times.read(bytes, from(TIME), to(TIME), encoding);
    }
    rows.addWhole();
    return end + 1;
  }

  private int from(int slot) {
    return (int) (places[slot] >>> HALF);
  }

  private int to(int slot) {
    return (int) places[slot];
  }

  private static long word(byte[] bytes, int at) {
    return (long) ByteWords.LONGS.get(bytes, at);
  }

  /** The place of the first byte that is marked by its eighth bit, 0 to 7. */
  private static int first(long marks) {
    return (int) (((marks & -marks) >>> 7) * 0x0001020304050607L >>> 56);
  }

  /** Where the next byte stands that ends a field or is unusual; the limit if there is none. */
  private static int endOf(byte[] bytes, int from, int limit) {
    for (int at = from; at < limit; at += Long.BYTES) {
      long marks = marks(word(bytes, at));
      if (marks != 0) {
        return at + first(marks);
      }
    }
    return limit;
  }

  /** The eighth bits of the bytes below {@code '-'}, and of those beyond ASCII. */
  private static long marks(long word) {
    // seven bits are never more than what they are taken from: no byte borrows from the next
    return (UP_TO_COMMA - (word & SEVEN_BITS) | word) & EIGHTH_BITS;
  }

  /** Where the field after so many commas begins; the limit where something unusual comes first. */
  private static int skip(byte[] bytes, int from, int limit, int commas) {
    int left = commas;
    int at = from;
    while (at < limit) {
      // four words at a time, as long as they cannot reach what is needed
      long first = word(bytes, at);
      long second = word(bytes, at + Long.BYTES);
      long third = word(bytes, at + 2 * Long.BYTES);
      long fourth = word(bytes, at + 3 * Long.BYTES);
      // of ASCII, no sum carries into the next byte
      long plain = first + FROM_COMMA & second + FROM_COMMA;
      plain &= third + FROM_COMMA & fourth + FROM_COMMA;
      long all = first | second | third | fourth;
      long others = above(first) + above(second) + above(third) + above(fourth);
      int count = 4 * Long.BYTES - (int) (others * EACH_BYTE >>> 56);
      if ((plain & ~all & EIGHTH_BITS) != EIGHTH_BITS || count >= left) {
        break;
      }
      at += 4 * Long.BYTES;
      left -= count;
    }
    while (at < limit) {
      long word = word(bytes, at);
      if ((word + FROM_COMMA & ~word & EIGHTH_BITS) != EIGHTH_BITS) {
        return skipBytes(bytes, at, limit, left);
      }
      long upTo = (above(word) ^ EACH_BYTE) * EACH_BYTE; // by byte, the commas from the first to it
      int count = (int) (upTo >>> 56);
      if (count >= left) {
        return at + first((upTo | EIGHTH_BITS) - left * EACH_BYTE & EIGHTH_BITS) + 1;
      }
      left -= count;
      at += Long.BYTES;
    }
    return limit;
  }

  /** Of ASCII, a 1 in each byte above a comma. */
  private static long above(long word) {
    return word + ABOVE_COMMA >>> 7 & EACH_BYTE;
  }

  /** The same within a word, in which a byte may end the row. */
  private static int skipBytes(byte[] bytes, int from, int limit, int commas) {
    int left = commas;
    for (int at = from; at < from + Long.BYTES && bytes[at] >= ','; at++) {
      left -= bytes[at] == ',' ? 1 : 0;
      if (left == 0) {
        return at + 1;
      }
    }
    return limit;
  }
}
