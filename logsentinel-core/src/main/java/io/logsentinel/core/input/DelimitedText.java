package io.logsentinel.core.input;

import io.logsentinel.core.input.DecodedInput.ByteOrderMark;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Delimited text with a header, driven by a {@link Dialect}. */
final class DelimitedText extends FlowFormat {
  private final Dialect dialect;

  DelimitedText(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public String name() {
    return dialect.name();
  }

  /** Recognises a header that holds the dialect's columns. */
  @Override
  public boolean matches(byte[] head) {
    int all = Math.max(1, head.length); // in one piece, whose encoding is found in place
    try {
      ColumnMapping.read(
          records(new DecodedInput(new ByteArrayInputStream(head), TextEncoding.UTF_8, all)),
          dialect);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private CsvTokenizer records(DecodedInput text) {
    return new CsvTokenizer(text, dialect.separator(), 1);
  }

  @Override
  FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
    int mark = ByteOrderMark.UTF_8.begins(head) ? ByteOrderMark.UTF_8.length : 0;
    int end = endOfPlainHeader(head, mark);
    if (end < 0 || dialect.separator() != SwarCsvScanner.SEPARATOR) {
      return null;
    }
    DecodedInput header =
        new DecodedInput(
            new ByteArrayInputStream(head, mark, end - mark), new EncodingDetector(encoding), end);
    return new Decoder(ColumnMapping.read(records(header), dialect), end);
  }

  @Override
  RowReader reader(byte[] head, DecodedInput text) throws IOException {
    CsvTokenizer records = records(text);
    return new CsvRowReader(records, ColumnMapping.read(records, dialect), new RowCounter());
  }

  /** Where the first line ends, its line end included; -1 where it is not plainly a header. */
  private int endOfPlainHeader(byte[] head, int from) {
    boolean blank = true;
    for (int at = from; at < head.length; at++) {
      byte b = head[at];
      if (b == '\n') {
        return blank ? -1 : at + 1;
      }
      boolean lineEnd = b == '\r' && at + 1 < head.length && head[at + 1] == '\n';
      if ((b < ' ' && !lineEnd) || b == '"') {
        return -1; // bytes from 0x80 are negative: below
      }
      blank &= b == ',' || b == ' ' || b == '\r';
    }
    return -1;
  }

  /** Decoder of what follows a header that stood plainly in the first line. */
  private record Decoder(ColumnMapping columns, int start) implements FlowDecoder {
    @Override
    public long line() {
      return 2;
    }

    @Override
    public boolean hasTimes() {
      return columns.hasTime();
    }

    @Override
    public Blocks blocks() {
      return new SwarCsvScanner(columns);
    }

    @Override
    public RowReader reader(DecodedInput rest, long line, RowCounter counter) {
      return new CsvRowReader(
          new CsvTokenizer(rest, columns.dialect().separator(), line), columns, counter);
    }
  }
}
