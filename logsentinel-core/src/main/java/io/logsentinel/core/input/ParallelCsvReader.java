package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.text.TextEncoding;
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
import java.util.concurrent.Executor;

/**
 * Reads a whole file with helping hands: cuts it into blocks of whole lines, has them scanned by
 * whoever is free, and hands the batches on in file order.
 *
 * <p>The reading thread never waits for work that nobody has begun: it does it itself. So there is
 * no order of events in which all wait, with any number of workers, none included. Memory is
 * bounded by the number of blocks under way.
 *
 * <p>Where the file ceases to be plain ({@link SwarCsvScanner}), its rest is left to {@link
 * FlowReader}, which is the reference: on any input both give the same rows and the same account.
 */
final class ParallelCsvReader<T> {
  /** Bytes of a block. */
  static final int BLOCK_BYTES = 1 << 18;

  /** A header that is longer than this is not for us. */
  private static final int HEAD_BYTES = 1 << 16;

  private static final int SHORTEST_HEAD = 1 << 12;

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final FlowSource source;
  private final Dialect dialect;
  private final Executor workers;
  private final int ahead;
  private final FlowSink<T> sink;
  private final int blockBytes;
  private final Deque<Block> free = new ArrayDeque<>();

  // the pass at hand
  private InputStream in;
  private ColumnMapping header;
  private EncodingDetector check;
  private RowCounter tally;
  private long line;
  private byte[] carry;
  private boolean ended;
  private IOException failure;

  ParallelCsvReader(
      FlowSource source, Dialect dialect, Executor workers, int ahead, FlowSink<T> sink) {
    this(source, dialect, workers, ahead, sink, BLOCK_BYTES);
  }

  ParallelCsvReader(
      FlowSource source,
      Dialect dialect,
      Executor workers,
      int ahead,
      FlowSink<T> sink,
      int blockBytes) {
    if (ahead < 1) {
      throw new IllegalArgumentException("blocks ahead must be from 1 but are " + ahead);
    }
    this.source = source;
    this.dialect = dialect;
    this.workers = workers;
    this.ahead = ahead;
    this.sink = sink;
    this.blockBytes = blockBytes;
  }

