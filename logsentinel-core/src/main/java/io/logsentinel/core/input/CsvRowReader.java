package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.Reading.WrongReadingException;
import java.io.IOException;

/** Reader of delimited text through the tokenizer: the reference for what a row is. */
final class CsvRowReader implements RowReader {
  private final CsvTokenizer records;
  private final ColumnMapping columns;
  private final FlowBatch.Appender rows = new FlowBatch.Appender();
  private final FlowRowParser parser;
  private final RowCounter counter;

  CsvRowReader(CsvTokenizer records, ColumnMapping columns, RowCounter counter) {
    this.records = records;
    this.columns = columns;
    this.parser = new FlowRowParser(columns);
    this.counter = counter;
  }

  @Override
  public FlowBatch next() throws FlowFileException, WrongReadingException {
    rows.clear();
    FlowBatch batch = rows.batch();
    parser.times().begin(rows, TimeLog.Guess.AS_WRITTEN);
    try {
      while (!rows.isFull() && records.next()) {
        Rejection reason = keepOrReject();
        counter.count(reason);
        if (reason == null) {
          parser.times().placeOf(batch.size() - 1, records.line());
        }
      }
      counter.countOdd(batch, 0, batch.size());
      return batch.size() > 0 ? batch : null;
    } catch (WrongReadingException e) {
      throw e;
    } catch (FlowFileException e) {
      throw FlowFileException.unclosedQuote(e, counts());
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, records.line(), counts());
    }
  }

  /** Puts the record at hand into the batch; the reason where it cannot be kept. */
  private Rejection keepOrReject() {
    if (records.isBlank()) {
      return Rejection.BLANK;
    }
    if (records.isTooLong()) {
      return Rejection.TOO_LONG;
    }
    return parser.keep(
        records.bytes(), 0, records.ends(), records.fields(), 0, records.encoding(), rows);
  }

  @Override
  public boolean hasTimes() {
    return columns.hasTime();
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
    records.close();
  }
}
