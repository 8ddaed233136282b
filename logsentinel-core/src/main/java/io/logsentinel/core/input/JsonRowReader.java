package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.input.row.RejectedValue;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.json.JsonMembers;
import io.logsentinel.core.text.json.JsonNames;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reader of JSON lines through the general JSON reader: the reference for what a row is. */
final class JsonRowReader implements RowReader {
  private final LineReader lines;
  private final ColumnMapping columns;
  private final JsonMembers members;
  private final FlowRowParser parser;
  private final FlowBatch.Appender rows;
  private final RowCounter counter;

  JsonRowReader(LineReader lines, ColumnMapping columns, JsonNames names, RowCounter counter) {
    this.lines = lines;
    this.columns = columns;
    this.rows = new FlowBatch.Appender(columns.dialect().labelRules());
    rows.measure(columns.dialect().measure());
    this.members = new JsonMembers(names);
    this.parser = new FlowRowParser(columns, new TimeLog(rows));
    this.counter = counter;
  }

  @Override
  public @Nullable FlowBatch next() throws FlowFileException, WrongReadingException {
    begin();
    FlowBatch batch = rows.batch();
    try {
      while (!rows.isFull() && lines.next()) {
        String line = lines.isTooLong() ? "" : lines.text();
        int row = batch.size();
        Rejection reason = lines.isTooLong() ? Rejection.TOO_LONG : keepOrReject(line);
        if (reason != null) {
          counter.reject(reason, lines.line(), () -> what(reason, line, parser));
        } else if (batch.size() > row) {
          parser.times().placeOf(row, lines.line());
          counter.noteOdd(batch, row, lines.line(), parser);
        }
      }
      return soFar();
    } catch (WrongReadingException | FlowFileException e) {
      throw e;
    } catch (IOException e) {
      counter.count(batch);
      throw FlowFileException.unreadable(e, lines.line(), counts());
    }
  }

  @Override
  public @Nullable FlowBatch soFar() {
    return counter.counted(rows.batch());
  }

  @Override
  public void begin() {
    rows.clear();
    parser.times().begin(TimeLog.Guess.AS_WRITTEN);
  }

  private @Nullable Rejection keepOrReject(String line) {
    Rejection reason = rejected(line, members);
    return reason == null
        ? parser.keep(members.bytes(), 0, members.ends(), columns.columns(), 0, TextEncoding.UTF_8)
        : reason;
  }

  /** The reason to reject a line that holds no object; null where it does, which is read then. */
  static @Nullable Rejection rejected(String line, JsonMembers members) {
    if (line.isBlank()) {
      return Rejection.BLANK;
    }
    return members.read(line) ? null : Rejection.MALFORMED;
  }

  /** What was wrong with a line that was rejected. */
  static String what(Rejection reason, String line, FlowRowParser parser) {
    return switch (reason) {
      case BLANK -> "";
      case MALFORMED ->
          "`" + RejectedValue.shown(line.strip()) + "` is no JSON object" + JsonMisfit.hint(line);
      default -> line.isEmpty() ? "" : parser.what(reason);
    };
  }

  @Override
  public boolean hasTimes() {
    return columns.hasTime();
  }

  @Override
  public Measure measure() {
    return columns.dialect().measure();
  }

  @Override
  public TimeLog times() {
    return parser.times();
  }

  @Override
  public RowCounts counts() {
    return counter.counts();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Reader of a text line by line; the last line may lack its line feed. */
  static final class LineReader implements Closeable {
    /** The longest line that is taken, as with records of delimited text. */
    static final int MAX_BYTES = CsvTokenizer.MAX_RECORD_BYTES;

    private final DecodedInput text;
    private byte[] chunk = {};
    private int at;
    private int limit;
    private byte[] bytes = new byte[1 << 12];
    private int size;
    private boolean tooLong;
    private long line;

    /** Begins with a line of a given number. */
    LineReader(DecodedInput text, long firstLine) {
      this.text = text;
      this.line = firstLine - 1;
    }

    /** Reads the next line; false at the end of the text. */
    boolean next() throws IOException {
      size = 0;
      tooLong = false;
      boolean begun = false;
      while (at < limit || fill()) {
        line += begun ? 0 : 1;
        begun = true;
        int from = at;
        while (at < limit && chunk[at] != '\n') {
          at++;
        }
        append(from, at);
        if (at < limit) {
          at++;
          return true;
        }
      }
      return begun;
    }

    private boolean fill() throws IOException {
      boolean more = text.fill();
      chunk = text.chunk();
      at = 0;
      limit = text.length();
      return more;
    }

    private void append(int from, int to) {
      int length = size + to - from;
      if (length > MAX_BYTES) {
        tooLong = true;
        return;
      }
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      System.arraycopy(chunk, from, bytes, size, to - from);
      size = length;
    }

    /** The line, without its line feed. */
    String text() {
      return text.encoding().decode(bytes, 0, size);
    }

    /** Longer than is taken: the text is not all of it. */
    boolean isTooLong() {
      return tooLong;
    }

    /** The number of the line, the first being 1. */
    long line() {
      return Math.max(1, line);
    }

    @Override
    public void close() throws IOException {
      text.close();
    }
  }
}
