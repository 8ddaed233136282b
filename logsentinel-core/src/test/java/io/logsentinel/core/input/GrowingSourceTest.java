package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.input.row.RejectedRows;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that grows while it is read gives its flows as soon as their lines are whole. */
class GrowingSourceTest {
  private static final int ROWS = 3000;

  /**
   * Bytes that come piece by piece: the next when somebody waits for it.
   *
   * @param ends of what gives the flows, one after the other
   */
  private static class Growing implements FlowSource {
    private final byte[] bytes;
    private final int[] ends;
    private final int headBytes;
    private final Random random;
    private final List<FlowRecord> flows;
    private volatile int there;
    private volatile int at;
    private int waits;

    Growing(byte[] bytes, int[] ends, int headBytes, long seed, List<FlowRecord> flows) {
      this.bytes = bytes;
      this.ends = ends;
      this.headBytes = headBytes;
      this.random = new Random(seed);
      this.flows = flows;
    }

    @Override
    public InputStream open() {
      at = 0;
      return new InputStream() {
        @Override
        public int read() {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int count) {
          if (at == there) {
            // only the first bytes are waited for without being asked
            assertTrue(at < headBytes || at == bytes.length, "reads and would wait");
            grow();
          }
          int read = Math.min(count, there - at);
          System.arraycopy(bytes, at, to, from, read);
          at += read;
          return read == 0 ? -1 : read;
        }
      };
    }

    private void grow() {
      int more = random.nextInt(4) == 0 ? headBytes : random.nextInt(300);
      there = Math.min(bytes.length, there + 1 + more);
    }

    boolean hasCome(int bytes) {
      return bytes <= there;
    }

    @Override
    public boolean waits() {
      return at == there && there < bytes.length;
    }

    @Override
    public void await() {
      long whole = Arrays.stream(ends).filter(end -> end <= there).count();
      assertEquals(whole, flows.size(), "flows of what is whole by " + there);
      waits++;
      grow();
    }
  }

  private static byte[] text() {
    return FlowText.file(
        IntStream.range(0, ROWS)
            .mapToObj(i -> FlowText.row(FlowField.SOURCE_PORT, Integer.toString(i)))
            .toArray(String[]::new));
  }

  @Property(tries = 30)
  void asIfItWereWhole_andAtOnce(@ForAll long seed, @ForAll @IntRange(max = 3) int threads)
      throws IOException {
    byte[] bytes = text();
    List<FlowRecord> whole = new ArrayList<>();
    RowCounts counts = read(() -> new ByteArrayInputStream(bytes), whole, Runnable::run);
    List<FlowRecord> grown = new ArrayList<>();
    int[] lines = IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n').toArray();
    int[] ends = Arrays.stream(lines).skip(1).map(i -> i + 1).toArray();
    Growing source = new Growing(bytes, ends, FileHead.BYTES, seed, grown);
    ExecutorService workers = threads == 0 ? null : Executors.newFixedThreadPool(threads);
    try {
      assertEquals(counts, read(source, grown, threads == 0 ? Runnable::run : workers));
    } finally {
      if (workers != null) {
        workers.shutdownNow();
      }
    }
    assertEquals(ROWS, whole.size());
    assertEquals(whole, grown);
    assertTrue(source.waits > 0, "it never waited");
  }

  private static RowCounts read(FlowSource source, List<FlowRecord> flows, Executor workers)
      throws IOException {
    return FlowReader.readAll(source, FlowFormats.AUTO, workers, 4, hasTimes -> into(flows));
  }

  /**
   * Text as it is written, piece by piece; some of them give a flow.
   *
   * @param lead what no flow can be made of before
   * @param flow gives one each time
   * @param odd gives none, and has what follows be read one record after the other
   */
  private record Text(String lead, String flow, String odd, Charset charset) {
    private static final int BEFORE = 70;
    private static final int ALL = 150;

    byte[] bytes() {
      return (lead + flow.repeat(BEFORE) + odd + flow.repeat(ALL - BEFORE)).getBytes(charset);
    }

    int[] ends() {
      return IntStream.rangeClosed(1, ALL)
          .map(i -> (lead + flow.repeat(i) + (i > BEFORE ? odd : "")).getBytes(charset).length)
          .toArray();
    }
  }

  private static final String ZEEK_HEADER =
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
          + "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes"
          + "\tresp_bytes\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\n";

  private static final String EVE =
      "{\"timestamp\":\"2017-07-03T12:00:00.0+0000\",\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\","
          + "\"src_port\":4,\"dest_ip\":\"10.0.0.2\",\"dest_port\":80,\"proto\":\"TCP\","
          + "\"flow\":{\"pkts_toserver\":3,\"pkts_toclient\":4,\"bytes_toserver\":300,"
          + "\"bytes_toclient\":400,\"start\":\"2017-07-03T12:00:00.0+0000\","
          + "\"end\":\"2017-07-03T12:00:01.0+0000\"}}\n";

