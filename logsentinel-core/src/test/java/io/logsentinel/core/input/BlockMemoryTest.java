package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory of blocks is used again, within a file and for the next one, and tells what it holds. */
class BlockMemoryTest {
  /** Larger than the head of a file, which goes into the first block. */
  private static final int BLOCK = 1 << 13;

  private static final int AHEAD = 3;

  private static final String NFDUMP =
      "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n"
          + "2026-11-26 10:00:00,2026-11-26 10:00:01,1.0,10.0.0.1,10.0.0.2,1024,80,TCP,S,0,0,4,400,0,0\n"
          + "2026-11-26 10:00:00,2026-11-26 10:00:01,1.0,10.0.0.2,10.0.0.1,80,1024,TCP,S,0,0,3,600,0,0\n"
          + "2026-11-26 10:00:02,2026-11-26 10:00:03,1.0,10.0.0.3,10.0.0.2,1025,80,TCP,S,0,0,2,200,0,0\n";

  private final BlockMemory buffers = new BlockMemory();
  private final Set<FlowBatch> batches = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Measure> measures = new HashSet<>();
  private final List<FlowRecord> flows = new ArrayList<>();

  /** Reads a file, of which the sink uses so many batches at once. */
  private RowCounts read(byte[] file, FlowFormat format, int block, boolean late)
      throws IOException {
    FlowSink<Void> sink =
        new FlowSink<>() {
          @Override
          public Use begin(FlowBatch batch, Void none) {
            accept(batch, none);
            return late ? () -> {} : null;
          }

          @Override
          public void accept(FlowBatch batch, Void none) {
            batches.add(batch);
            measures.add(batch.measure());
            for (int row = 0; row < batch.size(); row++) {
              flows.add(batch.record(row));
            }
          }
        };
    return new ParallelReader<>(Runnable::run, AHEAD, hasTimes -> sink, block, buffers)
        .readAll(() -> new ByteArrayInputStream(file), format, Reading.first(HourClock.AUTO));
  }

  private static byte[] rows(int rows) {
    return FlowText.file(Collections.nCopies(rows, FlowText.row()).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void blocksOfAFile_areFewHoweverLongItIs(boolean late) throws IOException {
    assertEquals(5_000, read(rows(5_000), FlowFormats.AUTO, BLOCK, late).kept());
    int most = late ? 2 * AHEAD + 1 : AHEAD;
    assertTrue(batches.size() <= most, batches.size() + " batches");
  }

  @Test
  void theNextFile_takesTheMemoryOfTheOneBefore() throws IOException {
    for (int file = 0; file < 20; file++) {
      assertEquals(1_000, read(rows(1_000), FlowFormats.AUTO, BLOCK, false).kept());
    }
    Set<FlowBatch> before = Set.copyOf(batches);
    assertTrue(before.size() <= AHEAD, before.size() + " batches");
    // but not where its blocks are of another size, or its flows of another dialect
    read(rows(1_000), FlowFormats.AUTO, 2 * BLOCK, false);
    int distinct = batches.size();
    assertTrue(distinct > before.size());
    read(NFDUMP.getBytes(StandardCharsets.UTF_8), FlowFormats.AUTO, 2 * BLOCK, false);
    assertTrue(batches.size() > distinct);
  }

  /** A line longer than a block makes its buffer a large one, which is not kept. */
  @Test
  void memoryOfALongLine_isNotKept() throws IOException {
    byte[] file =
        FlowText.file(FlowText.row(FlowField.LABEL, "x".repeat(5 * BLOCK)), FlowText.row());
    assertEquals(2, read(file, FlowFormats.AUTO, BLOCK, false).read());
    Set<FlowBatch> before = Set.copyOf(batches);
    batches.clear();
    assertEquals(1_000, read(rows(1_000), FlowFormats.AUTO, BLOCK, false).kept());
    assertTrue(batches.size() <= AHEAD);
    assertTrue(before.stream().anyMatch(batch -> !batches.contains(batch)));
  }

  /** Halves are paired in whatever encoding, so by whichever reader, the file comes. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE"})
  void oneWayFlows_arePairedByEitherReader(String charset) throws IOException {
    String text = charset.equals("UTF-8") ? NFDUMP : "\uFEFF" + NFDUMP;
    FlowFormat format = FlowFormats.of(Dialect.named("nfdump-1.6"));
    RowCounts counts = read(text.getBytes(Charset.forName(charset)), format, BLOCK, false);
    assertEquals(2, counts.kept());
    assertEquals(1, counts.rejectedInAll());
    assertEquals(List.of(4.0, 2.0), flows.stream().map(FlowRecord::forwardPackets).toList());
    assertEquals(List.of(3.0, 0.0), flows.stream().map(FlowRecord::backwardPackets).toList());
  }

  @Test
  void aBatchSaysWhatItsFlowsCount_afterThoseOfAnotherDialect() throws IOException {
    read(rows(3), FlowFormats.AUTO, BLOCK, false);
    assertEquals(Set.of(Measure.PAYLOAD), measures);
    measures.clear();
    Dialect cic = Dialect.CIC_IDS_2017;
    Dialect withHeaders =
        new Dialect(
            "with headers",
            cic.layout(),
            cic.fields(),
            cic.time(),
            cic.endTime(),
            cic.missing(),
            cic.zeroIfMissing(),
            cic.unknownDurations(),
            cic.namesProtocols(),
            Measure.HEADERS,
            cic.benign(),
            cic.unlabelled());
    read(rows(3), FlowFormats.of(withHeaders), BLOCK, false);
    assertEquals(Set.of(Measure.HEADERS), measures);
  }
}
