package io.logsentinel.core.text.json;

import io.logsentinel.core.text.ByteWords;
import java.util.Arrays;

/**
 * SWAR scanner of JSON lines, the hot loop of reading them: says where the wanted members of an
 * object stand, without taking them out.
 *
 * <p>It takes what {@link JsonMembers} would read the same way, and proves it by going through the
 * whole grammar: an object in one line, of which no name and no wanted value has an escape, and
 * {@code NaN} besides. Of anything else it says so, and it is left to that reader.
 *
 * <p>The trick in strings, on the eight bytes of a word at once, is that of the scanner of
 * delimited text: the eighth bit of {@code (b & 0x7F) + 0x80 - c | b} is unset exactly where a byte
 * is below {@code c}.
 */
public final class SwarJsonScanner {
  /** Bytes that must be there to read beyond the end of what is scanned. */
  public static final int PADDING = Long.BYTES;

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EIGHTH_BITS = 0x8080808080808080L;
  private static final long SEVEN_BITS = 0x7F * EACH_BYTE;
  private static final long QUOTES = '"' * EACH_BYTE;
  private static final long BACKSLASHES = '\\' * EACH_BYTE;
  private static final long FROM_BLANK = (0x80 - ' ') * EACH_BYTE;

  /** A number that is longer may be more than the reference takes. */
  private static final int LONGEST_NUMBER = 300;

