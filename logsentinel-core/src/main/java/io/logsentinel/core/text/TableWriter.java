package io.logsentinel.core.text;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table row by row. */
public final class TableWriter {
  private final OutputStream out;
  private final int columns;
  private final CsvWriter rows;

  /**
   * Begins a table: writes its header.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @param header the column names
   * @throws IOException if the bytes cannot be written
   */
  public TableWriter(OutputStream out, List<String> header) throws IOException {
    this.out = out;
    this.columns = header.size();
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setQuoteEscapingEnabled(true);
    settings.setQuotationTriggers('"', ',', '\n', '\r');
    settings.setSkipEmptyLines(false);
    rows = new CsvWriter(settings);
    write(header);
  }

  /**
   * Writes a row.
   *
   * @param fields one text per column
   * @throws IOException if the bytes cannot be written
   */
  public void write(List<String> fields) throws IOException {
    if (fields.size() != columns) {
      throw new IllegalArgumentException(
          "a row must have " + columns + " fields but has " + fields.size());
    }
    String row = rows.writeRowToString(fields.toArray());
    out.write(row.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
