package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.FlowFormat.Recognition;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.TextEncoding;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a file of flows, batch by batch, which keeps account of every row.
 *
 * <p>{@code readAll} is the fast way, for whoever takes a whole file: on worker threads, plain
 * lines eight bytes at a time. {@link #open} and {@link #next} hand out batches one at a time; they
 * are the reference, and both give the same flows and the same account.
 *
 * <p>Memory does not grow with the file: some batches and one record are held. A record of more
 * than {@value CsvTokenizer#MAX_RECORD_BYTES} bytes, or an address or label of more than {@value
 * FlowRowParser#MAX_TEXT_CHARS} characters, is rejected as too long.
 *
 * <p>A file compressed with gzip is read as what it holds, whatever its name; one that is cut off
 * or damaged fails, with the place in the compressed file. For other compressions, the {@link
 * FlowSource} opens what they hold.
 *
 * <p>Text is UTF-8, else cp1252, else latin1: the first that decodes the whole file. Times without
 * AM, PM or a zone are those of a clock of 12 hours where 12:59 goes on with 1:00, or where a file
 * that has the day first begins with hours 1 to 7 and shows no others, or falls once a day over a
 * gap at noon (11:30, then 1:10) and is in order else: hours 1 to 7 are then afternoon. A file in
 * which a month would be above 12 has its day and month in an order that is not known, and gives no
 * times; with AM or PM, its dates have the month first, unless a month would be above 12 then, too.
 * As the end is not known at the start, a file is read through before to know all this, unless its
 * sink can begin again ({@link FlowSink.Opening}).
 */
public final class FlowReader implements Closeable {
  private final RowReader rows;
  private final TimeTracker times;

  /** Null where every row is a flow of its own. */
  private final @Nullable OneWayPairing pairing;

  private FlowReader(RowReader rows, Reading reading) {
    this.rows = rows;
    this.times = new TimeTracker(reading);
    rows.times().monthFirst(times.isMonthFirst());
    this.pairing = rows.measure().isOneWay() ? new OneWayPairing(rows.measure()) : null;
  }

  /**
   * Reads a whole file of any known dialect, on this thread alone. The text is read through once
   * before, to know its encoding and its clock.
   *
   * @param source the file
   * @param sink where the flows go, in one go
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static RowCounts readAll(FlowSource source, FlowSink<?> sink) throws IOException {
    Reading reading =
        ParallelReader.settled(source, FlowFormats.AUTO, Reading.first(HourClock.AUTO));
    try (InputStream in = SourceBytes.open(source)) {
      return new ParallelReader<>(Runnable::run, 1, hasTimes -> sink)
          .read(in, FlowFormats.AUTO, reading);
    } catch (WrongReadingException e) {
      throw hasChanged(e, RowCounts.NONE);
    }
  }

  /**
   * Reads a whole file whose format and clock are given, on this thread alone, after it was read
   * through once before: no flow of a file that fails reaches the sink, and the sink takes all
   * flows in one go.
   *
   * @param source the file
   * @param format of the file
   * @param clock of times without AM, PM or a zone
   * @param sink where the flows go
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static RowCounts readWhole(
      FlowSource source, FlowFormat format, HourClock clock, FlowSink<?> sink) throws IOException {
    Reading reading = Reading.first(clock);
    while (true) {
      try (InputStream in = SourceBytes.open(source)) {
        new ParallelReader<Void>(Runnable::run, 1, hasTimes -> (batch, none) -> {})
            .read(in, format, reading);
        break;
      } catch (WrongReadingException e) {
        reading = e.correct(reading);
      }
    }
    try (InputStream in = SourceBytes.open(source)) {
      return new ParallelReader<>(Runnable::run, 1, hasTimes -> sink).read(in, format, reading);
    } catch (WrongReadingException e) {
      throw hasChanged(e, RowCounts.NONE);
    }
  }

  /**
   * Reads a whole file once, on worker threads: the flows, their order and the account are the same
   * with any.
   *
   * @param <T> what the sink makes of a batch
   * @param source the file; opened again for each encoding or clock that turns out not to fit
   * @param format of the file
   * @param workers run what can be done side by side; {@code Runnable::run} for none
   * @param ahead how many blocks of {@value ParallelReader#BLOCK_BYTES} bytes are read ahead of the
   *     one that the sink takes, from 1; some more than there are workers keeps them busy
   * @param opening gives a fresh sink each time the file is read from its start
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static <T> RowCounts readAll(
      FlowSource source,
      FlowFormat format,
      Executor workers,
      int ahead,
      FlowSink.Opening<T> opening)
      throws IOException {
    return readAll(source, format, HourClock.AUTO, workers, ahead, opening);
  }

  /**
   * Reads a whole file whose clock is given, as {@link #readAll(FlowSource, FlowFormat, Executor,
   * int, FlowSink.Opening)} does.
   *
   * @param <T> what the sink makes of a batch
   * @param source the file
   * @param format of the file
   * @param clock of times without AM, PM or a zone
   * @param workers run what can be done side by side
   * @param ahead how many blocks are read ahead, from 1
   * @param opening gives a fresh sink each time the file is read from its start
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static <T> RowCounts readAll(
      FlowSource source,
      FlowFormat format,
      HourClock clock,
      Executor workers,
      int ahead,
      FlowSink.Opening<T> opening)
      throws IOException {
    return readAll(source, format, clock, workers, ahead, new Buffers(), opening);
  }

  /**
   * Reads a whole file whose clock is given, into memory that files before it were read into, as
   * {@link #readAll(FlowSource, FlowFormat, Executor, int, FlowSink.Opening)} does.
   *
   * @param <T> what the sink makes of a batch
   * @param source the file
   * @param format of the file
   * @param clock of times without AM, PM or a zone
   * @param workers run what can be done side by side
   * @param ahead how many blocks are read ahead, from 1
   * @param buffers used by no other file at the same time
   * @param opening gives a fresh sink each time the file is read from its start
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static <T> RowCounts readAll(
      FlowSource source,
      FlowFormat format,
      HourClock clock,
      Executor workers,
      int ahead,
      Buffers buffers,
      FlowSink.Opening<T> opening)
      throws IOException {
    return new ParallelReader<>(
            workers, ahead, opening, ParallelReader.BLOCK_BYTES, buffers.ofBlocks)
        .readAll(source, format, Reading.of(source.assumed(), clock));
  }

  /**
   * Memory that files are read into, one after the other: what is made anew for each has to be
   * cleared by the system and cleared away by the JVM. For one file at a time.
   */
  public static final class Buffers {
    private final BlockMemory ofBlocks = new BlockMemory();

    /** Memory that is made as it is needed. */
    public Buffers() {}
  }

  /**
   * Opens a file of any known dialect and reads its header. The text is read through before, to
   * know its encoding and its clock.
   *
   * @param source the file; what it opens is closed with the reader
   * @return a reader that stands before the first row
   * @throws FlowFileException if this is no file of flows, or it cannot be read
   */
  public static FlowReader open(FlowSource source) throws FlowFileException {
    return open(source, FlowFormats.AUTO);
  }

  static FlowReader open(FlowSource source, FlowFormat format) throws FlowFileException {
    Reading reading = Reading.first(HourClock.AUTO).with(encodingOf(source));
    InputStream in = SourceBytes.open(source);
    try {
      RowReader rows =
          ParallelReader.open(FileHead.read(in, FileHead.BYTES), format, reading.encoding());
      return new FlowReader(
          rows, rows.hasTimes() ? ParallelReader.settled(source, format, reading) : reading);
    } catch (WrongReadingException e) {
      throw SourceBytes.closeAfter(hasChanged(e, RowCounts.NONE), in);
    } catch (FlowFileException e) {
      throw SourceBytes.closeAfter(e, in);
    }
  }

  /**
   * Looks at the beginning of a file, and reads no row.
   *
   * @param source the file
   * @param format that is expected of it
   * @return what it is
   * @throws FlowFileException if it is no file of flows, or cannot be read; the message says what
   *     is there
   */
  public static Recognition recognise(FlowSource source, FlowFormat format)
      throws FlowFileException {
    try (InputStream in = SourceBytes.open(source)) {
      FileHead head = FileHead.read(in, FileHead.BYTES);
      if (head.bytes().length == 0) {
        head.rest().transferTo(OutputStream.nullOutputStream()); // fails as the file does
      }
      return format.recognise(head.bytes());
    } catch (FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  private static TextEncoding encodingOf(FlowSource source) throws FlowFileException {
    try {
      return DecodedInput.encodingOf(source, FileHead.BYTES);
    } catch (FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  /** What was assumed fitted the whole file when it was read the first time. */
  private static FlowFileException hasChanged(WrongReadingException e, RowCounts before) {
    return FlowFileException.unreadable(
        new IOException("the file has changed while it was read", e), 1, before);
  }

  /**
   * {@return the next flows, valid until the next call; null at the end of the file}
   *
   * @throws FlowFileException if the file ends inside quotes, or its bytes cannot be read
   */
  public @Nullable FlowBatch next() throws FlowFileException {
    if (pairing == null) {
      return nextRows();
    }
    FlowBatch flows = pairing.next(false);
    while (flows == null) {
      FlowBatch halves = nextRows();
      if (halves == null) {
        return pairing.next(true);
      }
      pairing.add(halves);
      flows = pairing.next(false);
    }
    return flows;
  }

  private @Nullable FlowBatch nextRows() throws FlowFileException {
    try {
      FlowBatch batch = rows.next();
      if (batch != null) {
        times.settle(rows.times(), line -> line);
      }
      return batch;
    } catch (WrongReadingException e) {
      throw hasChanged(e, counts());
    }
  }

  /**
   * {@return the flows that are left, one by one; an {@link UncheckedIOException} where {@link
   * #next()} would throw} A convenience, several times slower than batches.
   */
  public Stream<FlowRecord> records() {
    return Stream.generate(this::nextUnchecked)
        .takeWhile(Objects::nonNull)
        .flatMap(flows -> IntStream.range(0, flows.size()).mapToObj(flows::record));
  }

  private @Nullable FlowBatch nextUnchecked() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return true if the file has a column for the time of a flow} */
  public boolean hasTimes() {
    return rows.hasTimes();
  }

  /** {@return the account so far: rows read = kept + rejected} */
  public RowCounts counts() {
    RowCounts counts = rows.counts().withTimes(times.counts());
    return pairing == null ? counts : counts.withPaired(pairing.paired());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
