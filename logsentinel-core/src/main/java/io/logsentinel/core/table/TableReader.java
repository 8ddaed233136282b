package io.logsentinel.core.table;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.logsentinel.core.ArtifactException;
import io.logsentinel.core.flow.NumberText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads a table row by row, and its fields as what they must be. */
public final class TableReader implements Closeable {
  private final List<String> header;
  private final InputStream in;
  private final CsvParser parser;
  private String[] row;

  /**
   * Begins a table: reads its header. A table of nothing but line ends has no rows and needs none.
   *
   * @param in the bytes; closed with the reader
   * @param header the column names it must have
   * @throws ArtifactException if it has others
   * @throws IOException if the bytes cannot be read
   */
  public TableReader(InputStream in, List<String> header) throws IOException {
    this.in = in;
    this.header = List.copyOf(header);
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
    parser = new CsvParser(settings);
    parser.beginParsing(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    if (next() && !Arrays.asList(row).equals(this.header)) {
      throw new ArtifactException(
          "line 1: the columns must be "
              + String.join(",", header)
              + " but are "
              + String.join(",", row));
    }
  }

  /**
   * Goes to the next row.
   *
   * @return false at the end of the table
   * @throws ArtifactException if the row has more or fewer fields than the header, or is no CSV
   * @throws IOException if the bytes cannot be read
   */
  public boolean next() throws IOException {
    try {
      row = parser.parseNext();
    } catch (TextParsingException | IllegalStateException | UncheckedIOException e) {
      throw new ArtifactException("line " + (line() + 1) + ": not readable as CSV", e);
    }
    if (row != null && row.length != header.size()) {
      throw new ArtifactException(
          "line " + line() + ": must have " + header.size() + " fields but has " + row.length);
    }
    return row != null;
  }

  /**
   * A field of the row at hand as a number.
   *
   * @param column its place, the first being 0
   * @return any double but NaN
   * @throws ArtifactException if it is no number
   */
  public double number(int column) throws ArtifactException {
    double value = NumberText.parse(row[column]);
    if (Double.isNaN(value)) {
      throw must(column, "be a number");
    }
    return value;
  }

  /**
   * A field of the row at hand as a count.
   *
   * @param column its place, the first being 0
   * @return a whole number from 0
   * @throws ArtifactException if it is none
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
    return parser.getContext().currentLine();
  }

  @Override
  public void close() throws IOException {
    parser.stopParsing();
    in.close();
  }
}
