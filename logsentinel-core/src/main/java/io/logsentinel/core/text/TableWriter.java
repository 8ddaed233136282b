package io.logsentinel.core.text;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Writer of a CSV table, row by row.
 *
 * @param <T> what becomes a row
 */
public final class TableWriter<T> {
  private final OutputStream out;
  private final List<Column<T>> columns;
  private final CsvWriter rows;

  /**
   * A column of a table.
   *
   * @param <T> what becomes a row
   * @param name stands in the header
   * @param field makes the field of a row
   */
  public record Column<T>(String name, Function<T, String> field) {}

  /**
   * Begins a table: writes its header.
   *
   * @param out flushed and closed by the caller
   * @param columns in order
   */
  public TableWriter(OutputStream out, List<Column<T>> columns) throws IOException {
    this.out = out;
    this.columns = columns;
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setQuoteEscapingEnabled(true);
    settings.setQuotationTriggers('"', ',', '\n', '\r');
    settings.setSkipEmptyLines(false);
    rows = new CsvWriter(settings);
    writeRow(Column::name);
  }

  /**
   * Writes a row.
   *
   * @param value becomes the row
   */
  public void write(T value) throws IOException {
    writeRow(column -> column.field().apply(value));
  }

  private void writeRow(Function<Column<T>, String> field) throws IOException {
    String row = rows.writeRowToString(columns.stream().map(field).toArray());
    out.write(row.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
