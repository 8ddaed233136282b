package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that were joined, whose headers have the same columns in another order. */
class JoinedFilesTest {
  private static final String NFDUMP =
      "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n";
  private static final String ARGUS =
      "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes,SrcPkts";
  private static final String ARGUS_ROW =
      "2021/06/06 13:00:00.064,0.5,tcp,10.0.0.1,4242,   ->,10.0.0.2,443,CON,9,2000,1200,5";

  private record Read(List<FlowRecord> flows, RowCounts counts) {}

  private static Read read(String text) throws IOException {
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    ParallelReaderTest.assertAgree(file);
    List<FlowRecord> flows = new ArrayList<>();
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          flows.add(batch.record(row));
        }
      }
      return new Read(flows, reader.counts());
    }
  }

  private static String inOrder(List<Integer> order, String line) {
    String[] fields = line.split(",", -1);
    return order.stream().map(i -> fields[i]).collect(Collectors.joining(",")) + "\n";
  }

  private static List<Integer> order(String header, long seed) {
    List<Integer> order =
        IntStream.range(0, header.split(",").length)
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(seed));
    return order;
  }

  /** However the columns are put, the flows are those of the same order. */
  @Property(tries = 200)
  void columnsInAnyOrder(@ForAll long seed, @ForAll boolean isArgus) throws IOException {
    String header = isArgus ? ARGUS : FlowText.HEADER;
    String row = isArgus ? ARGUS_ROW : FlowText.row();
    List<Integer> order = order(header, seed);
    String first = header + "\n" + row + "\n" + row + "\n";
    Read joined = read(first + inOrder(order, header) + inOrder(order, row) + first);
    FlowRecord flow = read(first).flows().get(0);
    assertEquals(List.of(flow, flow, flow, flow, flow), joined.flows());
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 2L), joined.counts().rejected());
  }

  /** Only counts that changed places, a mark of the file that was joined, an empty field more. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff", " "})
  void mark_isNoPartOfName(String mark) throws IOException {
    String header = ARGUS.replace("SrcBytes,SrcPkts", "SrcPkts,SrcBytes");
    String row = ARGUS_ROW.replace("1200,5", "5,1200");
    Read joined = read(ARGUS + "\n" + ARGUS_ROW + "\n" + mark + header + ",\n" + row + ",\n");
    assertEquals(2, joined.flows().size());
    assertEquals(joined.flows().get(0), joined.flows().get(1));
  }

  /** What follows a trailer ends with a header in any order. */
  @Test
  void headerBelowTrailer() throws IOException {
    String first = NFDUMP + "2021-06-06 13:00:00.064,0.500,6,10.0.0.1,4242,10.0.0.2,443,5,1200,1\n";
    String second =
        "firstSeen,duration,proto,dstAddr,dstPort,srcAddr,srcPort,bytes,packets,flows\n"
            + "2021-06-06 13:10:00.064,0.500,6,10.0.0.2,443,10.0.0.1,4242,1200,5,1\n";
    Read joined = read(first + "Summary\nflows,bytes\n1,1200\n" + second);
    assertEquals(2, joined.flows().size());
    assertEquals(joined.flows().get(0), joined.flows().get(1));
  }

  @Test
  void headerThatLacksColumns_failsTheFile() {
    String header = ARGUS.replace("SrcAddr,Sport", "Sport,SrcAddr").replace("TotBytes", "AppByte");
    FlowFileException e =
        assertThrows(
            FlowFileException.class, () -> read(ARGUS + "\n" + ARGUS_ROW + "\n" + header + "\n"));
    assertEquals(Kind.UNREADABLE, e.kind());
    assertEquals(
        "line 3: another header, without some columns of the first; give the parts as files of"
            + " their own: `head -n 2 FILE > first.csv`, `tail -n +3 FILE > second.csv`",
        e.getMessage());
    assertEquals(Map.of(Rejection.UNREADABLE_FILE, 2L), e.counts().rejected());
  }

  /** A row of other words is none, and no more is made of one. */
  @Test
  void wordsThatAreNoNames() throws IOException {
    String words = String.join(",", Arrays.stream(ARGUS.split(",")).map(it -> "x" + it).toList());
    Read joined = read(ARGUS + "\n" + ARGUS_ROW + "\n" + words + "\n" + ARGUS_ROW + "\n");
    assertEquals(2, joined.flows().size());
    assertEquals(1, joined.counts().rejectedInAll());
  }
}
