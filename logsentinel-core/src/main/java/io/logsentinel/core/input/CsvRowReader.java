package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.Blanks;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reader of delimited text through the tokenizer: the reference for what a row is. */
final class CsvRowReader implements RowReader {
  private final CsvTokenizer records;
  private ColumnMapping columns;
  private final TimeLog times;
  private final FlowBatch.Appender rows;
  private FlowRowParser parser;

  /** What the headers say of the records after them. */
  private Told told;

  private final RowCounter counter;

  /** Whether the dialect knows lines that are no rows. */
  private final boolean hasOtherLines;

  /** True after a trailer. */
  private boolean ended;

  CsvRowReader(CsvTokenizer records, ColumnMapping columns, RowCounter counter) {
    this.records = records;
    this.columns = columns;
    this.told = new Told(records.separator(), Set.of());
    if (columns.leniency() != Leniency.EXACT) { // the original takes what stands in the quotes
      records.tearAt(columns.columns());
    }
    this.rows = new FlowBatch.Appender(columns.dialect().labelRules());
    rows.measure(columns.dialect().measure());
    this.times = new TimeLog(rows);
    this.parser = new FlowRowParser(columns, times);
    RecordLayout layout = columns.dialect().layout();
    this.hasOtherLines =
        !(layout.trailer().isEmpty() && layout.header().isEmpty() && layout.comment().isEmpty());
    this.counter = counter;
  }

  @Override
  public @Nullable FlowBatch next() throws FlowFileException, WrongReadingException {
    begin();
    FlowBatch batch = rows.batch();
    try {
      while (!rows.isFull() && !ended && records.next()) {
        if (hasOtherLines && (isTrailer() || isComment())) {
          continue;
        }
        int row = batch.size();
        Rejection reason = keepOrReject();
        if (reason != null && isParsed() && parser.isOtherHeader()) {
          counter.reject(
              Rejection.NOT_A_FLOW, records.line(), () -> parser.what(Rejection.NOT_A_FLOW));
          goOnBelowHeader();
        } else if (reason != null) {
          counter.reject(reason, records.line(), () -> what(reason));
        } else if (batch.size() > row) {
          times.placeOf(row, records.line());
          counter.noteOdd(batch, row, records.line(), parser);
        }
      }
      return soFar();
    } catch (WrongReadingException e) {
      throw e;
    } catch (FlowFileException e) {
      counter.count(batch);
      if (e.kind() != Kind.UNCLOSED_QUOTE) {
        throw FlowFileException.brokenOff(e, counts());
      }
      boolean isCounted = e.line() < records.line();
      throw FlowFileException.unclosedQuote(e, counts(), isCounted ? 0 : 1);
    } catch (IOException e) {
      counter.count(batch);
      throw FlowFileException.unreadable(e, records.line(), counts());
    }
  }

  @Override
  public @Nullable FlowBatch soFar() {
    return counter.counted(rows.batch());
  }

  @Override
  public void begin() {
    rows.clear();
    times.begin(TimeLog.Guess.AS_WRITTEN);
  }

  /**
   * What follows a trailer is no row, until the header comes again, as in files that were joined.
   * It is read to its end, for the encoding is the file's.
   */
  private boolean isTrailer() throws IOException {
    if (!records.begins(columns.dialect().layout().trailer())) {
      return false;
    }
    while (records.next()) {
      if (isHeaderAgain()) {
        return true;
      }
      if (isParsed()
          && parser.isOtherHeader(
              records.bytes(), records.ends(), records.fields(), records.encoding())) {
        goOnBelowHeader();
        return true;
      }
    }
    ended = true;
    return true;
  }

  private boolean isHeaderAgain() {
    return records.fields() == columns.columns()
        && IntStream.range(0, records.fields())
            .allMatch(i -> Blanks.strip(records.field(i)).equals(columns.names().get(i)));
  }