  RowCounts readAll() throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      try (InputStream opened = open()) {
        return pass(opened, encoding);
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      }
    }
  }

  private InputStream open() throws FlowFileException {
    try {
      return source.open();
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  private RowCounts pass(InputStream opened, TextEncoding encoding) throws IOException {
    in = opened;
    byte[] head = readHead();
    int mark = hasMark(head) ? UTF_8_MARK.length : 0;
    int end = endOfPlainHeader(head, mark);
    if (end < 0) {
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in);
      try (FlowReader reader = FlowReader.open(() -> all, dialect, encoding)) {
        sink.begin(reader.hasTimes());
        return readOn(reader);
      }
    }
    header =
        FlowReader.readHeader(
            new CsvTokenizer(
                new DecodedInput(
                    new ByteArrayInputStream(head, mark, end - mark),
                    new EncodingDetector(encoding),
                    end),
                ',',
                HEAD_BYTES),
            dialect);
    check = new EncodingDetector(encoding);
    tally = new RowCounter();
    line = 2;
    carry = Arrays.copyOfRange(head, end, head.length);
    ended = false;
    failure = null;
    sink.begin(header.hasTime());
    return readBlocks();
  }

  /** The first bytes; what cannot be read after them fails in its turn. */
  private byte[] readHead() {
    byte[] head = new byte[Math.min(HEAD_BYTES, Math.max(blockBytes, SHORTEST_HEAD))];
    int length = 0;
    try {
      for (int count = 0; count >= 0 && length < head.length; length += Math.max(0, count)) {
        count = in.read(head, length, head.length - length);
      }
    } catch (IOException e) {
      in = new Failing(e);
    }
    return Arrays.copyOf(head, length);
  }

  private static boolean hasMark(byte[] head) {
    return head.length >= UTF_8_MARK.length
        && Arrays.equals(head, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
  }

  /** Where the first line ends, its line end included; -1 where it is not plainly a header. */
  private static int endOfPlainHeader(byte[] head, int from) {
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

  private RowCounts readBlocks() throws IOException {
    Deque<Block> underWay = new ArrayDeque<>();
    try {
      while (true) {
        if (underWay.size() < ahead && !ended) {
          Block block = nextBlock();
          if (block != null) {
            underWay.add(block);
            workers.execute(block.work);
          }
          continue;
        }
        Block first = underWay.poll();
        if (first == null) {
          break;
        }
        finish(first, underWay);
        if (!first.plain) {
          return leaveRest(first, underWay);
        }
        if (!first.scanner.isAscii()) {
          settleEncoding(first);
        }
        tally.add(first.tally);
        line += first.scanner.lines();
        sink.accept(first.batch, first.prepared);
        free.add(first);
      }
    } finally {
      // nobody may still read bytes of a pass that is over
      for (Block block : underWay) {
        block.work.abandon();
      }
    }
    check.finish();
    if (failure != null) {
      throw FlowFileException.unreadable(failure, line, tally.counts());
    }
    return tally.counts();
  }

  /** Fills a block with whole lines; null where there are no more bytes. */
  private Block nextBlock() {
    Block block = free.isEmpty() ? new Block() : free.poll();
    int length = block.takeCarry();
    int cut = 0;
    while (cut == 0 && !ended && length < Math.max(BLOCK_BYTES, blockBytes)) {
      length = fill(block, length);
      cut = block.endOfLastLine(length);
    }
    // a last line may lack its end; a line without an end in sight is left to the general reader
    if (failure != null) {
      length = cut; // a line that was torn off is no row
    }
    block.length = ended || cut == 0 ? length : cut;
    carry = Arrays.copyOfRange(block.bytes, block.length, length);
    boolean hopeless = !ended && cut == 0;
    block.work = new ClaimedTask(hopeless ? block::giveUp : block::scan);
    return block.length == 0 ? null : block;
  }

  private int fill(Block block, int from) {
    int length = from;
    int to = block.makeRoom(from);
    try {
      while (length < to) {
        int count = in.read(block.bytes, length, to - length);
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

  /** Helps until the block is done: first with it, then with those after it. */
  private void finish(Block first, Deque<Block> underWay) {
    first.work.run();
    for (Block other : underWay) {
      if (first.work.isDone()) {
        break;
      }
      other.work.run();
    }
    first.work.finish();
  }

  /** Text that is not ASCII was decoded on a guess; where that was wrong, it is scanned again. */
  private void settleEncoding(Block block) throws IOException {
    check.accept(block.bytes, 0, block.length);
    if (check.encoding() != block.encoding) {
      block.encoding = check.encoding();
      block.scan();
    }
  }

  /** Leaves the file to the general reader, from this block on. */
  private RowCounts leaveRest(Block first, Deque<Block> underWay) throws IOException {
    List<InputStream> parts = new ArrayList<>();
    parts.add(first.stream());
    for (Block block : underWay) {
      block.work.abandon(); // its bytes stay, its batch is for nothing
      parts.add(block.stream());
    }
    underWay.clear();
    parts.add(new ByteArrayInputStream(carry));
    parts.add(failure == null ? in : new Failing(failure));
    DecodedInput rest =
        new DecodedInput(
            new SequenceInputStream(Collections.enumeration(parts)), check, HEAD_BYTES);
    CsvTokenizer records = new CsvTokenizer(rest, ',', FlowReader.MAX_RECORD_BYTES, line);
    return readOn(new FlowReader(records, header, tally));
  }

  private RowCounts readOn(FlowReader reader) throws IOException {
    for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
      sink.accept(batch, sink.prepare(batch));
    }
    return reader.counts();
  }

  /** The bytes after those that could be read. */
  private static final class Failing extends InputStream {
    private final IOException failure;

    Failing(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      throw failure;
    }
  }

  /** Some whole lines, and what is made of them. */
  private final class Block {
    private byte[] bytes = new byte[blockBytes + SwarCsvScanner.PADDING];
    private int length;
    private TextEncoding encoding;
    private final FlowBatch batch = new FlowBatch();
    private final RowCounter tally = new RowCounter();
    private SwarCsvScanner scanner;
    private boolean plain;
    private T prepared;

    /** A block is used again and again, its work is not. */
    private ClaimedTask work;

    /** Begins with the lines that the block before it left over. */
    int takeCarry() {
      encoding = check.encoding();
      if (carry.length > bytes.length - SwarCsvScanner.PADDING) {
        bytes = new byte[carry.length + SwarCsvScanner.PADDING];
      }
      System.arraycopy(carry, 0, bytes, 0, carry.length);
      return carry.length;
    }

    /** Makes room after some bytes; returns where it ends. */
    int makeRoom(int from) {
      if (from == bytes.length - SwarCsvScanner.PADDING) {
        bytes = Arrays.copyOf(bytes, 2 * from + SwarCsvScanner.PADDING);
      }
      return bytes.length - SwarCsvScanner.PADDING;
    }

    int endOfLastLine(int to) {
      int end = to;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return end;
    }

    void scan() {
      if (scanner == null) {
        scanner = new SwarCsvScanner(header);
      }
      batch.clear(bytes);
      tally.clear();
      plain = scanner.scan(bytes, 0, length, encoding, batch, tally);
      prepared = plain ? sink.prepare(batch) : null;
    }

    void giveUp() {
      plain = false;
    }

    InputStream stream() {
      return new ByteArrayInputStream(bytes, 0, length);
    }
  }
}
