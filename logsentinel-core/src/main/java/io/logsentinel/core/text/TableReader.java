package io.logsentinel.core.text;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a CSV table, row by row, its fields as what they must be.
 *
 * @param <T> what a row becomes
 */
public final class TableReader<T> implements Closeable {
  /** Ten addresses of the greatest length are the longest field that is written. */
  private static final int MAX_FIELD_CHARS = 1 << 16;

  private final List<String> header;
  private final Body<T> body;
  private final LastByte in;
  private final CsvParser parser;
  private String[] row = {};

  /**
   * Maker of a value of the row that the table stands at.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * {@return the value}
     *
     * @param table stands at the row
     */
    T read(TableReader<T> table) throws ArtifactException;
  }

  /**
   * Begins a table: reads its header. A table of nothing but line ends has no rows and needs none.
   *
   * @param in closed with the reader
   * @param columns that the header must have
   * @param body makes a value of a row
   */
  public TableReader(InputStream in, List<? extends Column<?>> columns, Body<T> body)
      throws IOException {
    this.in = new LastByte(in);
    this.header = columns.stream().<String>map(Column::name).toList();
    this.body = body;
    CsvParserSettings settings = new CsvParserSettings();
    settings.setReadInputOnSeparateThread(false);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setSkipEmptyLines(true);
    settings.getFormat().setComment('\0');
    settings.setCommentProcessingEnabled(false);
    settings.setMaxCharsPerColumn(MAX_FIELD_CHARS);
    parser = new CsvParser(settings);
    try {
      parser.beginParsing(TextEncoding.strictReader(this.in, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (advance() && !Arrays.asList(row).equals(header)) {
      throw new ArtifactException(
          "line 1: the columns must be "
              + String.join(",", header)
              + " but are "
              + String.join(",", row));
    }
  }

  /** {@return what the next row becomes; null at the end of the table} */
  public @Nullable T next() throws IOException {
    return advance() ? body.read(this) : null;
  }

  private boolean advance() throws IOException {
    String[] next;
    try {
      next = parser.parseNext();
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (next == null && in.endsInsideALine()) {
      throw new ArtifactException("line " + line() + ": is cut off, no line end after it");
    }
    if (next == null) {
      return false;
    }
    if (next.length != header.size()) {
      throw new ArtifactException(
          "line " + line() + ": must have " + header.size() + " fields but has " + next.length);
    }
    row = next;
    return true;
  }

  /** The library wraps what the stream throws, more than once. */
  private IOException failure(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new ArtifactException("line " + (line() + 1) + " or later: is not UTF-8", e);
      }
      if (cause instanceof IOException failure) {
        return failure;
      }
    }
    return new ArtifactException("line " + (line() + 1) + ": not readable as CSV", e);
  }

  /** The last byte read: a table that was cut off in a number still reads as one. */
  private static final class LastByte extends FilterInputStream {
    private int last = '\n';

    LastByte(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      last = count > 0 ? bytes[from + count - 1] : last;
      return count;
    }

    boolean endsInsideALine() {
      return last != '\n' && last != '\r';
    }
  }

  /**
   * {@return a field of the row at hand, empty where there is none}
   *
   * @param column its place from 0
   */
  public String text(int column) {
    return row[column];
  }

  /**
   * {@return a field of the row at hand as any double but NaN}
   *
   * @param column its place from 0
   */
  public double number(int column) throws ArtifactException {
    double value = NumberText.parse(row[column]);
    if (Double.isNaN(value)) {
      throw must(column, "be a number");
    }
    return value;
  }

  /**
   * {@return a field of the row at hand as a whole number from 0}
   *
   * @param column its place from 0
   */
  public long count(int column) throws ArtifactException {
    double value = number(column);
    if (value < 0 || value != Math.rint(value) || value > 1L << 53) {
      throw must(column, "be a whole number from 0");
    }
    return (long) value;
  }

  private ArtifactException must(int column, String what) {
    return new ArtifactException(
        "line " + line() + ": " + header.get(column) + " must " + what + " but is " + row[column]);
  }

  private long line() {
    return parser.getContext() == null ? 0 : parser.getContext().currentLine();
  }

  @Override
  public void close() throws IOException {
    parser.stopParsing();
    in.close();
  }
}
