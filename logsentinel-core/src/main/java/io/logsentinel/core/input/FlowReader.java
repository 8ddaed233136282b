package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.text.TextEncoding;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a file of flows, batch by batch, and keeps account of every row.
 *
 * <p>{@link #readAll} is the fast way, for whoever takes a whole file: by all threads, plain lines
 * eight bytes at a time. {@link #open(FlowSource, Dialect)} and {@link #next()} hand out batches
 * one at a time; they are the reference, and both give the same flows and the same account.
 *
 * <p>Memory does not grow with the file: some batches and one record are held. A record of more
 * than {@value #MAX_RECORD_BYTES} bytes, or an address or label of more than {@value
 * #MAX_TEXT_CHARS} characters, is rejected as too long.
 *
 * <p>Text is UTF-8, else cp1252, else latin1: the first that decodes the whole file. As the end is
 * not known at the start, a reader may find out late ({@link WrongEncodingException}); {@link
 * #readAll} takes care of that.
 */
public final class FlowReader implements Closeable {
  /** The longest record that can be kept, in bytes without quotes and separators. */
  public static final int MAX_RECORD_BYTES = 1 << 22;

  /** The longest address or label that can be kept, in characters. */
  public static final int MAX_TEXT_CHARS = 4096;

  private static final int CHUNK_BYTES = 1 << 16;

  private final CsvTokenizer records;
  private final ColumnMapping header;
  private final FlowBatch batch = new FlowBatch();
  private final FlowRowParser keeper;
  private final RowCounter tally;

  FlowReader(CsvTokenizer records, ColumnMapping header, RowCounter tally) {
    this.records = records;
    this.header = header;
    this.keeper = new FlowRowParser(header);
    this.tally = tally;
  }

  /**
   * Reads a whole file in its encoding, with helping hands: the flows, their order and the account
   * are the same with any.
   *
   * @param <T> what the sink makes of a batch
   * @param source the file; opened again for each encoding that turns out not to fit
   * @param dialect the names of its columns
   * @param workers who may help; {@code Runnable::run} where nobody does
   * @param ahead how many blocks of {@value ParallelCsvReader#BLOCK_BYTES} bytes are read ahead of
   *     the one that the sink takes, from 1; some more than there are workers keeps them busy
   * @param sink where the flows go
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static <T> RowCounts readAll(
      FlowSource source, Dialect dialect, Executor workers, int ahead, FlowSink<T> sink)
      throws IOException {
    return new ParallelCsvReader<>(source, dialect, workers, ahead, sink).readAll();
  }

  /**
   * Opens a file and reads its header. The text is read through once before, to know its encoding.
   *
   * @param source the file; what it opens is closed with the reader
   * @param dialect the names of the columns
   * @return a reader that stands before the first row
   * @throws FlowFileException if this is no file of flows, or it cannot be read
   */
  public static FlowReader open(FlowSource source, Dialect dialect) throws FlowFileException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      try (InputStream in = source.open()) {
        DecodedInput text = new DecodedInput(in, encoding, CHUNK_BYTES);
        while (text.fill()) {
          // the check is all that is wanted
        }
        return open(source, dialect, text.encoding());
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      } catch (FlowFileException e) {
        throw e;
      } catch (IOException e) {
        throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
      }
    }
  }

  /**
   * Opens a file in a given encoding and reads its header.
   *
   * @param source the file; what it opens is closed with the reader
   * @param dialect the names of the columns
   * @param encoding what the text is taken for
   * @return a reader that stands before the first row
   * @throws FlowFileException if this is no file of flows, or it cannot be read
   * @throws WrongEncodingException if the encoding does not fit
   */
  public static FlowReader open(FlowSource source, Dialect dialect, TextEncoding encoding)
      throws FlowFileException, WrongEncodingException {
    return open(source, dialect, encoding, CHUNK_BYTES);
  }

  static FlowReader open(FlowSource source, Dialect dialect, TextEncoding encoding, int chunkBytes)
      throws FlowFileException, WrongEncodingException {
    InputStream in = null;
    try {
      in = source.open();
      CsvTokenizer records =
          new CsvTokenizer(new DecodedInput(in, encoding, chunkBytes), ',', MAX_RECORD_BYTES);
      return new FlowReader(records, readHeader(records, dialect), new RowCounter());
    } catch (IOException e) {
      closeAfter(e, in);
      throw failure(e, 1, RowCounts.NONE);
    }
  }

  private static void closeAfter(IOException failure, InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** What went wrong with the input, as one of the two exceptions that say so. */
  static FlowFileException failure(IOException e, long line, RowCounts before)
      throws WrongEncodingException {
    if (e instanceof WrongEncodingException wrong) {
      throw wrong;
    }
    if (e instanceof FlowFileException known) {
      return known;
    }
    return FlowFileException.unreadable(e, line, before);
  }

  static ColumnMapping readHeader(CsvTokenizer records, Dialect dialect) throws IOException {
    // blank lines before the header are no rows
    do {
      if (!records.next()) {
        throw new FlowFileException(Kind.EMPTY, 1, "the file is empty");
      }
    } while (records.isBlank() || (records.fields() == 1 && records.field(0).isBlank()));
    if (records.isTooLong()) {
      throw new FlowFileException(
          Kind.NO_HEADER,
          records.line(),
          "no header: the first line has more than " + MAX_RECORD_BYTES + " bytes");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < records.fields(); i++) {
      names.add(records.field(i));
    }
    return ColumnMapping.of(names, records.line(), dialect);
  }

  /**
   * Reads on.
   *
   * @return the next flows, valid until the next call; null at the end of the file
   * @throws WrongEncodingException if earlier text was decoded wrongly: begin again
   * @throws FlowFileException if the file ends inside quotes, or its bytes cannot be read
   */
  public FlowBatch next() throws FlowFileException, WrongEncodingException {
    batch.clear();
    try {
      while (!batch.isFull() && records.next()) {
        int before = batch.size();
        tally.count(keepOrReject());
        tally.countOdd(batch, before, batch.size());
      }
      return batch.size() > 0 ? batch : null;
    } catch (FlowFileException e) {
      throw FlowFileException.unclosedQuote(e, counts());
    } catch (IOException e) {
      throw failure(e, records.line(), counts());
    }
  }

  /**
   * Reads on, flow by flow: a convenience, several times slower than {@link #next()}.
   *
   * @return the flows that are left; an {@link UncheckedIOException} where {@link #next()} would
   *     throw
   */
  public Stream<FlowRecord> records() {
    return Stream.generate(this::nextUnchecked)
        .takeWhile(Objects::nonNull)
        .flatMap(flows -> IntStream.range(0, flows.size()).mapToObj(flows::record));
  }

  private FlowBatch nextUnchecked() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the file has a column for the time of a flow.
   *
   * @return false where every flow is without one
   */
  public boolean hasTimes() {
    return header.hasTime();
  }

  /**
   * The account so far.
   *
   * @return rows read = kept + rejected
   */
  public RowCounts counts() {
    return tally.counts();
  }

  /** Puts the record at hand into the batch; the reason where it cannot be kept. */
  private Rejection keepOrReject() {
    if (records.isBlank()) {
      return Rejection.BLANK;
    }
    if (records.isTooLong()) {
      return Rejection.TOO_LONG;
    }
    return keeper.keep(
        records.bytes(), 0, records.ends(), records.fields(), 0, records.encoding(), batch);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
