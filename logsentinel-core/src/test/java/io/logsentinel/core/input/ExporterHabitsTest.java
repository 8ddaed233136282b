package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowWarning;
import io.logsentinel.core.input.dialect.Dialect;
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

  private record Read(
      List<FlowRecord> flows, List<LabelKind> labels, List<Long> times, RowCounts counts) {}

  private static Read read(String text) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    List<LabelKind> labels = new ArrayList<>();
    List<Long> times = new ArrayList<>();
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
                    times.add(batch.localTime(row));
                  }
                });
    return new Read(flows, labels, times, counts);
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

  /** Where they are members of their own, an echo is known, and paired with its answer. */
  @Test
  void typeAndCodeOfIcmp_asMembers_areOneNumber() throws IOException {
    String echo =
        "{\"type\":\"FLOW\",\"first\":\"2026-11-26T10:00:00.100\",\"last\":\"2026-11-26T10:00:00.100\","
            + "\"proto\":1,\"src4_addr\":\"10.0.0.1\",\"dst4_addr\":\"10.0.0.2\",\"icmp_type\":8,"
            + "\"icmp_code\":0,\"in_packets\":1,\"in_bytes\":84}\n";
    String answer =
        echo.replace("src4", "x4")
            .replace("dst4", "src4")
            .replace("x4", "dst4")
            .replace(":8,", ":0,");
    String unreachable = echo.replace(":8,\"icmp_code\":0", ":3,\"icmp_code\":13");
    String withPort = echo.replace("\"icmp_type\":8", "\"dst_port\":2048,\"icmp_type\":8");
    String event =
        "{\"event_type\":\"netflow\",\"proto\":\"ICMP\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\","
            + "\"icmp_type\":8,\"icmp_code\":0,\"netflow\":{\"pkts\":1,\"bytes\":84,\"age\":0}}\n";
    String eventBack =
        event
            .replace("src_", "x_")
            .replace("dest_", "src_")
            .replace("x_", "dest_")
            .replace(":8,", ":0,");
    for (String file : List.of(echo + answer, withPort + answer, event + eventBack)) {
      FlowRecord flow = read(file).flows().get(0);
      assertEquals("10.0.0.1", flow.sourceIp());
      assertEquals(2048, flow.destinationPort());
      assertEquals(1, flow.backwardPackets());
      assertEquals(1, read(file).flows().size());
    }
    assertEquals(3 * 256 + 13, read(unreachable).flows().get(0).destinationPort());
    String ofV6 = echo.replace("\"proto\":1,", "\"proto\":58,").replace(":8,", ":135,");
    assertEquals(135 * 256, read(ofV6).flows().get(0).destinationPort());
    String tcp = echo.replace("\"proto\":1,", "\"proto\":6,\"src_port\":4,\"dst_port\":80,");
    assertEquals(80, read(tcp).flows().get(0).destinationPort());
    assertEquals(Map.of(), read(tcp).counts().odd());
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

  /** What follows from a name or a unit is said by its dialect; these are records as they come. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nfdump-1.7-times; cnt,af,firstSeen,lastSeen,proto,srcAddr,srcPort,dstAddr,dstPort,srcAS,"
            + "dstAS,input,output,flags,srcTos,packets,bytes;"
            + "1,2,1499070000487,1499070001737,6,10.0.0.1,4,10.0.0.2,443,0,0,1,2,.AP.SF,0,5,600;"
            + "1250000; 5; 0; 600; 0; 1499070000487",
        "nfdump-1.7-each-way; firstSeen,lastSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,"
            + "inPackets,outPackets,inBytes,outBytes,flows;"
            + "2017-07-03 08:20:00.487,2017-07-03 08:20:01.737,1.250,6,10.0.0.1,4,10.0.0.2,443,5,4,"
            + "600,700,1; 1250000; 5; 4; 600; 700; 1499070000487",
        "aws-vpc; version account-id interface-id srcaddr dstaddr srcport dstport protocol packets"
            + " bytes start end action log-status;"
            + "2 123456789010 eni-1 10.0.0.1 10.0.0.2 4 443 6 5 600 1499070000 1499070060 ACCEPT OK;"
            + "60000000; 5; 0; 600; 0; 1499070000000",
        "bot-iot; pkSeqID,stime,flgs,proto,saddr,sport,daddr,dport,pkts,bytes,dur,spkts,dpkts,"
            + "sbytes,dbytes,attack,category;"
            + "1,1499070000.487,e,tcp,10.0.0.1,4,10.0.0.2,443,9,1300,1.25,5,4,600,700,0,Normal;"
            + "1250000; 5; 4; 600; 700; 1499070000487",
        "ton-iot; ts,src_ip,src_port,dst_ip,dst_port,proto,service,duration,src_bytes,dst_bytes,"
            + "src_pkts,src_ip_bytes,dst_pkts,dst_ip_bytes,label,type;"
            + "1499070000,10.0.0.1,4,10.0.0.2,443,tcp,-,1.25,9,8,5,600,4,700,0,normal;"
            + "1250000; 5; 4; 600; 700; 1499070000000",
        "pmacct; SRC_IP,DST_IP,SRC_PORT,DST_PORT,PROTOCOL,TIMESTAMP_START,TIMESTAMP_END,PACKETS,FLOWS,"
            + "BYTES; 10.0.0.1,10.0.0.2,4,443,tcp,2017-07-03 08:20:00.487000,"
            + "2017-07-03 08:20:01.737000,5,1,600; 1250000; 5; 0; 600; 0; 1499070000487",
        "silk-rwcut;             sIP|            dIP|sPort|dPort|pro|   packets|     bytes|   flags|"
            + "                  sTime| duration|                  eTime|sen|;"
            + "       10.0.0.1|       10.0.0.2|    4|  443|  6|         5|       600|FS PA   |"
            + "2017/07/03T08:20:00.487|    1.250|2017/07/03T08:20:01.737| S0|;"
            + "1250000; 5; 0; 600; 0; 1499070000487",
        "silk-rwcut; sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime|dur|eTime|sensor|;"
            + "10.0.0.1|10.0.0.2|4|443|6|5|600|FS PA   |2017/07/03T08:20:00.487|1.250|"
            + "2017/07/03T08:20:01.737|S0|; 1250000; 5; 0; 600; 0; 1499070000487",
      })
  void recordsOfTheirExporters(
      String dialect,
      String names,
      String row,
      double micros,
      double forward,
      double backward,
      double out,
      double in,
      long time)
      throws IOException {
    Read read = read(names + "\n" + row + "\n");
    assertEquals(dialect, recognised(names + "\n" + row + "\n"));
    assertFlow(read.flows().get(0), micros, forward, backward, out, in);
    assertEquals(List.of(time), read.times());
    assertEquals(1, read.counts().read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "packetbeat-flow; {'@timestamp':'2017-07-03T08:20:10.000Z','type':'flow','source':{'bytes':600,"
            + "'ip':'10.0.0.1','packets':5,'port':4},'destination':{'bytes':700,'ip':'10.0.0.2',"
            + "'packets':4,'port':443},'network':{'transport':'tcp','type':'ipv4','bytes':1300},"
            + "'event':{'duration':1250000000,'start':'2017-07-03T08:20:00.487Z',"
            + "'end':'2017-07-03T08:20:01.737Z','type':['connection']},'flow':{'final':true,'id':'A'}};"
            + "4; 700",
        "packetbeat-flow; {'source.ip':'10.0.0.1','source.port':4,'destination.ip':'10.0.0.2',"
            + "'destination.port':443,'network.transport':'tcp','flow.final':true,"
            + "'event.duration':1250000000,'event.start':'2017-07-03T08:20:00.487Z',"
            + "'source.packets':5,'source.bytes':600}; 0; 0",
        "gcp-vpc; {'insertId':'1','jsonPayload':{'bytes_sent':'600','connection':{'dest_ip':'10.0.0.2',"
            + "'dest_port':443,'protocol':6,'src_ip':'10.0.0.1','src_port':4},'packets_sent':'5',"
            + "'reporter':'SRC','start_time':'2017-07-03T08:20:00.487000000Z',"
            + "'end_time':'2017-07-03T08:20:01.737000000Z'},'timestamp':'2017-07-03T08:20:03Z'}; 0; 0",
        "gcp-vpc; {'bytes_sent':'600','connection':{'dest_ip':'10.0.0.2','dest_port':443,"
            + "'protocol':6,'src_ip':'10.0.0.1','src_port':4},'packets_sent':'5',"
            + "'start_time':'2017-07-03T08:20:00.487Z','end_time':'2017-07-03T08:20:01.737Z'}; 0; 0",
        "goflow2; {'type':'NETFLOW_V9','time_received_ns':1499070010000000000,'sampling_rate':1,"
            + "'time_flow_start_ns':1499070000487000000,'time_flow_end_ns':1499070001737000000,"
            + "'bytes':600,'packets':5,'src_addr':'10.0.0.1','dst_addr':'10.0.0.2','etype':'IPv4',"
            + "'proto':'TCP','src_port':4,'dst_port':443,'icmp_type':0}; 0; 0",
        "pmacct-json; {'event_type':'purge','ip_src':'10.0.0.1','ip_dst':'10.0.0.2','port_src':4,"
            + "'port_dst':443,'ip_proto':'tcp','timestamp_start':'2017-07-03 08:20:00.487000',"
            + "'timestamp_end':'2017-07-03 08:20:01.737000','packets':5,'flows':1,'bytes':600}; 0; 0",
        "super-mediator; {'flows':{'flowStartMilliseconds':'2017-07-03 08:20:00.487',"
            + "'flowEndMilliseconds':'2017-07-03 08:20:01.737','protocolIdentifier':6,"
            + "'sourceIPv4Address':'10.0.0.1','sourceTransportPort':4,'packetTotalCount':5,"
            + "'octetTotalCount':600,'destinationIPv4Address':'10.0.0.2',"
            + "'destinationTransportPort':443,'reversePacketTotalCount':4,"
            + "'reverseOctetTotalCount':700}}; 4; 700",
      })
  void objectsOfTheirExporters(String dialect, String object, double backward, double in)
      throws IOException {
    String line = object.replace('\'', '"') + "\n";
    assertEquals(dialect, recognised(line));
    Read read = read(line);
    assertFlow(read.flows().get(0), 1_250_000, 5, backward, 600, in);
    assertEquals(List.of(1499070000487L), read.times());
    String ping = line.replaceFirst("\"(?i:tcp)\"", "\"icmp\"").replace("\":6,", "\":1,");
    String without = ping.replaceAll("\"[a-zA-Z_.]*([pP]ort|port_src|port_dst)\":[0-9]+,?", "");
    Read whole = read(without.replace(",}", "}"));
    assertEquals(0, whole.flows().get(0).destinationPort());
    assertEquals(1, whole.flows().get(0).protocol());
  }

  /** What Packetbeat says of a flow that goes on is told again with more. */
  @Test
  void reportsOfFlowsThatGoOn_areNoFlows() throws IOException {
    String over =
        "{\"source.ip\":\"10.0.0.1\",\"destination.ip\":\"10.0.0.2\",\"network.transport\":"
            + "\"udp\",\"source.port\":4,\"destination.port\":443,\"flow.final\":true,"
            + "\"source.packets\":5,\"source.bytes\":600,\"event.duration\":0}\n";
    String goesOn = over.replace("true", "false").replace("600", "300");
    Read read = read(goesOn + goesOn + over);
    assertEquals(1, read.counts().kept());
    assertEquals(600, read.flows().get(0).forwardBytes());
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 2L), read.counts().rejected());
  }

  private static void assertFlow(
      FlowRecord flow, double micros, double forward, double backward, double out, double in) {
    assertEquals("10.0.0.1", flow.sourceIp().strip());
    assertEquals("10.0.0.2", flow.destinationIp().strip());
    assertEquals(4, flow.sourcePort());
    assertEquals(443, flow.destinationPort());
    assertEquals(6, flow.protocol());
    assertEquals(micros, flow.flowDuration());
    assertEquals(forward, flow.forwardPackets());
    assertEquals(backward, flow.backwardPackets());
    assertEquals(out, flow.forwardBytes());
    assertEquals(in, flow.backwardBytes());
  }

  private static String recognised(String text) throws IOException {
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    return FlowReader.recognise(() -> new ByteArrayInputStream(file), FlowFormats.AUTO)
        .dialect()
        .name();
  }

  /** Copies of the sets for classifiers of two classes, and labels of people's own. */
  @ParameterizedTest
  @CsvSource({"0, BENIGN", "normal, BENIGN", "Benign, BENIGN", "1, ATTACK", "Bot, ATTACK"})
  void labelsOfCicFlowMeter(String label, LabelKind kind) throws IOException {
    Read read =
        read(
            "Src IP,Dst IP,Src Port,Dst Port,Protocol,Flow Duration,Tot Fwd Pkts,Tot Bwd Pkts,"
                + "TotLen Fwd Pkts,TotLen Bwd Pkts,Flow Byts/s,Flow Pkts/s,Label\n"
                + "a,b,1,2,6,5,1,1,1,1,1,1,"
                + label
                + "\n");
    assertEquals(List.of(kind), read.labels());
  }

  /** Names that Zeek has for protocols are few; its newer releases have the number beside them. */
  @Test
  void numbersOfProtocols_sayMoreThanNames() throws IOException {
    String names = "#fields\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration";
    String more = "\torig_bytes\tresp_bytes\torig_pkts\tresp_pkts";
    String row = "10.0.0.1\t0\t10.0.0.2\t0\tunknown_transport\t1\t2\t3\t4\t5";
    Read numbered = read(names + more + "\tip_proto\n" + row + "\t47\n");
    assertEquals(47, numbered.flows().get(0).protocol());
    assertEquals(255, read(names + more + "\n" + row + "\n").flows().get(0).protocol());
  }

  /** 7/3/2017 is a day in March or in July; that it is taken for one is said. */
  @ParameterizedTest
  @CsvSource({
    "7/3/2017 8:55, 07/04/2017 10:00, day",
    "7/3/2017 8:55, 13/04/2017 10:00, ''",
    "2017-07-03 08:55:00, 2017-07-04 08:55:00, ''",
    "7/3/2017 8:55, 7/13/2017 8:55, ''",
    "7/3/2017 8:55 AM, 7/4/2017 10:00 AM, day",
    "7/3/2017 8:55 +02:00, 7/4/2017 10:00 +02:00, day",
    "7/3/2017 8:55 AM, 13/7/2017 8:55 AM, ''",
    "7/3/2017 8:55 AM, 7/13/2017 8:55 AM, month",
    "7/13/2017 8:55 AM, 13/7/2017 8:55 AM, ''",
    "2017-07-03 08:55 AM, 2017-07-13 08:55 AM, ''",
    "1499072100, 1499072101, ''",
  })
  void theOrderOfDayAndMonth_mayBeAnAssumption(String first, String second, String assumed)
      throws IOException {
    String row = ",10.0.0.1,1,10.0.0.2,2,6,5,1,1,1,1,1,1,BENIGN\n";
    String names =
        "Timestamp,Source IP,Source Port,Destination IP,Destination Port,Protocol,Flow Duration,"
            + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,Total Length of"
            + " Bwd Packets,Flow Bytes/s,Flow Packets/s,Label\n";
    Read read = read(names + first + row + second + row);
    assertEquals(assumed.equals("day"), read.counts().times().dayAssumed());
    assertEquals(assumed.equals("month"), read.counts().times().monthAssumed());
    assertEquals(2, read.counts().kept());
  }

  /** What was cut out of an array keeps its commas; the last object has none. */
  @Test
  void commasBehindObjects_areNamed() throws IOException {
    String event =
        "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\","
            + "\"src_port\":4,\"dest_port\":443,\"proto\":\"TCP\",\"flow\":{\"age\":1,"
            + "\"pkts_toserver\":1,\"bytes_toserver\":60}}";
    RowCounts counts = read(event + ",\n" + event + "\n").counts();
    assertEquals(Map.of(Rejection.MALFORMED, 1L), counts.rejected());
    String what = counts.first().get(Rejection.MALFORMED).what();
    assertEquals(
        "`" + event.substring(0, 60) + "...` is no JSON object: a comma stands after it", what);
  }

  /** A firewall's events have no packets; a window without flows says so in place of them. */
  @Test
  void recordsThatAreNoFlows() throws IOException {
    String flow =
        "{\"type\":\"%s\",\"%sfirst\":\"2017-07-03T08:20:00.487\",\"%2$slast\":"
            + "\"2017-07-03T08:20:01.737\",\"proto\":6,\"src%d_addr\":\"10.0.0.1\","
            + "\"dst%3$d_addr\":\"10.0.0.2\",\"src_port\":4,\"dst_port\":443,"
            + "\"in_packets\":5,\"in_bytes\":600}\n";
    Read nfdump =
        read(
            flow.formatted("FLOW", "", 4)
                + flow.formatted("EVENT", "", 4)
                + flow.formatted("FLOW", "t_", 6));
    assertEquals(2, nfdump.flows().size());
    nfdump.flows().forEach(it -> assertFlow(it, 1_250_000, 5, 0, 600, 0));
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 1L), nfdump.counts().rejected());
    Read aws =
        read(
            "srcaddr dstaddr srcport dstport protocol packets bytes start end log-status\n"
                + "10.0.0.1 10.0.0.2 4 443 6 5 600 1499070000 1499070060 OK\n"
                + "- - - - - - - 1499070000 1499070060 NODATA\n");
    assertEquals(1, aws.flows().size());
    assertEquals(Map.of(Rejection.NOT_A_FLOW, 1L), aws.counts().rejected());
  }

  /** Stores whose names have no dots. */
  @Test
  void zeekUnderOtherNames() throws IOException {
    Read zeek =
        read(
            "{\"ts\":1499070000.487,\"id_orig_h\":\"10.0.0.1\",\"id_orig_p\":4,"
                + "\"id_resp_h\":\"10.0.0.2\",\"id_resp_p\":443,\"proto\":\"tcp\","
                + "\"duration\":1.25,\"orig_pkts\":5,\"resp_pkts\":4,\"orig_bytes\":600,"
                + "\"resp_bytes\":700}\n");
    assertFlow(zeek.flows().get(0), 1_250_000, 5, 4, 600, 700);
  }

  /** Of another exporter's column nobody knows whether it has names or numbers. */
  @ParameterizedTest
  @CsvSource({"icmp, 1", "UDP, 17", "6, 6"})
  void protocolsOfMappedColumns_mayBeNames(String protocol, double number) throws IOException {
    byte[] file =
        ("Source IP,Destination IP,Source Port,Destination Port,PROTOCOL,Flow Duration,Total Fwd"
                + " Packets,Total Backward Packets,Total Length of Fwd Packets,Total Length of Bwd"
                + " Packets\na,b,1,2,"
                + protocol
                + ",5,1,1,1,1\n")
            .getBytes(StandardCharsets.UTF_8);
    FlowFormat mapped = FlowFormats.of(Dialect.CIC_IDS_2017.with("Protocol=PROTOCOL"));
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file), mapped)) {
      assertEquals(List.of(number), reader.records().map(FlowRecord::protocol).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arp, 1",
    "unas, 1",
    "255, 1",
    "2048, 1",
    "esp, 0",
    "254, 0",
    "ICMP6, 0",
    "3pc, 0",
    "sun-nd, 0",
    "a/n, 0"
  })
  void protocolsOfNoNumber_areCounted(String protocol, long odd) throws IOException {
    String names = "StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport,TotPkts,TotBytes,SrcBytes\n";
    Read read = read(names + "2011/08/10 09:46:53,1," + protocol + ",a,,b,,4,276,156\n");
    assertEquals(odd, read.counts().odd().getOrDefault(RowWarning.PROTOCOL, 0L));
  }
}