  private static final int DEEPEST = 32;
  private static final int NOT_PLAIN = -1;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] NAN = {'N', 'a', 'N'};

  private final JsonNames.Level top;
  private final int[] ends;

  /** Of each slot that has a value, the rank of the name it came with. */
  private final int[] ranks;

  // the text at hand
  private byte[] bytes = {};
  private int end;
  private int depth;
  private boolean escaped;
  private long seen;

  /**
   * Makes a scanner.
   *
   * @param names of the members, which must be ASCII
   */
  public SwarJsonScanner(JsonNames names) {
    if (!names.isAscii()) {
      throw new IllegalArgumentException("names must be ASCII");
    }
    this.top = names.top();
    this.ends = new int[2 * names.slots()];
    this.ranks = new int[names.slots()];
  }

  /**
   * Scans a line.
   *
   * @param bytes in an encoding that holds ASCII as ASCII, with {@link #PADDING} to spare
   * @param from where the line begins
   * @param to where the text ends: there the line ends, or before it with a line feed
   * @return where the line ends, its line feed not included; -1 where it is not plainly an object
   */
  public int scan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    this.depth = 0;
    Arrays.fill(ends, 0);
    int at = skipBlanks(from);
    if (at >= to || bytes[at] != '{') {
      return NOT_PLAIN;
    }
    at = object(at, top);
    if (at < 0) {
      return NOT_PLAIN;
    }
    at = skipBlanks(at);
    return at == to || bytes[at] == '\n' ? at : NOT_PLAIN;
  }

  /** {@return where the values stand, as {@link JsonMembers#ends()} has it; changed by the next} */
  public int[] ends() {
    return ends;
  }

  /** {@return true if all strings since {@link #clear} were ASCII; what is plain besides is} */
  public boolean isAscii() {
    return (seen & EIGHTH_BITS) == 0;
  }

  /** Begins to look anew whether all is ASCII. */
  public void clear() {
    seen = 0;
  }

  /** Goes through an object that begins here; returns where it ends. */
  private int object(int from, JsonNames.Level level) {
    if (++depth > DEEPEST) {
      return NOT_PLAIN;
    }
    int at = skipBlanks(from + 1);
    if (at < end && bytes[at] == '}') {
      depth--;
      return at + 1;
    }
    while (at < end && bytes[at] == '"') {
      int name = at + 1;
      at = string(name);
      if (at < 0 || escaped) {
        return NOT_PLAIN;
      }
      int entry = level == JsonNames.Level.EMPTY ? -1 : level.entry(bytes, name, at - 1);
      at = skipBlanks(at);
      if (at >= end || bytes[at] != ':') {
        return NOT_PLAIN;
      }
      at = skipBlanks(at + 1);
      at = entry < 0 ? value(at) : wanted(at, level, entry);
      if (at < 0) {
        return NOT_PLAIN;
      }
      at = skipBlanks(at);
      if (at >= end) {
        return NOT_PLAIN;
      }
      if (bytes[at] == '}') {
        depth--;
        return at + 1;
      }
      if (bytes[at] != ',') {
        return NOT_PLAIN;
      }
      at = skipBlanks(at + 1);
    }
    return NOT_PLAIN;
  }

  /** Goes through a value, and notes where it stands. */
  private int wanted(int from, JsonNames.Level level, int entry) {
    if (from >= end) {
      return NOT_PLAIN;
    }
    int start = from;
    int stop = from;
    int at;
    byte first = bytes[from];
    if (first == '{') {
      at = object(from, level.inner(entry));
    } else if (first == '"') {
      at = string(from + 1);
      if (escaped) {
        return NOT_PLAIN;
      }
      start = from + 1;
      stop = at - 1;
    } else {
      at = value(from);
      stop = first == '[' || first == 'n' || first == 'N' ? from : at;
    }
    int slot = level.slot(entry);
    if (slot >= 0) {
      keep(slot, level.rank(entry), start, stop);
    }
    return at;
  }

  /** As {@link JsonMembers} keeps a value. */
  private void keep(int slot, int rank, int start, int stop) {
    boolean isFree = ends[2 * slot] == ends[2 * slot + 1];
    if (isFree || rank == ranks[slot] || (rank < ranks[slot] && stop > start)) {
      ends[2 * slot] = start;
      ends[2 * slot + 1] = stop;
      ranks[slot] = rank;
    }
  }

  /** Goes through a value of which nothing is wanted. */
  private int value(int from) {
    if (from >= end) {
      return NOT_PLAIN;
    }
    return switch (bytes[from]) {
      case '"' -> string(from + 1);
      case '{' -> object(from, JsonNames.Level.EMPTY);
      case '[' -> array(from);
      case 't' -> word(from, TRUE);
      case 'f' -> word(from, FALSE);
      case 'n' -> word(from, NULL);
      case 'N' -> word(from, NAN);
      default -> number(from);
    };
  }

  private int array(int from) {
    if (++depth > DEEPEST) {
      return NOT_PLAIN;
    }
    int at = skipBlanks(from + 1);
    if (at < end && bytes[at] == ']') {
      depth--;
      return at + 1;
    }
    while (true) {
      at = value(at);
      if (at < 0) {
        return NOT_PLAIN;
      }
      at = skipBlanks(at);
      if (at >= end) {
        return NOT_PLAIN;
      }
      if (bytes[at] == ']') {
        depth--;
        return at + 1;
      }
      if (bytes[at] != ',') {
        return NOT_PLAIN;
      }
      at = skipBlanks(at + 1);
    }
  }

  /** Goes through a string after its opening quote; returns where it ends, behind the other. */
  private int string(int from) {
    byte[] bytes = this.bytes;
    int end = this.end;
    long seen = 0;
    boolean escaped = false;
    int at = from;
    while (at < end) {
      long word = (long) ByteWords.LONGS.get(bytes, at);
      seen |= word;
      long marks = ~(notZero(word ^ QUOTES) & notZero(word ^ BACKSLASHES) & fromBlank(word));
      marks &= EIGHTH_BITS;
      if (marks == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(marks) >>> 3;
      if (at >= end) {
        return NOT_PLAIN;
      }
      if (bytes[at] == '"') {
        this.seen |= seen;
        this.escaped = escaped;
        return at + 1;
      }
      at = bytes[at] == '\\' ? escape(at + 1) : NOT_PLAIN;
      if (at < 0) {
        return NOT_PLAIN;
      }
      escaped = true;
    }
    return NOT_PLAIN;
  }

  /** Leaves the eighth bit of a byte unset where it is 0. */
  private static long notZero(long word) {
    return (word & SEVEN_BITS) + SEVEN_BITS | word;
  }

  /** Leaves the eighth bit of a byte unset where it is a control character. */
  private static long fromBlank(long word) {
    return (word & SEVEN_BITS) + FROM_BLANK | word;
  }

  /** Goes through an escape after its backslash. */
  private int escape(int at) {
    if (at >= end) {
      return NOT_PLAIN;
    }
    return switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
      case 'u' -> hexadecimal(at + 1);
      default -> NOT_PLAIN;
    };
  }

  private int hexadecimal(int from) {
    int to = from + 4;
    if (to > end) {
      return NOT_PLAIN;
    }
    for (int at = from; at < to; at++) {
      int letter = bytes[at] | 0x20;
      if (!isDigit(bytes[at]) && (letter < 'a' || letter > 'f')) {
        return NOT_PLAIN;
      }
    }
    return to;
  }

  private int word(int from, byte[] word) {
    int to = from + word.length;
    boolean same = to <= end && Arrays.equals(word, 0, word.length, bytes, from, to);
    return same ? to : NOT_PLAIN;
  }

  /** Goes through a number; what follows it is looked at by the caller. */
  private int number(int from) {
    int at = bytes[from] == '-' ? from + 1 : from;
    int whole = at;
    at = digits(at);
    if (at == whole || (bytes[whole] == '0' && at > whole + 1)) {
      return NOT_PLAIN;
    }
    if (at < end && bytes[at] == '.') {
      int fraction = at + 1;
      at = digits(fraction);
      if (at == fraction) {
        return NOT_PLAIN;
      }
    }
    if (at < end && (bytes[at] | 0x20) == 'e') {
      at++;
      at += at < end && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
      int exponent = at;
      at = digits(exponent);
      if (at == exponent) {
        return NOT_PLAIN;
      }
    }
    return at - from <= LONGEST_NUMBER ? at : NOT_PLAIN;
  }

  private int digits(int from) {
    int at = from;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }
}
