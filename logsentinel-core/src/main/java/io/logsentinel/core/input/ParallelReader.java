package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.ForewarningSource.ActionFailedException;
import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.row.RejectedRows;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.work.ClaimedTask;
import io.logsentinel.core.work.SerialWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a whole file on worker threads: has blocks of whole lines read one after the other, and
 * decoded side by side, by any thread that is free, and hands the batches on in file order.
 *
 * <p>It schedules its blocks itself, as its guarantees are special. The reading thread never waits
 * for a block that nobody has begun: it decodes that whose turn it is itself, and while that is in
 * other hands, those after it. So there is no order of events in which all wait, with any number of
 * workers, none included. It does the same for a sink that goes on reading batches after it took
 * them: when too many are in use, it ends the use of the first. When a pass ends early, for another
 * encoding or for text that is left to the {@link RowReader}, no thread still decodes its bytes.
 * Memory is bounded by the number of blocks under way and in use.
 *
 * <p>Where a block cannot be decoded as a whole ({@link FlowDecoder.Blocks}), the rest of the file
 * is left to the {@link RowReader}, which is the reference: on any input both give the same rows
 * and the same account.
 *
 * @param <T> what the sink makes of a batch
 */
final class ParallelReader<T> {
  /** Bytes of a block. */
  static final int BLOCK_BYTES = 1 << 18;

  private static final int SHORTEST_HEAD = 1 << 12;

  private final Executor workers;
  private final int ahead;
  private final FlowSink.Opening<T> opening;
  private final int blockBytes;
  private final BlockMemory buffers;

  ParallelReader(Executor workers, int ahead, FlowSink.Opening<T> opening) {
    this(workers, ahead, opening, BLOCK_BYTES, new BlockMemory());
  }

  ParallelReader(
      Executor workers,
      int ahead,
      FlowSink.Opening<T> opening,
      int blockBytes,
      BlockMemory buffers) {
    if (ahead < 1) {
      throw new IllegalArgumentException("blocks ahead must be from 1 but are " + ahead);
    }
    this.workers = workers;
    this.ahead = ahead;
    this.opening = opening;
    this.blockBytes = blockBytes;
    this.buffers = buffers;
  }

  /** Reads a file: again from the start where what was assumed of it turns out not to fit. */
  RowCounts readAll(FlowSource source, FlowFormat format, Reading assumed) throws IOException {
    Reading reading = assumed;
    while (true) {
      ForewarningSource bytes = new ForewarningSource(source);
      try (InputStream in = SourceBytes.open(bytes)) {
        return read(bytes, in, format, reading);
      } catch (WrongReadingException e) {
        reading = e.correct(reading);
        source.assume(reading.number());
      }
    }
  }

  /** Reads a file through to know what to assume of it; as far as it can be read. */
  static Reading settled(FlowSource source, FlowFormat format, Reading assumed) {
    ParallelReader<Void> reader =
        new ParallelReader<>(Runnable::run, 1, hasTimes -> (batch, none) -> {});
    Reading reading = assumed;
    while (true) {
      try (InputStream in = SourceBytes.open(source)) {
        reader.read(in, format, reading);
        return reading;
      } catch (WrongReadingException e) {
        reading = e.correct(reading);
      } catch (IOException e) {
        return reading; // it is told when the file is read
      }
    }
  }