  private static final String HALVES_HEADER = "ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt\n";

  private static final String HALVES =
      "2017-07-03 12:00:00,0.5,10.0.0.1,10.0.0.2,5000,80,TCP,3,300,0,0\n"
          + "2017-07-03 12:00:00,0.5,10.0.0.2,10.0.0.1,80,5000,TCP,4,400,0,0\n";

  private static Text text(String kind) {
    String zeek = "1499083200.5\t10.0.0.1\t4\t10.0.0.2\t80\ttcp\t0.5\t9\t9\t3\t99\t4\t99\n";
    String header = FlowText.HEADER + "\n";
    String row = FlowText.row() + "\n";
    Text text = new Text(header, row, "x\n", StandardCharsets.UTF_8);
    return switch (kind) {
      case "Zeek's header again" ->
          new Text(ZEEK_HEADER, zeek, "#close\tx\n" + ZEEK_HEADER, StandardCharsets.UTF_8);
      case "another separator" ->
          new Text(
              "sep=;\n" + header.replace(',', ';'), row.replace(',', ';'), "x\n", text.charset);
      case "a text of two lines" -> new Text(header, row, "\"x\ny\",z\n", text.charset);
      case "quotes" -> new Text(header, row.replace("BENIGN", "\"BENIGN\""), "", text.charset);
      case "a stray quote" -> new Text(header, row, "\"" + row + "\"" + row, text.charset);
      case "carriage returns" ->
          new Text(header.replace('\n', '\r'), row.replace('\n', '\r'), "x\r", text.charset);
      case "a lone carriage return" -> new Text(header, row, "x\r", text.charset);
      case "UTF-16" -> new Text("\ufeff" + header, row, "\u65e5\n", StandardCharsets.UTF_16LE);
      case "cp1252" -> new Text(header, row, "\"\u00fc\"\n", Charset.forName("windows-1252"));
      case "an escape" -> new Text("", EVE.replace(".2\"", ".\\u0032\""), "", text.charset);
      case "a long line" ->
          new Text("", EVE, "{\"x\":\"" + "x".repeat(300_000) + "\"}\n", text.charset);
      case "halves" -> new Text(HALVES_HEADER, HALVES, "", text.charset);
      case "halves, and quotes" ->
          new Text(HALVES_HEADER, HALVES.replace("TCP", "\"TCP\""), "", text.charset);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zeek's header again",
        "another separator",
        "a text of two lines",
        "quotes",
        "a stray quote",
        "carriage returns",
        "a lone carriage return",
        "UTF-16",
        "cp1252",
        "an escape",
        "a long line",
        "halves",
        "halves, and quotes"
      })
  void asIfItWereWhole_andAtOnce_whereRecordsAreReadOneByOne(String kind) throws IOException {
    Text text = text(kind);
    byte[] bytes = text.bytes();
    int blockBytes = 1 << 12;
    int waits = 0;
    for (int seed = 0; seed < 10; seed++) {
      List<FlowRecord> whole = new ArrayList<>();
      RowCounts counts = read(() -> new ByteArrayInputStream(bytes), whole, blockBytes);
      assertEquals(text.ends().length, whole.size());
      List<FlowRecord> grown = new ArrayList<>();
      Growing source =
          new Growing(bytes, text.ends(), ParallelReader.headBytes(blockBytes), seed, grown);
      assertEquals(counts, read(source, grown, blockBytes));
      assertEquals(whole, grown);
      waits += source.waits;
    }
    assertTrue(waits > 10, "it waited only " + waits + " times");
  }

  /** Whoever watches a file that is written for days hears of its first bad row at once. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "quotes"})
  void rejectedRows_areTold_onceForAReason_beforeTheSourceWaits(String kind) throws IOException {
    String row = FlowText.row() + "\n";
    String flow = kind.equals("rows") ? row : row.replace("BENIGN", "\"BENIGN\"");
    Text text = new Text(FlowText.HEADER + "\n", flow, "x\n,\nx\n", StandardCharsets.UTF_8);
    int blockBytes = 1 << 12;
    for (int seed = 0; seed < 10; seed++) {
      Rows rows = new Rows();
      Growing source =
          new Growing(
              text.bytes(), text.ends(), ParallelReader.headBytes(blockBytes), seed, rows.flows) {
            @Override
            public void await() {
              boolean isWhole = hasCome(text.ends()[Text.BEFORE - 1] + "x\n".length());
              assertEquals(isWhole, rows.told.contains(Rejection.TOO_FEW_FIELDS), "told by now");
              super.await();
            }
          };
      RowCounts counts =
          new ParallelReader<Void>(
                  Runnable::run, 2, hasTimes -> rows, blockBytes, new BlockMemory())
              .readAll(source, FlowFormats.AUTO, Reading.first(HourClock.AUTO));
      assertEquals(counts.rejected().keySet(), Set.copyOf(rows.told));
      assertEquals(counts.rejected().size(), rows.told.size(), "once each");
      assertEquals(counts.first(), rows.first);
    }
  }

  /** Takes flows, and what is told of rejected rows. */
  private static final class Rows implements FlowSink<Void>, RejectedRows {
    private final List<FlowRecord> flows = new ArrayList<>();
    private final List<Rejection> told = new ArrayList<>();
    private Map<Rejection, FirstRow> first = Map.of();

