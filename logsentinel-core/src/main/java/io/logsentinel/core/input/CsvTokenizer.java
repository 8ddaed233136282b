package io.logsentinel.core.input;

import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.TextEncoding;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tokenizer of delimited text: cuts it into records and fields, by RFC 4180 and, where that is
 * silent, as pandas does: a record ends at LF, CRLF or a lone CR; a quote counts only at the start
 * of a field; what follows a closing quote belongs to the field. Where tabs part fields, a quote is
 * a character like any other.
 *
 * <p>One record is held at a time, with quotes taken off. A record longer than the limit is read to
 * its end but not held: memory does not grow with it.
 *
 * <p>A stray quote would swallow all lines up to the next one. Where it is known how many columns
 * there are, a record is torn whose first line is a whole row but for the quote, and which swallows
 * a line that is a whole row too: it ends before that line, which is read as the row it is.
 */
final class CsvTokenizer implements Closeable {
  /** The longest record that can be kept, in bytes without quotes and separators. */
  static final int MAX_RECORD_BYTES = 1 << 22;

  /** Places in a record where the next byte may stand. */
  private enum State {
    START_OF_RECORD,
    START_OF_FIELD,
    IN_FIELD,
    IN_QUOTES,
    QUOTE_IN_QUOTES,
    TORN
  }

  /** No line that is looked at ahead is longer. */
  private static final int MAX_LINE_AHEAD = 1 << 16;

  /** Separators of a row; 0 where that is not known, and no record is torn. */
  private int rowSeparators;

  private final DecodedInput text;
  private final int maxRecordBytes;
  private int separator;

  /** Tabs part fields of formats that know no quotes. */
  private boolean knowsQuotes;

  // the chunk at hand
  private byte[] chunk = {};
  private int at;
  private int limit;

  // the record at hand
  private byte[] bytes = new byte[1 << 12];
  private int size;
  private int[] ends = new int[128];
  private int fields;
  private boolean blank;
  private boolean tooLong;
  private boolean torn;
  private long firstLine;
  private long quoteLine;

  /** Separators in quotes on the line where these open. */
  private int quotedSeparators;

  private boolean isFirstLineInQuotes;

  /** The line of the last quote that tore a record, if no other came since to close it; else 0. */
  private long unclosedLine;

  /** Whether the quote that opened last is the other one to that. */
  private boolean closesAnother;

  private long line;
  private boolean afterCarriageReturn;
  private boolean quotedCarriageReturn;

  /** A tokenizer of a text that begins on a line of its file, the first being 1. */
  CsvTokenizer(DecodedInput text, char separator, long firstLine) {
    this(text, separator, firstLine, MAX_RECORD_BYTES);
  }

  CsvTokenizer(DecodedInput text, char separator, long firstLine, int maxRecordBytes) {
    this.line = firstLine;
    this.text = text;
    this.maxRecordBytes = maxRecordBytes;
    separateBy(separator);
  }

  /** Has another character part the fields of the records after this one. */
  void separateBy(char other) {
    separator = other;
    knowsQuotes = other != '\t';
  }

  /** {@return what parts the fields} */
  char separator() {
    return (char) separator;
  }

  /** The record at hand as it stands in the text, but for quotes. */
  String whole() {
    return IntStream.range(0, fields)
        .mapToObj(this::field)
        .collect(Collectors.joining(String.valueOf(separator())));
  }

  /**
   * Has records be torn that swallow rows of so many columns; none where these are fewer than 2.
   */
  void tearAt(int columns) {
    rowSeparators = Math.max(0, columns - 1);
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the text
   * @throws FlowFileException if the text ends inside quotes
   */
  boolean next() throws IOException {
    size = 0;
    fields = 0;
    blank = true;
    tooLong = false;
    torn = false;
    State state = State.START_OF_RECORD;
    while (at < limit || fill()) {
      byte b = chunk[at];
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (b == '\n') {
          at++;
          continue;
        }
      }
      if (state == State.START_OF_RECORD) {
        firstLine = line;
        state = State.START_OF_FIELD;
      }
      if (state == State.IN_QUOTES) {
        state = readQuoted();
        if (state == State.TORN) {
          torn = true;
          unclosedLine = closesAnother ? 0 : quoteLine;
          return true;
        }
        continue;
      }
      if (b == '"' && knowsQuotes && state != State.IN_FIELD) {
        at++;
        blank = false;
        if (state == State.QUOTE_IN_QUOTES) {
          append((byte) '"');
        } else {
          quoteLine = line;
          quotedSeparators = 0;
          isFirstLineInQuotes = true;
          closesAnother = unclosedLine > 0;
        }
        unclosedLine = 0;
        quotedCarriageReturn = false;
        state = State.IN_QUOTES;
      } else if (b == separator) {
        at++;
        endField();
        state = State.START_OF_FIELD;
      } else if (b == '\n' || b == '\r') {
        at++;
        line++;
        afterCarriageReturn = b == '\r';
        endField();
        return true;
      } else {
        readPlain();
        state = State.IN_FIELD;
      }
    }
    if (state == State.IN_QUOTES && closesAnother) {
      torn = true;
      return true;
    }
    if (state == State.IN_QUOTES || (unclosedLine > 0 && state == State.START_OF_RECORD)) {
      throw new FlowFileException(
          FlowFileException.Kind.UNCLOSED_QUOTE,
          state == State.IN_QUOTES ? quoteLine : unclosedLine,
          "a quote opens here and is never closed");
    }
    if (state == State.START_OF_RECORD) {
      return false;
    }
    endField();
    return true;
  }

