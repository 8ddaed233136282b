package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneWayPairingTest {
  private static final long NOON = 43_200_000;
  private static final String HEADER = "ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt\n";

  /** A row of a one-way file, in order; a partial one lacks its rates. */
  private record Row(FlowRecord flow, long time, boolean isPartial) {}

  private record Paired(List<Row> rows, long paired) {}

  private static FlowRecord oneWay(
      String source, String destination, int sourcePort, int destinationPort, double micros) {
    return new FlowRecord(
        source, destination, sourcePort, destinationPort, 6, micros, 3, 0, 300, 0, 0, 0, "");
  }

  private static Row row(FlowRecord flow, long time) {
    return new Row(flow, time, false);
  }

  /** Pairs rows that come in batches of a size. */
  private static Paired pair(List<Row> rows, int batchSize) {
    return pair(rows, batchSize, false);
  }

  /** The same where the file is waited for after each batch, or is not. */
  private static Paired pair(List<Row> rows, int batchSize, boolean isWaitedFor) {
    OneWayPairing pairing = new OneWayPairing(Measure.HEADERS_ONE_WAY);
    FlowBatch.Appender appender = new FlowBatch.Appender();
    List<Row> paired = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += batchSize) {
      appender.clear();
      for (Row row : rows.subList(from, Math.min(from + batchSize, rows.size()))) {
        appender.flow(row.flow).localTime(row.time);
        if (row.isPartial) {
          appender.addPartial(Set.of(FlowField.BYTES_PER_SECOND));
        } else {
          appender.add();
        }
      }
      pairing.add(appender.batch());
      drain(() -> pairing.next(false), paired);
      if (isWaitedFor) {
        drain(pairing::settled, paired);
      }
    }
    drain(() -> pairing.next(true), paired);
    assertNull(pairing.next(true));
    return new Paired(paired, pairing.paired());
  }

  private static void drain(Supplier<@Nullable FlowBatch> batches, List<Row> into) {
    for (FlowBatch batch = batches.get(); batch != null; batch = batches.get()) {
      int whole = 0;
      for (PartialFlow partial : batch.partials()) {
        for (; whole < partial.wholeBefore(); whole++) {
          into.add(row(batch.record(whole), batch.localTime(whole)));
        }
        into.add(new Row(partial.flow(), partial.localTime(), true));
      }
      for (; whole < batch.size(); whole++) {
        into.add(row(batch.record(whole), batch.localTime(whole)));
      }
    }
  }

  /** A file that is waited for gives what is settled, up to a half whose other may come. */
  @Test
  void settled_isWhatNoRowToComeCanChange() {
    OneWayPairing pairing = new OneWayPairing(Measure.HEADERS_ONE_WAY);
    FlowBatch.Appender appender = new FlowBatch.Appender();
    FlowRecord request = oneWay("10.0.0.1", "10.0.0.2", 50_000, 443, 0);
    FlowRecord answer = oneWay("10.0.0.2", "10.0.0.1", 443, 50_000, 0);
    appender.flow(request).localTime(NOON).add();
    appender.flow(answer).localTime(NOON).add();
    appender.flow(request).localTime(NOON + 1).add();
    pairing.add(appender.batch());
    List<Row> out = new ArrayList<>();
    drain(pairing::settled, out);
    assertEquals(1, out.size(), "the pair; not the request that may be answered");
    appender.clear();
    appender.flow(answer).localTime(NOON + 2).add();
    pairing.add(appender.batch());
    drain(pairing::settled, out);
    assertEquals(2, out.size());
    assertEquals(3, out.get(1).flow.backwardPackets());
  }

  @Test
  void answer_isTakenIntoTheFlowThatAsked() {
    FlowRecord request = oneWay("10.0.0.1", "10.0.0.2", 50_000, 443, 2_000_000);
    FlowRecord answer = oneWay("10.0.0.2", "10.0.0.1", 443, 50_000, 3_000_000);
    Paired paired = pair(List.of(row(request, NOON), row(answer, NOON + 1_000)), 10);
    FlowRecord whole =
        new FlowRecord(
            "10.0.0.1", "10.0.0.2", 50_000, 443, 6, 4_000_000, 3, 3, 300, 300, 150, 1.5, "");
    assertEquals(new Paired(List.of(row(whole, NOON)), 1), paired);
  }

  @Test
  void otherSpellings_areOfTheSameHosts() {
    FlowRecord request = oneWay("FE80::1", " 10.0.0.2", 50_000, 443, 0);
    FlowRecord answer = oneWay("::ffff:10.0.0.2", "fe80:0::1", 443, 50_000, 0);
    assertEquals(1, pair(List.of(row(request, NOON), row(answer, NOON)), 10).paired);
    FlowRecord elsewhere = oneWay("10.0.0.2", "fe80::1%1", 443, 50_000, 0);
    assertEquals(0, pair(List.of(row(request, NOON), row(elsewhere, NOON)), 10).paired);
  }

  @Test
  void firstOfTwo_isWhoBegan_whateverTheOrderOfRows() {
    FlowRecord request = oneWay("10.0.0.1", "10.0.0.2", 443, 50_000, 0);
    FlowRecord answer = oneWay("10.0.0.2", "10.0.0.1", 50_000, 443, 0);
    Paired paired = pair(List.of(row(answer, NOON + 5), row(request, NOON)), 10);
    assertEquals("10.0.0.1", paired.rows.get(0).flow.sourceIp());
    assertEquals(NOON, paired.rows.get(0).time);
    Paired atOnce = pair(List.of(row(request, NOON), row(answer, NOON)), 10);
    assertEquals("10.0.0.2", atOnce.rows.get(0).flow.sourceIp(), "to a port below 1024");
    FlowRecord probe = oneWay("10.0.0.9", "10.0.0.2", 40_125, 50_000, 0);
    FlowRecord refusal = oneWay("10.0.0.2", "10.0.0.9", 50_000, 40_125, 0);
    Paired scan = pair(List.of(row(probe, NOON), row(refusal, NOON)), 10);
    assertEquals("10.0.0.9", scan.rows.get(0).flow.sourceIp(), "who stands first");
  }

  @Test
  void rowsOrTimeTooFarApart_stayOneWay() {
    FlowRecord request = oneWay("10.0.0.1", "10.0.0.2", 50_000, 443, 0);
    FlowRecord answer = oneWay("10.0.0.2", "10.0.0.1", 443, 50_000, 0);
    long longest = OneWayPairing.LONGEST_APART;
    assertEquals(1, pair(List.of(row(request, 0), row(answer, longest)), 1).paired);
    assertEquals(0, pair(List.of(row(request, 0), row(answer, longest + 1)), 1).paired);
    for (int between : new int[] {-1, 0}) {
      List<Row> rows = new ArrayList<>(List.of(row(request, 0)));
      for (int i = 0; i < OneWayPairing.MOST_ROWS_APART + between; i++) {
        rows.add(row(oneWay("10.0.0.3", "10.0.0.4", i, 53, 0), 0));
      }
      rows.add(row(answer, 0));
      assertEquals(-between, pair(rows, 1_000).paired, "with " + between + " more between");
    }
  }

  @Test
  void echo_isPairedWithItsAnswer_andAnErrorWithNothing() {
    FlowRecord[] flows = new FlowRecord[4];
    double[] types = {8 << 8, 0, 3 << 8, 8 << 8};
    for (int i = 0; i < flows.length; i++) {
      String source = "10.0.0." + (1 + i % 2);
      String destination = "10.0.0." + (2 - i % 2);
      flows[i] = new FlowRecord(source, destination, 0, types[i], 1, 0, 1, 0, 84, 0, 0, 0, "");
    }
    Paired paired =
        pair(List.of(row(flows[0], 0), row(flows[1], 0), row(flows[2], 0), row(flows[3], 0)), 4);
    assertEquals(1, paired.paired);
    assertEquals(84, paired.rows.get(0).flow.backwardBytes());
    assertEquals("10.0.0.1", paired.rows.get(0).flow.sourceIp());
  }

  @ParameterizedTest
  @CsvSource({"2048, 0", "8, 0", "0, 2048", "0, 8"})
  void echo_isPaired_whicheverStandsFirst(double first, double second) {
    FlowRecord one = new FlowRecord("a", "b", 0, first, 1, 0, 1, 0, 84, 0, 0, 0, "");
    FlowRecord other = new FlowRecord("b", "a", 0, second, 1, 0, 1, 0, 60, 0, 0, 0, "");
    Paired paired = pair(List.of(row(one, 0), row(other, 0)), 4);
    assertEquals(1, paired.paired);
    assertEquals(first > 0 ? "a" : "b", paired.rows.get(0).flow.sourceIp());
  }

  @ParameterizedTest
  @CsvSource({"BENIGN, DoS, DoS", "DoS, BENIGN, DoS", "-, BENIGN, BENIGN", "Bot, DoS, Bot"})
  void labels_ofTwoHalves_areOne(String first, String second, String both) {
    FlowRecord request = oneWay("a", "b", 50_000, 80, 0).withLabel(first);
    FlowRecord answer = oneWay("b", "a", 80, 50_000, 0).withLabel(second);
    assertEquals(both, pair(List.of(row(request, 0), row(answer, 0)), 4).rows.get(0).flow.label());
  }

  /** Files that were joined: after the summary of one comes the header of the next. */
  @Test
  void flowsAfterASummary_areReadWhereTheHeaderComesAgain() throws IOException {
    String row = "2026-11-26 10:00:00,0.1,10.0.0.1,10.0.0.2,1024,80,TCP,3,300,0,0\n";
    String summary = "Summary\nflows,bytes\n1,2\n";
    byte[] joined =
        (HEADER + row + summary + HEADER + row + row + summary).getBytes(StandardCharsets.UTF_8);
    ParallelReaderTest.assertAgree(joined);
    byte[] twice = (HEADER + row + HEADER + row).getBytes(StandardCharsets.UTF_8);
    ParallelReaderTest.assertAgree(twice);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(joined))) {
      assertEquals(3, reader.records().count());
      assertEquals(3, reader.counts().read());
    }
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(twice))) {
      assertEquals(2, reader.records().count());
      assertEquals(Map.of(Rejection.NOT_A_FLOW, 1L), reader.counts().rejected());
    }
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<FlowRecord> flow =
        Combinators.combine(
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(53, 443, 50_000),
                Arbitraries.of(53, 443, 50_000),
                Arbitraries.of(0.0, 1_000.0, 90_000_000.0))
            .as((a, b, p, q, micros) -> oneWay("10.0.0." + a, "10.0.0." + b, p, q, micros));
    Arbitrary<Long> step =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.longs().between(0, 20_000)),
            Tuple.of(1, Arbitraries.of(-30_000L, 100_000L)));
    return Combinators.combine(flow, step, Arbitraries.of(false, false, false, true))
        .as(Row::new)
        .list()
        .ofMaxSize(60)
        .map(OneWayPairingTest::summed);
  }

  private static List<Row> summed(List<Row> steps) {
    List<Row> rows = new ArrayList<>();
    long time = NOON;
    for (Row step : steps) {
      time += step.time;
      rows.add(new Row(step.flow, time, step.isPartial));
    }
    return rows;
  }

  @Property(tries = 500)
  void packetsAndOrder_areThoseOfTheRows_inBatchesOfAnySize(
      @ForAll("rows") List<Row> rows, @ForAll @IntRange(min = 1, max = 70) int size) {
    Paired paired = pair(rows, size);
    assertEquals(pair(rows, 1), paired);
    assertEquals(paired, pair(rows, size, true), "where the file is waited for");
    assertEquals(rows.size(), paired.rows.size() + paired.paired);
    double before = rows.stream().mapToDouble(r -> r.flow.forwardPackets()).sum();
    double after =
        paired.rows.stream()
            .mapToDouble(r -> r.flow.forwardPackets() + r.flow.backwardPackets())
            .sum();
    assertEquals(before, after);
    assertEquals(
        rows.stream().filter(Row::isPartial).toList(),
        paired.rows.stream().filter(Row::isPartial).toList());
  }

  /** The obvious way: for each row the earliest free one before it that fits. */
  @Property(tries = 500)
  void pairs_areThoseOfTheObviousWay(@ForAll("rows") List<Row> rows) {
    List<Row> inOrder = rows.stream().sorted(Comparator.comparingLong(Row::time)).toList();
    boolean[] taken = new boolean[inOrder.size()];
    long expected = 0;
    for (int later = 0; later < taken.length; later++) {
      for (int earlier = 0; earlier < later && !taken[later]; earlier++) {
        if (!taken[earlier] && fit(inOrder.get(earlier), inOrder.get(later))) {
          taken[earlier] = true;
          taken[later] = true;
          expected++;
        }
      }
    }
    assertEquals(expected, pair(inOrder, 7).paired);
  }

  private static boolean fit(Row earlier, Row later) {
    FlowRecord asks = earlier.flow;
    FlowRecord answers = later.flow;
    return !earlier.isPartial
        && !later.isPartial
        && !asks.sourceIp().equals(asks.destinationIp())
        && asks.sourceIp().equals(answers.destinationIp())
        && asks.destinationIp().equals(answers.sourceIp())
        && asks.sourcePort() == answers.destinationPort()
        && asks.destinationPort() == answers.sourcePort()
        && later.time - earlier.time <= OneWayPairing.LONGEST_APART;
  }

  @Test
  void file_keepsAccountOfOtherHalves_byBothReaders() throws IOException {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      file.append("2026-11-26 10:00:00,0.1,10.0.0.1,10.0.0.2,").append(1024 + i);
      file.append(",80,TCP,3,300,0,0\n2026-11-26 10:00:00,0.1,10.0.0.2,10.0.0.1,80,");
      file.append(1024 + i).append(",TCP,2,200,0,0\n");
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    ParallelReaderTest.assertAgree(bytes);
    List<FlowRecord> flows = new ArrayList<>();
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(bytes),
            (batch, none) -> {
              for (int i = 0; i < batch.size(); i++) {
                flows.add(batch.record(i));
              }
            });
    assertEquals(20_000, counts.kept());
    assertEquals(Map.of(Rejection.OTHER_HALF, 20_000L), counts.rejected());
    assertEquals(40_000, counts.read());
    assertEquals(20_000, flows.size());
    for (FlowRecord flow : flows) {
      assertEquals(500, flow.forwardBytes() + flow.backwardBytes());
      assertEquals("10.0.0.1", flow.sourceIp());
    }
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      assertEquals(flows, reader.records().toList());
      assertEquals(counts, reader.counts());
    }
  }

  @Test
  void labelsMeanWhatTheyDidBefore() {
    LabelRules rules = new LabelRules(List.of("normal"), List.of("?"), LabelKind.ATTACK);
    FlowBatch.Appender rows = new FlowBatch.Appender(rules);
    rows.flow(oneWay("a", "b", 40_000, 80, 5)).label("normal").localTime(NOON).add();
    rows.flow(oneWay("b", "a", 80, 40_000, 5)).label("normal").localTime(NOON).add();
    rows.flow(oneWay("c", "d", 40_000, 80, 5)).label("?").localTime(NOON).add();
    rows.flow(oneWay("e", "f", 1, 2, 5)).label("normal").localTime(NOON);
    rows.addPartial(Set.of(FlowField.BYTES_PER_SECOND));
    OneWayPairing pairing = new OneWayPairing(Measure.HEADERS_ONE_WAY);
    pairing.add(rows.batch());
    FlowBatch flows = pairing.next(true);
    assertEquals(1, pairing.paired());
    assertEquals("normal", flows.label(0));
    assertEquals(LabelKind.BENIGN, flows.labelKind(0));
    assertEquals(LabelKind.UNLABELLED, flows.labelKind(1));
    assertEquals("normal", flows.partialLabel(0));
    assertEquals(rules, flows.labelRules());
    assertEquals(Measure.HEADERS_ONE_WAY, flows.measure());
  }
}