    @Override
    public void accept(FlowBatch batch, Void none) throws IOException {
      into(flows, batch);
    }

    @Override
    public void rejected(RowCounts soFar) {
      soFar.rejected().keySet().stream().filter(it -> !told.contains(it)).forEach(told::add);
      first = soFar.first();
    }
  }

  private static RowCounts read(FlowSource source, List<FlowRecord> flows, int blockBytes)
      throws IOException {
    return new ParallelReader<Void>(
            Runnable::run, 2, hasTimes -> into(flows), blockBytes, new BlockMemory())
        .readAll(source, FlowFormats.AUTO, Reading.first(HourClock.AUTO));
  }

  private static FlowSink<Void> into(List<FlowRecord> flows) {
    flows.clear();
    return (batch, none) -> into(flows, batch);
  }

  private static void into(List<FlowRecord> flows, FlowBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      flows.add(batch.record(i));
    }
  }

  /** Source that keeps in mind how it is read. */
  private static final class Known implements FlowSource {
    private final byte[] bytes;
    private int reading;

    Known(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public int assumed() {
      return reading;
    }

    @Override
    public void assume(int other) {
      reading = other;
    }
  }

  @Test
  void fileThatIsKnownNotToBeUtf8_isNotReadSoFirst() throws IOException {
    String row = FlowText.row() + "\n";
    String utf8 = row.replace("BENIGN", "\u00c3\u00a9");
    byte[] bytes =
        (FlowText.HEADER + "\n" + utf8 + row.repeat(5000) + row.replace("BENIGN", "\u00e9"))
            .getBytes(StandardCharsets.ISO_8859_1);
    Known source = new Known(bytes);
    List<FlowRecord> whole = new ArrayList<>();
    List<FlowRecord> again = new ArrayList<>();
    int[] opened = {0};
    RowCounts counts = readCounted(source, whole, opened);
    assertEquals(2, opened[0], "the first block did not show it");
    assertEquals(counts, readCounted(source, again, opened));
    assertEquals(3, opened[0]);
    assertEquals(5002, whole.size());
    assertEquals(whole, again);
  }

  private static RowCounts readCounted(FlowSource source, List<FlowRecord> flows, int[] opened)
      throws IOException {
    return FlowReader.readAll(
        source,
        FlowFormats.AUTO,
        Runnable::run,
        2,
        hasTimes -> {
          opened[0]++;
          return into(flows);
        });
  }

  @Test
  void assumptions_areKnownByTheirNumber() {
    Set<Integer> numbers = new HashSet<>();
    for (TextEncoding encoding : TextEncoding.values()) {
      for (Reading.Start start : Reading.Start.values()) {
        for (Reading.DateOrder order : Reading.DateOrder.values()) {
          Reading reading = new Reading(encoding, HourClock.AUTO, start, order);
          assertEquals(reading, Reading.of(reading.number(), HourClock.AUTO));
          assertTrue(reading.number() > 0 && numbers.add(reading.number()), reading::toString);
        }
      }
    }
    assertEquals(Reading.first(HourClock.TWELVE), Reading.of(0, HourClock.TWELVE));
  }

  /** What the sink throws where the source waits is no failure of the file. */
  @Test
  void aSinkThatFailsWhereTheSourceWaits_endsTheReadingAsItIs() {
    Text text = text("quotes");
    Growing source =
        new Growing(text.bytes(), text.ends(), ParallelReader.headBytes(1), 1, new ArrayList<>());
    IOException failure = new IOException("the disk is full");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                new ParallelReader<Void>(
                        Runnable::run,
                        1,
                        hasTimes ->
                            (batch, none) -> {
                              throw failure;
                            },
                        1,
                        new BlockMemory())
                    .readAll(source, FlowFormats.AUTO, Reading.first(HourClock.AUTO)));
    assertSame(failure, thrown);
  }
}
