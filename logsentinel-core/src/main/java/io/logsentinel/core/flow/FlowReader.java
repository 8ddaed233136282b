package io.logsentinel.core.flow;

import io.logsentinel.core.flow.FlowFileException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a file of flows, batch by batch, and keeps account of every row.
 *
 * <p>Memory does not grow with the file: one batch and one record are held. A record of more than
 * {@value #MAX_RECORD_BYTES} bytes, or an address or label of more than {@value #MAX_TEXT_CHARS}
 * characters, is rejected as too long.
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

  /** Words that stand for a missing value, as pandas has them. */
  private static final Set<String> MISSING_WORDS =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "n/a",
          "nan",
          "null");

  private static final int LONGEST_MISSING_WORD = 8;

  private static final FlowField[] FIELDS = FlowField.values();
  private static final Oddity[] ODDITIES = Oddity.values();

  private final CsvRecords records;
  private final Header header;
  private final FlowBatch batch = new FlowBatch();
  private final long[] rejected = new long[Rejection.values().length];
  private final long[] odd = new long[Oddity.values().length];
  private long kept;

  // the last time read: in files of flows, the same one comes again and again
  private byte[] timeText = {};
  private long time = LocalTime.NONE;

  private FlowReader(CsvRecords records, Header header) {
    this.records = records;
    this.header = header;
  }

  /** Takes the batches of a file. */
  public interface Sink {
    /**
     * Begins with the first flow. Called a second time where the file turned out to be in another
     * encoding: every batch so far is to be forgotten.
     *
     * @param hasTimes whether the file has a column for the time of a flow
     * @throws IOException if what was written cannot be taken back
     */
    void begin(boolean hasTimes) throws IOException;

    /**
     * Takes the next flows, in file order.
     *
     * @param batch valid during the call only
     * @throws IOException if they cannot be passed on
     */
    void accept(FlowBatch batch) throws IOException;
  }

  /**
   * Reads a whole file in its encoding.
   *
   * @param source the file; opened again for each encoding that turns out not to fit
   * @param dialect the names of its columns
   * @param sink where the flows go
   * @return the account of its rows
   * @throws FlowFileException if the file is no file of flows, or fails; it carries the account
   * @throws IOException if the sink fails
   */
  public static RowCounts readAll(FlowSource source, Dialect dialect, Sink sink)
      throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      try (FlowReader reader = open(source, dialect, encoding)) {
        sink.begin(reader.hasTimes());
        for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
          sink.accept(batch);
        }
        return reader.counts();
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      }
    }
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
        TextInput text = new TextInput(in, encoding, CHUNK_BYTES);
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
      CsvRecords records =
          new CsvRecords(new TextInput(in, encoding, chunkBytes), ',', MAX_RECORD_BYTES);
      return new FlowReader(records, readHeader(records, dialect));
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
  private static FlowFileException failure(IOException e, long line, RowCounts before)
      throws WrongEncodingException {
    if (e instanceof WrongEncodingException wrong) {
      throw wrong;
    }
    if (e instanceof FlowFileException known) {
      return known;
    }
    return FlowFileException.unreadable(e, line, before);
  }

  private static Header readHeader(CsvRecords records, Dialect dialect) throws IOException {
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
    return Header.of(names, records.line(), dialect);
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
        Rejection reason = keepOrReject();
        if (reason == null) {
          countOddities();
          batch.add();
          kept++;
        } else {
          rejected[reason.ordinal()]++;
        }
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
    return new RowCounts(kept, byKind(Rejection.class, rejected), byKind(Oddity.class, odd));
  }

  private static <K extends Enum<K>> Map<K, Long> byKind(Class<K> kinds, long[] counts) {
    Map<K, Long> byKind = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      if (counts[kind.ordinal()] > 0) {
        byKind.put(kind, counts[kind.ordinal()]);
      }
    }
    return byKind;
  }

  private void countOddities() {
    for (Oddity oddity : ODDITIES) {
      if (oddity.isIn(batch, batch.size())) {
        odd[oddity.ordinal()]++;
      }
    }
  }

  /** Puts the record at hand into the batch's next row; the reason where it cannot be kept. */
  private Rejection keepOrReject() {
    if (records.isBlank()) {
      return Rejection.BLANK;
    }
    if (records.isTooLong()) {
      return Rejection.TOO_LONG;
    }
    if (records.fields() != header.columns()) {
      return records.fields() < header.columns()
          ? Rejection.TOO_FEW_FIELDS
          : Rejection.TOO_MANY_FIELDS;
    }
    for (FlowField field : FIELDS) {
      Rejection reason = check(field);
      if (reason != null) {
        return reason;
      }
    }
    // texts last: those of a row that is rejected must not fill the batch
    batch.setSource(addressKey(FlowField.SOURCE_IP));
    batch.setDestination(addressKey(FlowField.DESTINATION_IP));
    batch.setLabel(records.field(header.position(FlowField.LABEL)));
    takeTime();
    return null;
  }

  /** A time that is missing or odd is no reason to reject a row: the pipeline does without. */
  private void takeTime() {
    if (!header.hasTime()) {
      batch.setLocalTime(LocalTime.NONE);
      return;
    }
    int from = records.start(header.timePosition());
    int to = records.end(header.timePosition());
    if (!Arrays.equals(records.bytes(), from, to, timeText, 0, timeText.length)) {
      timeText = Arrays.copyOfRange(records.bytes(), from, to);
      time = LocalTime.parse(timeText, 0, timeText.length);
    }
    batch.setLocalTime(time);
  }

  /** Why a field cannot be kept, null where it can; a number is put into the batch right away. */
  private Rejection check(FlowField field) {
    int position = header.position(field);
    int from = records.start(position);
    int to = records.end(position);
    if (isMissing(from, to)) {
      return Rejection.MISSING_VALUE;
    }
    if (field.isText()) {
      boolean tooLong =
          to - from > MAX_TEXT_CHARS && records.field(position).length() > MAX_TEXT_CHARS;
      return tooLong ? Rejection.TOO_LONG : null;
    }
    double value = NumberText.parse(records.bytes(), from, to);
    batch.set(field, value);
    return Double.isNaN(value) ? Rejection.NOT_A_NUMBER : null;
  }

  private long addressKey(FlowField field) {
    int position = header.position(field);
    long ipv4 = Ipv4.parse(records.bytes(), records.start(position), records.end(position));
    return ipv4 == Ipv4.NONE ? batch.addressKey(records.field(position)) : ipv4;
  }

  private boolean isMissing(int from, int to) {
    if (from == to) {
      return true;
    }
    byte first = records.bytes()[from];
    boolean mayBeWord =
        to - from <= LONGEST_MISSING_WORD
            && (first == '#'
                || first == '-'
                || first == '<'
                || first == '1'
                || (first | 0x20) == 'n');
    return mayBeWord
        && MISSING_WORDS.contains(TextEncoding.LATIN1.decode(records.bytes(), from, to));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
