package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowWarning;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What exporters write that is no plain number, and the names that their releases have. */
class ExporterHabitsTest {
  private static final String NF =
      "IPV4_SRC_ADDR,L4_SRC_PORT,IPV4_DST_ADDR,L4_DST_PORT,PROTOCOL,IN_BYTES,IN_PKTS,OUT_BYTES,"
          + "OUT_PKTS,FLOW_DURATION_MILLISECONDS,Label";

  private record Read(List<FlowRecord> flows, List<LabelKind> labels, RowCounts counts) {}

  private static Read read(String text) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    List<LabelKind> labels = new ArrayList<>();
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(file),
            FlowFormats.AUTO,
            Runnable::run,
            2,
            hasTimes ->
                (FlowBatch batch, Void none) -> {
                  for (int row = 0; row < batch.size(); row++) {
                    flows.add(batch.record(row));
                    labels.add(batch.labelKind(row));
                  }
                });
    return new Read(flows, labels, counts);
  }

  /** A point parts type and code; elsewhere they stand there as one number. */
  @ParameterizedTest
  @CsvSource({
    "ICMP, 3.13, 781",
    "ICMP, 8.0, 2048",
    "ICMP, 0.0, 0",
    "ICMP6, 135.0, 34560",
    "58, ' 128.0', 32768",
    "ICMP, 2048, 2048",
    "TCP, 443, 443",
    "TCP, 443.0, 443",
  })
  void typeAndCodeOfIcmp_areOneNumber(String protocol, String port, double number)
      throws IOException {
    for (String file :
        List.of(
            "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes\n"
                + "2026-11-26 10:00:00,0.5,%s,10.0.0.1,0,10.0.0.2,%s,1,60\n",
            "ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt\n"
                + "2026-11-26 10:00:00,0.5,10.0.0.1,10.0.0.2,0,%2$s,%1$s,1,60,0,0\n")) {
      Read read = read(file.formatted(protocol, port));
      assertEquals(number, read.flows().get(0).destinationPort());
      assertEquals(Map.of(), read.counts().odd());
    }
  }

  /** A flow that ends before it begins shows as a counter that ran below 0. */
  @ParameterizedTest
  @CsvSource({
    "4294967, 0, 1",
    "4293092, 0, 1",
    "4294967295, 0, 1",
    "4294966296, 0, 1",
    "4289999, 4289999000, 0",
    "4294968, 4294968000, 0",
    "15, 15000, 0",
  })
  void durationsThatRanBelow0_areNotKnown(String millis, double micros, long unknown)
      throws IOException {
    Read read = read(NF + "\n10.0.0.1,1,10.0.0.2,2,6,60,1,40,1," + millis + ",0\n");
    assertEquals(micros, read.flows().get(0).flowDuration());
    assertEquals(micros == 0 ? 0 : 100 / (micros / 1e6), read.flows().get(0).bytesPerSecond());
    assertEquals(unknown, read.counts().odd().getOrDefault(RowWarning.UNKNOWN_DURATION, 0L));
  }

  /** The name of the attack says more than 0 and 1, where it is there. */
  @Test
  void labels_areOfTheFirstColumnThatIsThere() throws IOException {
    String row = "10.0.0.1,1,10.0.0.2,2,6,60,1,40,1,5,";
    Read two = read(NF + "\n" + row + "0\n" + row + "1\n");
    assertEquals(List.of(LabelKind.BENIGN, LabelKind.ATTACK), two.labels());
    Read named = read(NF + ",Attack\n" + row + "0,Benign\n" + row + "1,DDoS\n");
    assertEquals(List.of(LabelKind.BENIGN, LabelKind.ATTACK), named.labels());
    assertEquals("DDoS", named.flows().get(1).label());
  }

  @ParameterizedTest
  @CsvSource({"arp, 1", "unas, 1", "255, 1", "2048, 1", "esp, 0", "254, 0", "ICMP6, 0"})
  void protocolsOfNoNumber_areCounted(String protocol, long odd) throws IOException {
    String names = "StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport,TotPkts,TotBytes,SrcBytes\n";
    Read read = read(names + "2011/08/10 09:46:53,1," + protocol + ",a,,b,,4,276,156\n");
    assertEquals(odd, read.counts().odd().getOrDefault(RowWarning.PROTOCOL, 0L));
  }
}
