package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast way and the general reader agree: same flows, same cleaned file, same account. */
class ParallelReaderTest {

  private static final int[] BLOCKS = {1, 2, 3, 5, 8, 13, 64, 200, 1000, 1 << 18};
  private static final int[] SMALL = {2, 3, 5, 8, 13};
  private static final int[] LARGE = {200, 1000};

  /** All that can be told of a reading. */
  record Outcome(List<FlowRecord> flows, List<Long> times, String cleaned, Object end) {}

  /** Memory of files of any size and kind before. */
  private static final BlockMemory BUFFERS = new BlockMemory();

  static Outcome read(byte[] file, int blockBytes, int ahead, Executor workers) {
    return read(file, FlowFormats.AUTO, blockBytes, ahead, workers);
  }

  static Outcome read(byte[] file, FlowFormat format, int blockBytes, int ahead, Executor workers) {
    List<FlowRecord> flows = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
    Deque<FlowSink.Use> inUse = new ArrayDeque<>();
    FlowSink<byte[]> sink =
        new FlowSink<>() {
          @Override
          public byte[] prepare(FlowBatch batch) {
            return CleanedCsv.lines(batch);
          }

          /** Reads batches late, or at times that nobody foresees, where several can be in use. */
          @Override
          public Use begin(FlowBatch batch, byte[] lines) {
            if (ahead == 1) {
              accept(batch, lines);
              return null;
            }
            Use use =
                new Use() {
                  private boolean isRead;

                  @Override
                  public void end() {
                    assertSame(this, inUse.remove(), "in file order");
                    if (!isRead) {
                      accept(batch, lines);
                    }
                  }

                  @Override
                  public boolean isOver() {
                    if (!isRead && inUse.peek() == this && flows.size() % 3 == 0) {
                      accept(batch, lines);
                      isRead = true;
                    }
                    return isRead;
                  }
                };
            inUse.add(use);
            return use;
          }

          @Override
          public void accept(FlowBatch batch, byte[] lines) {
            for (int row = 0; row < batch.size(); row++) {
              flows.add(batch.record(row));
              times.add(batch.localTime(row));
            }
            cleaned.writeBytes(lines);
          }
        };
    Object end;
    try {
      end =
          new ParallelReader<>(
                  workers,
                  ahead,
                  hasTimes -> {
                    flows.clear();
                    times.clear();
                    cleaned.reset();
                    inUse.clear();
                    return sink;
                  },
                  blockBytes,
                  BUFFERS)
              .readAll(() -> new ByteArrayInputStream(file), format, Reading.first(HourClock.AUTO));
      assertEquals(0, inUse.size(), "batches in use");
    } catch (FlowFileException e) {
      return failed(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Outcome(flows, times, cleaned.toString(StandardCharsets.UTF_8), end);
  }

  private static Outcome failed(FlowFileException e) {
    // what a failed file has handed out before is worth nothing
    return new Outcome(List.of(), List.of(), "", e.getMessage() + " " + e.counts());
  }

  static Outcome reference(byte[] file) {
    return reference(file, FlowFormats.AUTO);
  }

  static Outcome reference(byte[] file, FlowFormat format) {
    return reference(file, format, FileHead.BYTES);
  }

  /** What a file is, whether it has labels for one, is seen in its head. */
  private static Outcome reference(byte[] file, FlowFormat format, int headBytes) {
    List<FlowRecord> flows = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
    Reading reading = Reading.first(HourClock.AUTO);
    try {
      reading = reading.with(DecodedInput.encodingOf(() -> new ByteArrayInputStream(file), 1000));
      while (true) {
        TimeTracker tracker = new TimeTracker(reading);
        FileHead head = FileHead.read(new ByteArrayInputStream(file), headBytes);
        try (RowReader reader = ParallelReader.open(head, format, reading.encoding())) {
          if (reader.measure().isOneWay()) {
            return paired(file, format);
          }
          reader.times().monthFirst(tracker.isMonthFirst());
          for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
            tracker.settle(reader.times(), line -> line);
            for (int row = 0; row < batch.size(); row++) {
              flows.add(batch.record(row));
              times.add(batch.localTime(row));
            }
            cleaned.writeBytes(CleanedCsv.lines(batch));
          }
          return new Outcome(
              flows,
              times,
              cleaned.toString(StandardCharsets.UTF_8),
              reader.counts().withTimes(tracker.counts()));
        } catch (WrongReadingException e) {
          reading = e.correct(reading);
          flows.clear();
          times.clear();
          cleaned.reset();
        }
      }
    } catch (FlowFileException e) {
      return failed(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Of one-way flows, the reader that hands them out finds the other halves. */
  private static Outcome paired(byte[] file, FlowFormat format) throws FlowFileException {
    List<FlowRecord> flows = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file), format)) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          flows.add(batch.record(row));
          times.add(batch.localTime(row));
        }
        cleaned.writeBytes(CleanedCsv.lines(batch));
      }
      return new Outcome(flows, times, cleaned.toString(StandardCharsets.UTF_8), reader.counts());
    } catch (FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows with times only, that a clock of 12 hours, of 24, or none at all shows. */
  @Provide
  static Arbitrary<byte[]> filesOfTimes() {
    Arbitrary<String> time =
        Arbitraries.frequencyOf(
            Tuple.of(
                20,
                Combinators.combine(
                        Arbitraries.integers().between(3, 4),
                        Arbitraries.frequencyOf(
                            Tuple.of(10, Arbitraries.of(1, 7, 8, 11, 12)),
                            Tuple.of(1, Arbitraries.of(0, 13, 23))),
                        Arbitraries.of("00", "59"))
                    .as((day, hour, minute) -> day + "/7/2017 " + hour + ":" + minute)),
            Tuple.of(
                2,
                Arbitraries.of(
                    "",
                    "soon",
                    "3/7/2017 5:00 PM",
                    "3/7/2017 5:00 AM",
                    "2017-07-03 01:10:00",
                    "2017-07-03T01:10:00Z",
                    "1499043600",
                    "\u4e0b\u5348")));
    Arbitrary<String> seldomUnordered =
        Arbitraries.frequencyOf(
            Tuple.of(99, time),
            Tuple.of(
                1, Arbitraries.of("3/13/2017 9:00", "3/13/2017 9:00 AM", "13/3/2017 9:00 AM")));
    Arbitrary<String> lines =
        Combinators.combine(seldomUnordered, Arbitraries.integers().between(1, 4))
            .as((text, rows) -> (text + "," + FlowText.row() + "\n").repeat(rows))
            .flatMap(rows -> Arbitraries.of(rows, rows, rows + "\n", rows + "x\n\n"));
    return lines
        .list()
        .ofMaxSize(12)
        .map(
            runs ->
                ("Timestamp," + FlowText.HEADER + "\n" + String.join("", runs))
                    .getBytes(StandardCharsets.UTF_8));
  }

  /** What a sink prepared of times that were only a guess is prepared again. */
  @Test
  void aSinkPreparesTheTimesThatItIsGiven() throws IOException {
    StringBuilder file = new StringBuilder("Timestamp," + FlowText.HEADER + "\n");
    for (int i = 0; i < 300; i++) {
      int minute = 60 * 12 + i;
      int hour = (minute / 60 + 11) % 12 + 1;
      String time = String.format("3/7/2017 %d:%02d,", hour, minute % 60);
      file.append(time).append(FlowText.row()).append('\n');
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    List<Long> times = new ArrayList<>();
    FlowSink<Long> sink =
        new FlowSink<>() {
          @Override
          public Long prepare(FlowBatch batch) {
            return batch.localTime(batch.size() - 1);
          }

          @Override
          public void accept(FlowBatch batch, Long last) {
            assertEquals(batch.localTime(batch.size() - 1), last);
            for (int row = 0; row < batch.size(); row++) {
              times.add(batch.localTime(row) / 60_000 % 1440);
            }
          }
        };
    new ParallelReader<>(Runnable::run, 3, hasTimes -> sink, 500, BUFFERS)
        .readAll(
            () -> new ByteArrayInputStream(bytes), FlowFormats.AUTO, Reading.first(HourClock.AUTO));
    for (int i = 0; i < 300; i++) {
      assertEquals(720 + i, times.get(i));
    }
  }

  static void assertAgree(byte[] file) {
    assertAgree(file, FlowFormats.AUTO);
  }

  static void assertAgree(byte[] file, FlowFormat format) {
    assertAgree(file, format, BLOCKS);
  }

  /**
   * The same in some of the blocks, for tests of thousands of files: in the smallest, whose blocks
   * are single lines, a middle one, all in one, and two of the others that the file's bytes choose.
   * Those next to each other differ around the few lines of a length between them.
   */
  static Object assertAgreeInSome(byte[] file, FlowFormat format) {
    int chosen = Math.floorMod(Arrays.hashCode(file), SMALL.length * LARGE.length);
    return assertAgree(
        file, format, 1, SMALL[chosen % SMALL.length], 64, LARGE[chosen / SMALL.length], 1 << 18);
  }

  /** Returns how the whole file's reading ended. */
  private static Object assertAgree(byte[] file, FlowFormat format, int... blocks) {
    Map<Integer, Outcome> expected = new HashMap<>();
    Object end = "";
    for (int block : blocks) {
      int headBytes = ParallelReader.headBytes(block);
      Outcome outcome = read(file, format, block, 3, Runnable::run);
      assertEquals(
          expected.computeIfAbsent(headBytes, head -> reference(file, format, head)),
          outcome,
          "blocks of " + block);
      end = outcome.end();
    }
    return end;
  }

  @Provide
  static Arbitrary<byte[]> files() {
    Arbitrary<String> line =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.just(FlowText.row())),
            Tuple.of(
                4,
                Arbitraries.of(FlowField.values())
                    .flatMap(
                        field ->
                            Arbitraries.of(
                                    "",
                                    "NA",
                                    "1.#IND",
                                    "x",
                                    "0.50",
                                    "007",
                                    "1e3",
                                    "-0.0",
                                    ".5",
                                    "+7",
                                    "0.05",
                                    "123456789012345",
                                    "1234567890123456",
                                    "0.000001",
                                    "inf",
                                    " 8 ",
                                    "fe80::1",
                                    "\"q\"",
                                    "\"a,b\"",
                                    "caf\u00e9",
                                    "a\rb",
                                    "b\"c",
                                    "1234567.12345678",
                                    "9007199254740993",
                                    "Infinity",
                                    "5.")
                                .map(value -> FlowText.row(field, value)))),
            Tuple.of(2, Arbitraries.of("", ",", ",,,,,,,,,,,,", "x", " ", "\0", "\"", "\"\"")));
    Arbitrary<byte[]> text =
        Combinators.combine(
                line.list().ofMaxSize(25),
                Arbitraries.frequency(Tuple.of(6, "\n"), Tuple.of(3, "\r\n"), Tuple.of(1, "\r")),
                Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1),
                Arbitraries.of(true, false),
                Arbitraries.of(
                    "",
                    ",0,,1.5,abc,0,0,,,,,0, 7,22,3,1,1,0.25,,,9",
                    ",0".repeat(20) + ",,,," + ",123456.25".repeat(15) + ",9".repeat(25)))
            .as(
                (lines, end, charset, closed, others) -> {
                  String narrow = FlowText.HEADER + "\n" + String.join("\n", lines);
                  // columns that nobody needs, before the last
                  String wide = narrow.replaceAll(",([^,\n]*)(\n|$)", others + ",$1$2");
                  return (wide.replace("\n", end) + (closed ? end : "")).getBytes(charset);
                });
    Arbitrary<Tuple.Tuple2<Integer, Byte>> mutation =
        Combinators.combine(
                Arbitraries.integers().between(0, 1 << 20),
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.bytes()),
                    Tuple.of(
                        2,
                        Arbitraries.of(
                            (byte) '"',
                            (byte) ',',
                            (byte) '\n',
                            (byte) '\r',
                            (byte) 0x81,
                            (byte) 0x96,
                            (byte) 0xC3,
                            (byte) 0))))
            .as(Tuple::of);
    return Combinators.combine(text, mutation.list().ofMaxSize(4))
        .as(
            (bytes, mutations) -> {
              for (var one : mutations) {
                bytes[one.get1() % bytes.length] = one.get2();
              }
              return bytes;
            })
        .filter(bytes -> (bytes[0] & 0xFF) < 0xFE); // no byte order mark: broken UTF-16 is no case
  }

  @Test
  void hundredsOfEmptyColumnsThatNobodyNeeds() {
    String narrow = FlowText.HEADER + "\n" + FlowText.row() + "\n" + FlowText.row() + "\n";
    for (int columns : new int[] {247, 248, 255, 256, 257, 600, 2000}) {
      String wide = narrow.replaceAll(",([^,\n]*)\n", ",".repeat(columns) + ",$1\n");
      byte[] file = wide.getBytes(StandardCharsets.UTF_8);
      assertEquals(2, reference(file).flows().size());
      assertAgree(file);
    }
  }

  @Property(tries = 100)
  void anyNumberOfWorkers(@ForAll("files") byte[] file) {
    assertAgreeOnWorkers(file);
  }

  @Property(tries = 100)
  void clocksThatAreKnownLate_onWorkers(@ForAll("filesOfTimes") byte[] file) {
    assertAgreeOnWorkers(file);
  }

  private static void assertAgreeOnWorkers(byte[] file) {
    Outcome expected = reference(file, FlowFormats.AUTO, ParallelReader.headBytes(500));
    for (int threads = 1; threads <= 3; threads++) {
      ExecutorService workers = Executors.newFixedThreadPool(threads);
      try {
        for (int block : new int[] {100, 500}) {
          assertEquals(expected, read(file, block, 2 * threads, workers), threads + " threads");
        }
      } finally {
        workers.shutdownNow();
      }
    }
  }

  /** What is torn off by a failure is no row, wherever it tears. */
  @Test
  void aFileThatFailsInTheMiddle() {
    byte[] file = FlowText.file(Stream.generate(FlowText::row).limit(60).toArray(String[]::new));
    for (int end = FlowText.HEADER.length() + 2; end < file.length; end += 7) {
      byte[] start = java.util.Arrays.copyOf(file, end);
      FlowSource source =
          () ->
              new java.io.SequenceInputStream(
                  new ByteArrayInputStream(start),
                  new java.io.InputStream() {
                    @Override
                    public int read() throws IOException {
                      throw new IOException("torn");
                    }
                  });
      long rows =
          new String(start, StandardCharsets.US_ASCII).chars().filter(c -> c == '\n').count() - 1;
      for (int block : new int[] {64, 1000, 1 << 18}) {
        FlowFileException e =
            assertThrows(
                FlowFileException.class,
                () ->
                    new ParallelReader<>(
                            Runnable::run, 2, hasTimes -> (batch, none) -> {}, block, BUFFERS)
                        .readAll(source, FlowFormats.AUTO, Reading.first(HourClock.AUTO)));
        assertEquals(rows, e.counts().read(), "torn at " + end + ", blocks of " + block);
        assertEquals(0, e.counts().kept());
      }
    }
  }

  /** Work that nobody begins is done by the thread that waits for it. */
  @Test
  void workersThatNeverCome() {
    byte[] file = FlowText.file(Stream.generate(FlowText::row).limit(500).toArray(String[]::new));
    assertEquals(reference(file), read(file, 300, 5, task -> {}));
  }

  /** Work that comes too late finds it done, and leaves the block alone. */
  @Test
  void workersThatComeLate() {
    byte[] file = FlowText.file(Stream.generate(FlowText::row).limit(500).toArray(String[]::new));
    List<Runnable> late = new ArrayList<>();
    Executor twoTurnsLater =
        task -> {
          late.add(task);
          if (late.size() > 2) {
            late.remove(0).run();
          }
        };
    assertEquals(reference(file), read(file, 300, 3, twoTurnsLater));
    late.forEach(Runnable::run);
  }

  @Test
  void aSinkThatThrowsOnAWorker_failsTheReading() {
    IllegalStateException thrown = new IllegalStateException("prepare");
    FlowSink<Void> sink =
        new FlowSink<>() {
          @Override
          public Void prepare(FlowBatch batch) {
            throw thrown;
          }

          @Override
          public void accept(FlowBatch batch, Void prepared) {}
        };
    byte[] file = FlowText.file(FlowText.row());
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () -> FlowReader.readAll(() -> new ByteArrayInputStream(file), sink)));
  }

  /** The scanner alone gives up on what is not plain, and on nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"\"", "a\rb", "\r\r\n"})
  void notPlain(String text) throws IOException {
    assertTrue(!scan(FlowText.row() + "\n" + text + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "\0\t ", "caf\u00e9", ",,,", "a\r\nb"})
  void plain(String text) throws IOException {
    assertTrue(scan(FlowText.row() + "\r\n" + text));
  }

  private static boolean scan(String lines) throws IOException {
    byte[] text = lines.getBytes(StandardCharsets.UTF_8);
    byte[] padded = java.util.Arrays.copyOf(text, text.length + SwarCsvScanner.PADDING);
    java.util.Arrays.fill(padded, text.length, padded.length, (byte) '"');
    ColumnMapping header =
        HeaderColumns.of(
            List.of(FlowText.HEADER.split(",")),
            1,
            Dialect.CIC_IDS_2017,
            ColumnMapping.Leniency.EXACT);
    return new SwarCsvScanner(header, ',', new FlowBatch.Appender())
        .decode(padded, 0, text.length, TextEncoding.UTF_8, new RowCounter());
  }

  @Test
  void numbersAsTheyStand_areThoseThatWouldBeWritten() {
    for (String text :
        List.of(
            "0",
            "7",
            "80",
            "-5",
            "-0",
            "80.5",
            "0.5",
            "0.123456789012345",
            "999999999999999",
            "12345678.1234567",
            "0.00001",
            "0.05",
            "80.0",
            "007",
            "0.50",
            "1e3",
            "5.",
            ".5",
            "+7",
            "1000000000000000",
            "0.000001",
            "123456789.12345678",
            "-0.0",
            " 8",
            "inf")) {
      byte[] file = FlowText.file(FlowText.row(FlowField.BYTES_PER_SECOND, text));
      assertArrayEquals(
          reference(file).cleaned().getBytes(StandardCharsets.UTF_8),
          read(file, 1 << 10, 1, Runnable::run).cleaned().getBytes(StandardCharsets.UTF_8),
          text);
    }
  }
}