  /** Takes bytes up to the next separator or line end. */
  private void readPlain() {
    int from = at;
    int to = from;
    while (to < limit && chunk[to] != separator && chunk[to] != '\n' && chunk[to] != '\r') {
      to++;
    }
    at = to;
    for (int i = from; unclosedLine > 0 && i < to; i++) {
      unclosedLine = chunk[i] == '"' ? 0 : unclosedLine;
    }
    blank = blank && Blanks.skip(chunk, from, to) == to;
    append(from, to);
  }

  /** Takes bytes up to the next quote, or to a line that is a row of its own. */
  private State readQuoted() throws IOException {
    int from = at;
    while (at < limit && chunk[at] != '"') {
      byte b = chunk[at++];
      boolean isLineEnd = b == '\n' || b == '\r';
      if (b == '\r' || (b == '\n' && !quotedCarriageReturn)) {
        line++;
      }
      quotedCarriageReturn = b == '\r';
      if (isLineEnd && rowSeparators > 0) {
        append(from, at);
        if (isTorn()) {
          return State.TORN;
        }
        from = at; // what was looked at may lie in another chunk now
      } else if (b == separator && isFirstLineInQuotes) {
        quotedSeparators++;
      }
    }
    append(from, at);
    if (at == limit) {
      return State.IN_QUOTES;
    }
    at++;
    return State.QUOTE_IN_QUOTES;
  }

  /** Whether the line that begins here within quotes is a row, as the one was that opened them. */
  private boolean isTorn() throws IOException {
    isFirstLineInQuotes = false;
    if (fields + quotedSeparators != rowSeparators) {
      return false;
    }
    int end = endOfLineAhead();
    if (end <= at || chunk[at] == '\n' || chunk[at] == '\r') {
      return false;
    }
    int all = 0;
    int outside = 0;
    boolean isQuoted = false;
    for (int i = at; i < end; i++) {
      if (chunk[i] == '"' && (isQuoted || i == at || chunk[i - 1] == separator)) {
        isQuoted = !isQuoted;
      } else if (chunk[i] == separator) {
        all++;
        outside += isQuoted ? 0 : 1;
      }
    }
    return all == rowSeparators || outside == rowSeparators;
  }

  /** Where the line that begins here ends, all of it in the chunk; 0 where it is too long. */
  private int endOfLineAhead() throws IOException {
    int end = at;
    while (true) {
      while (end < limit && chunk[end] != '\n' && chunk[end] != '\r') {
        end++;
      }
      int held = limit - at;
      if (end < limit || held > MAX_LINE_AHEAD) {
        return end < limit ? end : 0;
      }
      byte[] before = Arrays.copyOfRange(chunk, at, limit);
      if (!text.fill()) {
        return end;
      }
      chunk = Arrays.copyOf(before, held + text.length());
      System.arraycopy(text.chunk(), 0, chunk, held, text.length());
      end -= at;
      at = 0;
      limit = chunk.length;
    }
  }

  private boolean fill() throws IOException {
    boolean more = text.fill();
    chunk = text.chunk();
    at = 0;
    limit = text.length();
    return more;
  }

  private void append(byte b) {
    if (makeRoom(1)) {
      bytes[size++] = b;
    }
  }

  private void append(int from, int to) {
    if (makeRoom(to - from)) {
      System.arraycopy(chunk, from, bytes, size, to - from);
      size += to - from;
    }
  }

  private boolean makeRoom(int count) {
    if (size + count > maxRecordBytes) {
      tooLong = true;
      return false;
    }
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(maxRecordBytes, 2 * (size + count)));
    }
    return true;
  }

  private void endField() {
    if (fields == maxRecordBytes) {
      tooLong = true;
      return;
    }
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    ends[fields++] = size;
  }

  /** {@return the number of fields of the record: 1 for an empty line} */
  int fields() {
    return fields;
  }

  /** Where the fields end in {@link #bytes()}; each starts where the one before it ends. */
  int[] ends() {
    return ends;
  }

  /** The fields' bytes, one after the other, without quotes. */
  byte[] bytes() {
    return bytes;
  }

  String field(int field) {
    return text.encoding().decode(bytes, field == 0 ? 0 : ends[field - 1], ends[field]);
  }

  /** The first field that is not empty; the last where there is none. */
  int firstFilled() {
    int field = 0;
    while (field < fields - 1 && ends[field] == 0) {
      field++;
    }
    return field;
  }

  /** True where the first field that is not empty begins so; never with nothing. */
  boolean begins(String prefix) {
    int first = firstFilled();
    boolean isLongEnough = !prefix.isEmpty() && ends[first] >= prefix.length();
    return isLongEnough && field(first).startsWith(prefix);
  }

  TextEncoding encoding() {
    return text.encoding();
  }

  /** Nothing but separators and blanks. */
  boolean isBlank() {
    return blank;
  }

  /** Longer than the limit: the fields do not hold all of it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Torn by a stray quote: the fields do not hold what the row has. */
  boolean isCutOff() {
    return torn;
  }

  /** Line on which the record starts, the first being 1. */
  long line() {
    return firstLine;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
