package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.text.FileHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A file that grows while it is read gives its flows as soon as their lines are whole. */
class GrowingSourceTest {
  private static final int ROWS = 3000;

  /** Bytes that come piece by piece: the next when somebody waits for it. */
  private static final class Growing implements FlowSource {
    private final byte[] bytes;
    private final Random random;
    private final List<FlowRecord> flows;
    private volatile int there;
    private volatile int at;
    private int waits;

    Growing(byte[] bytes, long seed, List<FlowRecord> flows) {
      this.bytes = bytes;
      this.random = new Random(seed);
      this.flows = flows;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int from, int count) {
          if (at == there) {
            // only the first bytes are waited for without being asked
            assertTrue(at < FileHead.BYTES || at == bytes.length, "reads and would wait");
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
      int more = random.nextInt(4) == 0 ? 100_000 : random.nextInt(300);
      there = Math.min(bytes.length, there + 1 + more);
    }

    @Override
    public boolean waits() {
      return at == there && there < bytes.length;
    }

    @Override
    public void await() {
      int lines = 0;
      for (int i = 0; i < there; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
      assertEquals(lines - 1, flows.size(), "flows of whole lines, but for the header");
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
    Growing source = new Growing(bytes, seed, grown);
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
    return FlowReader.readAll(
        source,
        FlowFormats.AUTO,
        workers,
        4,
        hasTimes ->
            (batch, none) -> {
              for (int i = 0; i < batch.size(); i++) {
                flows.add(batch.record(i));
              }
            });
  }
}
