package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** State that one version wrote, and the next one reads. */
class OwnSerializerTest {
  private static final SourceStateSerializer STATES = new SourceStateSerializer();

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(OwnSerializerTest.class.getResourceAsStream(name + ".gz"))) {
      return in.readAllBytes();
    }
  }

  @Property(tries = 50)
  void whatIsWritten_isRead(
      @ForAll String baseline,
      @ForAll @LongRange(min = 0) long windows,
      @ForAll @LongRange(min = 0) long lines,
      @ForAll byte[] session)
      throws IOException {
    SourceState read =
        STATES.ofBytes(STATES.toBytes(new SourceState(baseline, windows, lines, session)));
    assertEquals(baseline, read.baseline());
    assertEquals(windows, read.windows());
    assertEquals(lines, read.lines());
    assertArrayEquals(session, read.session());
  }

  /** A source of 30 windows, as version 1 kept it: it must be read by all versions to come. */
  @Test
  void stateOfVersion1_goesOn() throws Exception {
    byte[] stored = resource("source-state-1.bin");
    SourceState state = STATES.ofBytes(stored);
    assertEquals(30, state.windows());

    byte[] baseline = resource("baseline-1.json");
    Sentinel sentinel =
        Sentinel.load(new ByteArrayInputStream(baseline), SentinelOptions.defaults());
    List<String> rows = SmallOffice.rows(10, 60 * SmallOffice.WINDOW, 20, 40);
    byte[] all = SmallOffice.file(rows).getBytes(StandardCharsets.UTF_8);
    Judge judge = Judge.resume(sentinel, state.baseline(), "a", state);
    judge.session().skip(state.windows() * SmallOffice.WINDOW);
    FlowReader.readAll(
        () -> new ByteArrayInputStream(all), (batch, none) -> judge.session().add(batch));
    var summary = judge.session().end();
    judge.lines().end(summary, summary.leftOver());

    List<String> expected = SmallOffice.single(baseline, SentinelOptions.defaults(), "a", all);
    List<String> found = judge.lines().take();
    assertTrue(found.stream().anyMatch(line -> line.contains("\"kind\":\"incident\"")));
    SmallOffice.byKind(found)
        .forEach(
            (kind, lines) -> {
              List<String> whole = SmallOffice.byKind(expected).get(kind);
              assertEquals(whole.subList(whole.size() - lines.size(), whole.size()), lines, kind);
            });
  }

  @Test
  void stateOfALaterVersion_isRefused() throws Exception {
    byte[] later = STATES.toBytes(new SourceState("b", 1, 2, new byte[0]));
    later[0] = 2;
    String why = assertThrows(IOException.class, () -> STATES.ofBytes(later)).getMessage();
    assertTrue(why.contains("version 1 to 1 but is of version 2"), why);
  }

  @Test
  void noteOfASavepoint_restoresTheSerializer() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(100);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, STATES.snapshotConfiguration());
    TypeSerializerSnapshot<SourceState> note =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    assertEquals(STATES, note.restoreSerializer());
    assertTrue(STATES.snapshotConfiguration().resolveSchemaCompatibility(note).isCompatibleAsIs());
  }
}
