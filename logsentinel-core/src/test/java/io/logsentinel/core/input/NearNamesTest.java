package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFormat.Recognition;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose names are nearly those of a dialect: what they are told works. */
class NearNamesTest {
  private static final String SHORT =
      "Src IP,Dst IP,Src Port,Dst Port,Protocol,Flow Duration,Tot Fwd Pkts,Tot Bwd Pkts,"
          + "TotLen Fwd Pkts,TotLen Bwd Pkts,Flow Pkts/s,Flow Byts/s";

  private static String told(String file) {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return assertThrows(FlowFileException.class, () -> read(bytes, FlowFormats.AUTO)).getMessage();
  }

  private static RowCounts read(byte[] file, FlowFormat format) throws IOException {
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(file),
        format,
        Runnable::run,
        2,
        hasTimes -> (batch, none) -> {});
  }

  /** As databases and scripts write them: what is advised is the format that then reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "argus | StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport,TotPkts,TotBytes,SrcPkts,SrcBytes",
        "nfdump-1.6 | ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt",
        "netflow-nf | IPV4_SRC_ADDR,IPV4_DST_ADDR,L4_SRC_PORT,L4_DST_PORT,PROTOCOL,IN_BYTES,"
            + "OUT_BYTES,IN_PKTS,OUT_PKTS,FLOW_DURATION_MILLISECONDS",
        "zeek-conn | ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,"
            + "resp_bytes,orig_pkts,resp_pkts",
      })
  void otherLetters_areTakenForThose_ofADialectThatIsNamed(String name, String header)
      throws IOException {
    String row = row(header);
    Recognition exact = recognised(header + "\n" + row, FlowFormats.AUTO);
    for (String other :
        List.of(
            header.toLowerCase(Locale.ROOT).replace('.', '_'),
            header.toUpperCase(Locale.ROOT).replace('_', ' '))) {
      if (!other.equals(header)) {
        String told = told(other + "\n" + row);
        assertTrue(told.endsWith("; if they mean the same, say so with --format " + name), told);
        Recognition spelt = recognised(other + "\n" + row, FlowFormats.named(name));
        assertEquals(exact.dialect().measure(), spelt.dialect().measure());
        assertEquals(List.of(other.split(",")), spelt.columns());
        byte[] file = (other + "\n" + row + row).getBytes(StandardCharsets.UTF_8);
        assertEquals(2, read(file, FlowFormats.named(name)).kept());
      }
    }
  }

  private static Recognition recognised(String file, FlowFormat format) throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return FlowReader.recognise(() -> new ByteArrayInputStream(bytes), format);
  }

  /** A flow under any names: addresses where these have one, and small numbers. */
  private static String row(String header) {
    return Arrays.stream(header.split(","))
            .map(it -> it.matches("(?i)sa|da|.*addr|.*_h") ? "10.0.0.1" : "6")
            .collect(Collectors.joining(","))
        + "\n";
  }

  /** Durations of one are in microseconds, of the other in seconds or microseconds. */
  @Test
  void otherLettersOfTwoDialects_areLeftToTheUser() {
    String header = SHORT.replace(' ', '_');
    String told = told(header + "\n" + row(header));
    assertTrue(
        told.endsWith("say so with --format cicflowmeter-4-short or --format python-cicflowmeter"),
        told);
  }

  /** A unit says that a number is not what it would be taken for; two names that it is unclear. */
  @Test
  void otherUnits_andNamesThatAreThereTwice_areNotTaken() {
    String header = "ts,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt,";
    for (String last : List.of("TD (ms)", "TD,t_d")) {
      byte[] file = (header + last + "\n" + row(header + last)).getBytes(StandardCharsets.UTF_8);
      assertThrows(
          FlowFileException.class, () -> read(file, FlowFormats.named("nfdump-1.6")), last);
    }
    assertTrue(
        told(header + "td (s)\n" + row(header + "td"))
            .endsWith(
                "; or say which is which with --format nfdump-1.6 --map \"Flow Duration=td (s) *"
                    + " 1000000\""));
  }

  /** With one column mapped, other letters are taken in the others. */
  @Test
  void whatIsAdvisedOfTheOriginalsNames_isRead() throws IOException {
    String file =
        (FlowText.HEADER + "\n" + (FlowText.row() + "\n").repeat(3))
            .replace(FlowText.HEADER, FlowText.HEADER.toLowerCase(Locale.ROOT));
    assertTrue(told(file).endsWith("--map \"Source IP=source ip\""), told(file));
    FlowFormat mapped = FlowFormats.of(Dialect.CIC_IDS_2017.with("Source IP=source ip"));
    assertEquals(3, read(file.getBytes(StandardCharsets.UTF_8), mapped).kept());
  }

  @Test
  void aZeekLogThatLacksColumns_isReadAsAdvised() throws IOException {
    String log =
        "#separator \\x09\n#unset_field\t-\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\t"
            + "id.resp_p\tproto\tduration\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\n"
            + "1\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t-\t3\t4\t5\t6\n";
    String sent = "Total Length of Fwd Packets=";
    String received = "Total Length of Bwd Packets=";
    assertTrue(
        told(log)
            .endsWith(
                "; if these are flows, say which is which with --format zeek-conn --map \""
                    + sent
                    + "COLUMN\" --map \""
                    + received
                    + "COLUMN\", or with --dialect FILE"),
        told(log));
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    Dialect mapped =
        Dialect.named("zeek-conn").with(sent + "orig_ip_bytes").with(received + "resp_ip_bytes");
    assertEquals(1, read(bytes, FlowFormats.of(mapped)).kept());
    FlowFormat alone = FlowFormats.of(Dialect.CIC_IDS_2017.with(sent + "orig_ip_bytes"));
    FlowFileException e = assertThrows(FlowFileException.class, () -> read(bytes, alone));
    assertEquals(
        "line 3: names stand behind `#fields`, as in zeek-conn: say --format zeek-conn, with --map,"
            + " too; a --dialect FILE needs header=#fields",
        e.getMessage());
  }

  @Test
  void aRowPartedByBlanks_isNoHeader() {
    String row = "2 1 eni-1 10.0.0.1 192.0.2.1 40000 443 6 5 500 1418530010 1418530070 OK OK\n";
    assertTrue(
        told(row + row)
            .startsWith(
                "line 1: no header: 11 of 14 column names are numbers or addresses, as in a row;"
                    + " expected names like Source IP; "),
        told(row + row));
  }

  /**
   * A name in another unit is not taken, so it is mapped; of one that lacks, only the user knows.
   */
  @Test
  void whatIsNotTaken_isMapped() {
    String header = "ts,SA,da,sp,dp,pr,td (s),ipkt,ibyt,opkt,sent";
    assertTrue(
        told(header + "\n" + row(header))
            .endsWith(
                "; `SA` looks like sa; `td (s)` looks like td; there are ts, SA, da, sp, dp, pr, td"
                    + " (s), ipkt, ibyt, opkt, sent; if these are flows, say which is which with"
                    + " --format nfdump-1.6 --map \"Flow Duration=td (s) * 1000000\" --map \"Total"
                    + " Length of Bwd Packets=COLUMN\", or with --dialect FILE"),
        told(header + "\n" + row(header)));
  }

  /** Some of ECS's names are the original's but for signs; the others have to be mapped. */
  @Test
  void aTableWithNamesOfEcs_isReadAsAdvised() throws IOException {
    String file =
        "@timestamp,source.ip,source.port,destination.ip,destination.port,network.transport,"
            + "event.duration,source.packets,destination.packets,source.bytes,destination.bytes\n"
            + "2024-07-14T10:00:00.000Z,10.0.0.1,1,192.0.2.1,443,tcp,1000000,5,4,1500,600\n";
    assertTrue(
        told(file)
            .endsWith(
                "say which is which with --map for each of Protocol, Flow Duration, Total Fwd"
                    + " Packets, Total Backward Packets, Total Length of Fwd Packets, Total Length"
                    + " of Bwd Packets, and Timestamp where there are times, as --map"
                    + " \"Protocol=COLUMN\", or with --dialect FILE"),
        told(file));
    Dialect mapped = Dialect.CIC_IDS_2017;
    for (String map :
        List.of(
            "Protocol=network.transport",
            "Flow Duration=event.duration * 0.001",
            "Total Fwd Packets=source.packets",
            "Total Backward Packets=destination.packets",
            "Total Length of Fwd Packets=source.bytes",
            "Total Length of Bwd Packets=destination.bytes",
            "Timestamp=@timestamp")) {
      mapped = mapped.with(map);
    }
    RowCounts read = read(file.getBytes(StandardCharsets.UTF_8), FlowFormats.of(mapped));
    assertEquals(1, read.kept());
    assertEquals(1, read.times().read());
  }
}