  /** Begins to read a file one record after the other. */
  static RowReader open(FileHead head, FlowFormat format, TextEncoding encoding)
      throws FlowFileException, WrongEncodingException {
    try {
      return format.reader(head.bytes(), new DecodedInput(head.all(), encoding, FileHead.BYTES));
    } catch (WrongEncodingException | FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  /** What decodes blocks of a file; null where its records are read one after the other. */
  private static @Nullable FlowDecoder decoder(
      byte[] head, FlowFormat format, TextEncoding encoding) throws IOException {
    try {
      return format.decoder(head, encoding);
    } catch (WrongReadingException | FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  /** {@return how much of a file is looked at, to see what it is: less only of small blocks} */
  static int headBytes(int blockBytes) {
    return Math.min(FileHead.BYTES, Math.max(blockBytes, SHORTEST_HEAD));
  }

  /** Reads a file, all of whose bytes are there, on certain assumptions. */
  RowCounts read(InputStream in, FlowFormat format, Reading reading) throws IOException {
    return read(new ForewarningSource(() -> in), in, format, reading);
  }

  private RowCounts read(
      ForewarningSource source, InputStream in, FlowFormat format, Reading reading)
      throws IOException {
    TextEncoding encoding = reading.encoding();
    TimeTracker times = new TimeTracker(reading);
    FileHead head = FileHead.read(in, headBytes(blockBytes));
    FlowDecoder decoder = decoder(head.bytes(), format, encoding);
    if (decoder == null) {
      try (RowReader rows = open(head, format, encoding)) {
        Paired<T> sink = new Paired<>(opening.open(rows.hasTimes()), rows.measure());
        Rejections rejections = new Rejections(sink.sink);
        return rows.measure().isOneWay()
            ? sink.finish(readOn(source, rows, times, sink, rejections))
            : readOn(source, rows, times, sink.sink, rejections);
      }
    }
    Paired<T> sink = new Paired<>(opening.open(decoder.hasTimes()), decoder.measure());
    Rejections rejections = new Rejections(sink.sink);
    return decoder.measure().isOneWay()
        ? sink.finish(
            new Pass(source, head, decoder, encoding, times, sink, rejections).readBlocks())
        : new Pass(source, head, decoder, encoding, times, sink.sink, rejections).readBlocks();
  }

  /** Sink of one-way flows, whose halves are paired before another sink takes them. */
  private static final class Paired<T> implements FlowSink<T> {
    private final FlowSink<T> sink;
    private final OneWayPairing pairing;

    Paired(FlowSink<T> sink, Measure measure) {
      this.sink = sink;
      this.pairing = new OneWayPairing(measure);
    }

    @Override
    public void accept(FlowBatch batch, @Nullable T prepared) throws IOException {
      pairing.add(batch);
      passOn(false);
    }

    private void passOn(boolean isEnd) throws IOException {
      for (FlowBatch flows = pairing.next(isEnd); flows != null; flows = pairing.next(isEnd)) {
        give(flows, sink);
      }
    }

    private void passOnSettled() throws IOException {
      for (FlowBatch flows = pairing.settled(); flows != null; flows = pairing.settled()) {
        give(flows, sink);
      }
    }

    /** Hands on what a sink keeps back though it is settled, as the source waits. */
    static void passOnSettled(FlowSink<?> sink) throws IOException {
      if (sink instanceof Paired<?> paired) {
        paired.passOnSettled();
      }
    }

    RowCounts finish(RowCounts counts) throws IOException {
      passOn(true);
      return counts.withPaired(pairing.paired());
    }
  }

  /** Tells a sink of rows that are rejected for a reason that is new, if it wants to know. */
  private static final class Rejections {
    private final @Nullable RejectedRows sink;
    private int reasons;

    Rejections(FlowSink<?> sink) {
      this.sink = sink instanceof RejectedRows rejected ? rejected : null;
    }

    void tell(Supplier<RowCounts> counts) throws IOException {
      if (sink == null) {
        return;
      }
      RowCounts now = counts.get();
      if (now.rejected().size() > reasons) {
        reasons = now.rejected().size();
        sink.rejected(now);
      }
    }
  }

  /**
   * Reads one record after the other. Where the source waits, the flows so far are not kept back
   * for a full batch.
   */
  private RowCounts readOn(
      ForewarningSource source,
      RowReader rows,
      TimeTracker times,
      FlowSink<T> sink,
      Rejections rejections)
      throws IOException {
    rows.times().monthFirst(times.isMonthFirst());
    source.beforeWaiting(
        () -> {
          settleAndGive(rows.soFar(), rows, times, sink);
          Paired.passOnSettled(sink);
          rejections.tell(rows::counts);
          rows.begin();
        });
    try {
      for (FlowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        settleAndGive(batch, rows, times, sink);
        rejections.tell(rows::counts);
      }
    } catch (ActionFailedException e) {
      throw e.getCause();
    }
    return rows.counts().withTimes(times.counts());
  }

  private static <T> void settleAndGive(
      @Nullable FlowBatch batch, RowReader rows, TimeTracker times, FlowSink<T> sink)
      throws IOException {
    if (batch != null) {
      times.settle(rows.times(), line -> line);
      give(batch, sink);
    }
  }

  /** Gives a sink a batch that is used again at once. */
  private static <T> void give(FlowBatch batch, FlowSink<T> sink) throws IOException {
    FlowSink.Use use = sink.begin(batch, sink.prepare(batch));
    if (use != null) {
      use.end();
    }
  }

  /** One way through a file, block by block, on certain assumptions. */
  private final class Pass {
    /** Says whether more bytes are there by now. */
    private final ForewarningSource source;

    private final InputStream in;
    private final FlowDecoder decoder;
    private final EncodingDetector check;
    private final TimeTracker times;
    private final FlowSink<T> sink;
    private final Rejections rejections;
    private final RowCounter counter = new RowCounter();
    private final Deque<Block> underWay = new ArrayDeque<>();

    /** Blocks that were taken and that the sink may still read, at most {@link #ahead}. */
    private final Deque<Block> inUse = new ArrayDeque<>();

    /** The latest first: it is still in the processor's cache. */
    private final Deque<Block> free = new ArrayDeque<>();

    /** Fills blocks, one after the other. */
    private final SerialWork reading = new SerialWork(workers);

    // what only who fills blocks may touch, and who has finished the reading

    /** The bytes after the last whole line so far: the next block begins with them. */
    private byte[] carry;

    private @Nullable IOException failure;

    /** Whether no more bytes come; who sees it late only begins blocks that stay empty. */
    private volatile boolean ended;

    private long line;

    Pass(
        ForewarningSource source,
        FileHead head,
        FlowDecoder decoder,
        TextEncoding encoding,
        TimeTracker times,
        FlowSink<T> sink,
        Rejections rejections) {
      this.source = source;
      this.in = head.rest();
      this.decoder = decoder;
      this.check = new EncodingDetector(encoding);
      this.times = times;
      this.sink = sink;
      this.rejections = rejections;
      this.carry = Arrays.copyOfRange(head.bytes(), decoder.start(), head.bytes().length);
      this.line = decoder.line();
    }

    RowCounts readBlocks() throws IOException {
      try {
        begin(nextBlock()); // whole lines of the head are not kept back while the rest is awaited
        while (true) {
          if (underWay.isEmpty() && !ended && source.waits()) {
            endUses(0);
            Paired.passOnSettled(sink);
            source.await();
          }
          if (underWay.size() < ahead && !ended && (underWay.isEmpty() || !source.waits())) {
            begin(nextBlock());
            continue;
          }
          Block first = underWay.poll();
          if (first == null) {
            break;
          }
          finish(first);
          if (first.length > 0 && !first.decoded) {
            return leaveRest(first);
          }
          if (first.length > 0) {
            take(first);
          } else {
            free.push(first);
          }
        }
        endUses(0);
        free.forEach(block -> buffers.give(block.buffer));
      } finally {
        // nobody may still read bytes of a pass that is over
        reading.drop();
        for (Block block : underWay) {
          block.work.abandon();
        }
      }
      check.finish();
      if (failure != null) {
        throw FlowFileException.unreadable(failure, line, counter.counts());
      }
      return counter.counts().withTimes(times.counts());
    }

    private void begin(Block block) {
      underWay.add(block);
      workers.execute(block.work);
    }

    private void take(Block block) throws IOException {
      FlowDecoder.Blocks blocks = block.blocks();
      if (!blocks.isAscii()) {
        settleEncoding(block);
      }
      if (times.settle(blocks.times(), place -> line + block.linesBefore(place))) {
        block.prepare(sink); // on times that were only a guess
      }
      counter.add(block.counter, line);
      line += blocks.lines();
      FlowSink.Use use = sink.begin(blocks.times().rows().batch(), block.prepared);
      block.prepared = null;
      if (use == null) {
        free.push(block);
      } else {
        block.use = use;
        inUse.add(block);
      }
      endUses(ahead);
      rejections.tell(counter::counts);
    }

    /** Ends the use of blocks, the first ones first, until at most so many are really in use. */
    private void endUses(int most) {
      while (!inUse.isEmpty() && (inUse.size() > most || inUse.peek().use.isOver())) {
        Block first = inUse.poll();
        first.use.end();
        free.push(first);
      }
    }

    /** A block that any thread fills, when those before it are, and decodes. */
    private Block nextBlock() {
      Block block = free.isEmpty() ? new Block(buffers.take(blockBytes)) : free.pop();
      block.begin(check.encoding(), times.guess(), times.isMonthFirst());
      long filling = reading.give(() -> fill(block));
      block.work =
          new ClaimedTask(
              () -> {
                reading.finish(filling);
                if (!block.isHopeless) {
                  block.decode(decoder, sink);
                }
              });
      return block;
    }

    /**
     * Fills a block with whole lines; with nothing where there are no more bytes, or not yet. Who
     * fills does not wait for bytes: the blocks before could not be handed on meanwhile.
     */
    private void fill(Block block) {
      int most = Math.max(BLOCK_BYTES, blockBytes);
      int length = block.buffer.begin(carry);
      int cut = 0;
      boolean waits = false;
      while (cut == 0 && !ended && !waits && length < most) {
        length = fill(block, length);
        cut = block.buffer.endOfLastLine(length);
        waits = source.waits();
      }
      if (failure != null) {
        length = cut; // a line that was torn off is no row
      }
      boolean isTorn = cut == 0 && !ended && length < most; // its end is still to be written
      // a last line may lack its end; a line without an end in sight is left to the general reader
      block.length = isTorn ? 0 : ended || cut == 0 ? length : cut;
      block.isHopeless = block.length == 0 || (!ended && cut == 0);
      carry = Arrays.copyOfRange(block.buffer.bytes(), block.length, length);
    }

    private int fill(Block block, int from) {
      int length = from;
      int to = block.buffer.makeRoom(from);
      try {
        while (length < to && !source.waits()) {
          int count = in.read(block.buffer.bytes(), length, to - length);
          if (count < 0) {
            ended = true;
            break;
          }
          length += count;
        }
      } catch (IOException e) {
        failure = e;
        ended = true;
      }
      return length;
    }

    /** Helps until the block is decoded: first with it, then with those after it. */
    private void finish(Block first) {
      first.work.run();
      for (Block other : underWay) {
        if (first.work.isDone()) {
          break;
        }
        other.work.run();
      }
      first.work.finish();
    }

    /** Text that is not ASCII was decoded on a guess; where it was wrong, it is decoded again. */
    private void settleEncoding(Block block) throws IOException {
      check.accept(block.buffer.bytes(), 0, block.length);
      if (check.encoding() != block.encoding) {
        block.encoding = check.encoding();
        block.decode(decoder, sink);
      }
    }

    /** Leaves the file to the general reader, from this block on. */
    private RowCounts leaveRest(Block first) throws IOException {
      endUses(0);
      reading.finish();
      List<InputStream> parts = new ArrayList<>();
      parts.add(first.stream());
      for (Block block : underWay) {
        block.work.abandon(); // its bytes stay, its batch is for nothing
        parts.add(block.stream());
      }
      underWay.clear();
      parts.add(new ByteArrayInputStream(carry));
      parts.add(failure == null ? in : FileHead.failing(failure, in));
      InputStream rest = new SequenceInputStream(Collections.enumeration(parts));
      return readOn(
          source,
          decoder.reader(new DecodedInput(rest, check, FileHead.BYTES), line, counter),
          times,
          sink,
          rejections);
    }
  }

  /** Whole lines, and the batch that is made of them. */
  private final class Block {
    private final BlockMemory.Buffer buffer;
    private int length;
    private TextEncoding encoding = TextEncoding.UTF_8;
    private TimeLog.Guess onTimes = TimeLog.Guess.AS_WRITTEN;
    private boolean monthFirst;
    private final RowCounter counter = new RowCounter();

    /** Null until there is something to decode: most blocks of a small file stay empty. */
    private FlowDecoder.@Nullable Blocks blocks;

    /** Whether it is not even tried to decode it. */
    private boolean isHopeless;

    private boolean decoded;
    private @Nullable T prepared;

    /** How the sink uses the batch after it took it. */
    private FlowSink.Use use = () -> {};

    /** A block is used again and again, its work is not. */
    private ClaimedTask work = new ClaimedTask(() -> {});

    Block(BlockMemory.Buffer buffer) {
      this.buffer = buffer;
    }

    /** Begins again, on what is assumed of the file by now. */
    void begin(TextEncoding encoding, TimeLog.Guess onTimes, boolean monthFirst) {
      this.encoding = encoding;
      this.onTimes = onTimes;
      this.monthFirst = monthFirst;
      length = 0;
      isHopeless = true;
      decoded = false;
    }

    void decode(FlowDecoder decoder, FlowSink<T> sink) {
      if (blocks == null) {
        blocks = decoder.blocks(buffer.rows(decoder));
      }
      byte[] bytes = buffer.bytes();
      blocks.times().rows().clear(bytes);
      counter.clear();
      blocks.times().monthFirst(monthFirst);
      blocks.times().begin(onTimes);
      decoded = blocks.decode(bytes, 0, length, encoding, counter);
      prepared = null;
      if (decoded) {
        prepare(sink);
      }
    }

    void prepare(FlowSink<T> sink) {
      prepared = sink.prepare(blocks().times().rows().batch());
    }

    FlowDecoder.Blocks blocks() {
      return Objects.requireNonNull(blocks, "nothing was decoded");
    }

    long linesBefore(long place) {
      long lines = 0;
      for (int i = 0; i < place; i++) {
        lines += buffer.bytes()[i] == '\n' ? 1 : 0;
      }
      return lines;
    }

    InputStream stream() {
      return new ByteArrayInputStream(buffer.bytes(), 0, length);
    }
  }
}
