package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.text.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimesFileTest {
  private static TimesFile.Reader reader(String text) {
    return new TimesFile.Reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static FlowBatch batch(List<Long> times) {
    FlowRecord flow = new FlowRecord("a", "b", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "BENIGN");
    FlowBatch.Appender rows = new FlowBatch.Appender();
    for (long time : times) {
      rows.flow(flow).localTime(time).add();
    }
    return rows.batch();
  }

  @Provide
  Arbitrary<List<Long>> times() {
    long first = -62_135_596_800_000L; // of year 1
    return Arbitraries.oneOf(
            Arbitraries.of(FlowBatch.NO_TIME, 0L, 1_499_072_158_000L),
            Arbitraries.longs().between(first, 253_402_214_400_000L))
        .list()
        .ofMaxSize(20);
  }

  @Property
  void whatWasWritten_readsBack(@ForAll("times") List<Long> times) throws IOException {
    for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("America/Halifax"))) {
      FlowBatch batch = batch(times);
      long[] instants = FlowTimes.toUtc(batch, zone).whole();
      String lines = new String(TimesFile.lines(instants), StandardCharsets.US_ASCII);
      try (TimesFile.Reader reader = reader(lines)) {
        int half = times.size() / 2;
        assertArrayEquals(java.util.Arrays.copyOf(instants, half), reader.next(half));
        assertArrayEquals(
            java.util.Arrays.copyOfRange(instants, half, times.size()),
            reader.next(times.size() - half));
        reader.requireEnd();
      }
    }
  }

  @Test
  void timesAreWrittenInUtc_andAFlowWithoutOneIsAnEmptyLine() throws IOException {
    FlowBatch batch = batch(List.of(FlowBatch.NO_TIME, 1_499_072_158_000L, 1_499_072_158_250L));
    String lines = "\n2017-07-03T11:55:58Z\n2017-07-03T11:55:58.250Z\n";
    long[] instants = FlowTimes.toUtc(batch, ZoneId.of("America/Halifax")).whole();
    assertEquals(lines, new String(TimesFile.lines(instants), StandardCharsets.US_ASCII));
    assertArrayEquals(
        new long[] {Long.MIN_VALUE, 1_499_082_958_000L, 1_499_082_958_250L}, reader(lines).next(3));
  }

  @Test
  void fewerTimesThanFlows_areRefused() throws IOException {
    TimesFile.Reader reader = reader("\n2017-07-03T11:55:58Z\n");
    reader.next(1);
    assertEquals(
        "has 2 times, and there are more flows",
        assertThrows(ArtifactException.class, () -> reader.next(2)).getMessage());
    assertEquals(
        "has 0 times, and there are more flows",
        assertThrows(ArtifactException.class, () -> reader("").next(1)).getMessage());
  }

  @Test
  void moreTimesThanFlows_areRefused() throws IOException {
    TimesFile.Reader reader = reader("\n\n\n");
    reader.next(2);
    assertEquals(
        "has more times than the 2 flows",
        assertThrows(ArtifactException.class, reader::requireEnd).getMessage());
  }

  @Test
  void whatIsNoTime_isRefused() throws IOException {
    for (String line :
        List.of("x", " ", "3/7/2017 8:55", "2017-07-03T11:61:58Z", "2017-07-03", "é?")) {
      TimesFile.Reader reader = reader("\n" + line + "\n");
      reader.next(1);
      assertEquals(
          "line 2: `" + line + "` is no time",
          assertThrows(ArtifactException.class, () -> reader.next(1)).getMessage());
    }
    assertThrows(
        ArtifactException.class, () -> reader("+1000000000-01-01T00:00:00Z\n").next(1), "too far");
  }
}