  /** A line that holds no flow; with a header in it, other columns may follow. */
  private boolean isComment() throws FlowFileException {
    RecordLayout layout = columns.dialect().layout();
    if (records.begins(layout.header())) {
      List<String> names =
          IntStream.range(records.firstFilled() + 1, records.fields())
              .mapToObj(records::field)
              .toList();
      Dialect dialect = columns.dialect().withMissing(told.missing());
      goOn(HeaderColumns.of(names, records.line(), dialect, columns.leniency()));
      return true;
    }
    if (!records.begins(layout.comment())) {
      return false;
    }
    told = told.and(layout, records.whole());
    records.separateBy(told.separator());
    return true;
  }

  /** Reads on by a header that has the columns in other places. */
  private void goOnBelowHeader() throws FlowFileException {
    List<String> names = IntStream.range(0, records.fields()).mapToObj(records::field).toList();
    ColumnMapping others;
    try {
      others = HeaderColumns.of(names, records.line(), columns.dialect(), columns.leniency());
    } catch (FlowFileException e) {
      throw otherFile();
    }
    if (others.hasTime() != columns.hasTime()) {
      throw otherFile();
    }
    goOn(others);
  }

  private FlowFileException otherFile() {
    long line = records.line();
    return new FlowFileException(
        Kind.MISSING_COLUMNS,
        line,
        "another header, without some columns of the first; give the parts as files of their own:"
            + (" `head -n " + (line - 1) + " FILE > first.csv`,")
            + (" `tail -n +" + line + " FILE > second.csv`"));
  }

  private void goOn(ColumnMapping others) {
    columns = others;
    records.tearAt(columns.columns());
    parser = new FlowRowParser(columns, times);
  }

  private String what(Rejection reason) {
    return isParsed() ? parser.what(reason) : "";
  }

  /** Whether it is for the parser to say what becomes of the record at hand. */
  private boolean isParsed() {
    return !(records.isBlank() || records.isCutOff() || records.isTooLong());
  }

  /** Puts the record at hand into the batch; the reason where it cannot be kept. */
  private @Nullable Rejection keepOrReject() {
    if (records.isBlank()) {
      return Rejection.BLANK;
    }
    if (records.isCutOff()) {
      return Rejection.UNCLOSED_QUOTE;
    }
    if (records.isTooLong()) {
      return Rejection.TOO_LONG;
    }
    return parser.keep(records.bytes(), 0, records.ends(), records.fields(), 0, records.encoding());
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
    return times;
  }

  @Override
  public RowCounts counts() {
    return counter.counts();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /**
   * What lines above the names say of how a file is written.
   *
   * @param separator what parts its fields
   * @param missing words for a missing value, besides those of the dialect
   */
  record Told(char separator, Set<String> missing) {
    /** One character, or its code. */
    private static final Pattern NAMED =
        Pattern.compile("\\\\x([0-7][0-9a-fA-F])|([\\p{Graph}&&[^\"]])");

    Told {
      missing = Set.copyOf(missing);
    }

    /** {@return the same, and what one more line says} */
    Told and(RecordLayout layout, String line) {
      String said = Blanks.strip(line);
      if (!layout.separatorLine().isEmpty() && said.startsWith(layout.separatorLine())) {
        Matcher named =
            NAMED.matcher(Blanks.strip(said.substring(layout.separatorLine().length())));
        boolean isNamed = named.matches();
        String code = isNamed ? named.group(1) : null;
        char other =
            isNamed
                ? code == null ? named.group(2).charAt(0) : (char) Integer.parseInt(code, 16)
                : separator;
        return new Told(other, missing);
      }
      for (String begin : layout.missingLines()) {
        String word = said.substring(Math.min(said.length(), begin.length() + 1));
        if (said.startsWith(begin + separator) && !word.isBlank()) {
          Set<String> more = new HashSet<>(missing);
          more.add(Blanks.strip(word));
          return new Told(separator, more);
        }
      }
      return this;
    }
  }
}
