package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code inspect} tells of a file, whole. */
class InspectTest {
  private static final String CIC_FIELDS =
      """
        fields       Source IP                    Source IP
                     Destination IP               Destination IP
                     Source Port                  Source Port
                     Destination Port             Destination Port
                     Protocol                     Protocol
                     Flow Duration, microseconds  Flow Duration
                     Total Fwd Packets            Total Fwd Packets
                     Total Backward Packets       Total Backward Packets
                     Total Length of Fwd Packets  Total Length of Fwd Packets
                     Total Length of Bwd Packets  Total Length of Bwd Packets
                     Flow Bytes/s                 Flow Bytes/s
                     Flow Packets/s               Flow Packets/s
                     Label                        Label
      """;

  @TempDir Path folder;

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void assertNarrow(String text) {
    text.lines()
        .filter(line -> line.startsWith(" "))
        .forEach(
            line -> assertTrue(line.length() <= 80 && line.equals(line.stripTrailing()), line));
  }

  private static String cic() {
    StringBuilder text = new StringBuilder("Timestamp," + Flows.HEADER);
    for (int i = 0; i < 2500; i++) {
      text.append(i == 60 ? "\n" : "");
      text.append(String.format("3/7/2017 %d:%02d,", 9 + i / 600, i / 10 % 60));
      String row = Flows.row(i, i % 100 == 7 ? "DDoS" : "BENIGN");
      text.append(
          switch (i) {
            case 40 -> row.replace(",6,1000,", ",6,\"1,000\",");
            case 80 -> row.replace("12345.5", "NaN");
            default -> row;
          });
    }
    return text.toString();
  }

  @Test
  void aFileOfCicIds2017() throws IOException {
    String file = write("today.csv", cic());
    Result result = Cli.run("inspect", file);
    assertEquals("", result.err());
    assertEquals(
        file
            + """

              dialect      cic-ids2017, by the exact names on line 1
              records      text parted by `,`, 14 columns
              counts       bytes of payload, both directions
            """
            + CIC_FIELDS
            + """
                           Timestamp                    Timestamp
              flow         2017-07-03T09:00:00 10.0.0.0:1024 > 192.168.1.0:50 TCP
                           2 + 1 packets, 100 + 200 bytes in 0.001 s, BENIGN
              flow         2017-07-03T09:00:00 10.0.0.1:1024 > 192.168.1.1:51 TCP
                           3 + 1 packets, 100 + 201 bytes in 0.001 s, BENIGN
              flow         2017-07-03T09:00:00 10.0.0.2:1024 > 192.168.1.2:52 TCP
                           4 + 1 packets, 100 + 202 bytes in 0.001 s, BENIGN
              rows         2,501 read = 2,498 kept + 1 partial + 2 rejected
                           partial flows lack Flow Bytes/s 1
                           blank 1, first on line 62
                           not a number 1, first on line 42: Flow Duration is `1,000`,
                           expected a point before decimals, and nothing between thousands
              times        2017-07-03T09:00:00 to 2017-07-03T13:09:00 (4 hours)
                           local: they name no zone, and no --time-zone is given
                           in order: none lies more than 2 minutes before any above it
                           hours are taken as they are written
                           the day is taken before the month, as no date tells which is
                           which
              labels       benign: BENIGN 2,474; attack: DDoS 25
              windows      1 of 2,000, 2 of 1,000, 4 of 500, 12 of 200, 24 of 100 flows
              to learn     --window-size 100, as none gives 50 windows: 24 windows, enough
                           for the 3-sigma rule and the detector
              to monitor   the window size of its baseline, if that gives one window or more

            """,
        result.out());
    assertEquals(0, result.exit());
    assertNarrow(result.out());
  }

  /** As a spreadsheet of the United States writes times. */
  @Test
  void theMonthBeforeTheDay_isTold() throws IOException {
    String file =
        write(
            "us.csv",
            "Timestamp,"
                + Flows.HEADER
                + "7/3/2017 11:59:00 PM,"
                + Flows.row(1, "BENIGN")
                + "7/14/2017 12:01:00 AM,"
                + Flows.row(2, "BENIGN"));
    Result result = Cli.run("inspect", file);
    assertEquals(
        """
          rows         2 read = 2 kept + 0 rejected
          times        2017-07-03T23:59:00 to 2017-07-14T00:01:00 (10 days)
                       local: they name no zone, and no --time-zone is given
                       in order: none lies more than 2 minutes before any above it
                       hours are taken as they are written
                       the month is taken before the day: with the day first, a date
                       with AM or PM would have a month above 12
          labels       benign: BENIGN 2
        """,
        result
            .out()
            .substring(result.out().indexOf("  rows "), result.out().indexOf("  windows ")));
    assertEquals("", result.err());
    assertNarrow(result.out());
  }

  /** Downloads and checkouts leave these where a file should be. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html> | is an HTML page; get the file itself: servers send a page where",
        "\ufeff<HTML lang='en'> | is an HTML page; get the file itself: servers send a page where",
        "<?xml version='1.0'?> | is an XML document; get the file itself, or make CSV or JSON",
        "version https://git-lfs.github.com/spec/v1 | is a pointer of Git LFS; get the file",
      })
  void whatStandsInPlaceOfAFile_isNamed(String text, String told) throws IOException {
    Result result = Cli.run("inspect", write("today.csv", text + "\n"));
    assertTrue(result.out().contains("\n  not usable   " + told), result.out());
    assertEquals(3, result.exit());
  }

  @Test
  void aConnLogOfZeek() throws IOException {
    String log =
        "#separator \\x09\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\t"
            + "duration\torig_bytes\tresp_bytes\torig_pkts\tresp_pkts\n"
            + "1499072100.5\t2001:db8::1\t50000\t2001:db8:85a3::8a2e:370:7334\t443\ttcp\t"
            + "1.5\t1000\t250000\t20\t180\n"
            + "1499072101.5\t10.0.0.66\t40000\t10.0.0.3\t22\ttcp\t-\t-\t-\t1\t0\n";
    Result result = Cli.run("inspect", write("conn.log", log));
    String told =
        """

          dialect      zeek-conn, by the exact names on line 2
          records      text parted by tabs, 11 columns
          counts       bytes of payload, both directions
          fields       Source IP                    id.orig_h
                       Destination IP               id.resp_h
                       Source Port                  id.orig_p
                       Destination Port             id.resp_p
                       Protocol                     proto
                       Flow Duration, microseconds  duration * 1000000
                       Total Fwd Packets            orig_pkts
                       Total Backward Packets       resp_pkts
                       Total Length of Fwd Packets  orig_bytes
                       Total Length of Bwd Packets  resp_bytes
                       Flow Bytes/s                 from bytes and duration
                       Flow Packets/s               from packets and duration
                       Label                        none: no column label
                       Timestamp                    ts
          flow         2017-07-03T08:55:00.500Z [2001:db8::1]:50000 >
                       [2001:db8:85a3::8a2e:370:7334]:443 TCP
                       20 + 180 packets, 1,000 + 250,000 bytes in 1.5 s
          flow         2017-07-03T08:55:01.500Z 10.0.0.66:40000 > 10.0.0.3:22 TCP
                       1 + 0 packets, 0 + 0 bytes in 0 s
          rows         2 read = 2 kept + 0 rejected
          times        2017-07-03T08:55:00.500Z to 2017-07-03T08:55:01.500Z (1 second)
                       in UTC: they name their zone
                       in order: none lies more than 2 minutes before any above it
          labels       unlabelled: (empty) 2
          windows      none of 100 flows
          to learn     --window-size 100, as none gives 50 windows: 0 windows, too few
                       for a baseline, which needs 2
          to monitor   the window size of its baseline, if that gives one window or more

        """;
    assertEquals(folder.resolve("conn.log") + told, result.out());
    assertNarrow(result.out());
    Result piped =
        Cli.runWith(
            new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
            "inspect",
            "--stdin-name=conn.log",
            "-");
    assertEquals("standard input (conn.log)" + told, piped.out());
    assertEquals(0, piped.exit(), piped.err());
  }

  @Test
  void anEveLogOfSuricata() throws IOException {
    String file =
        write(
            "eve.json",
            "{\"event_type\":\"alert\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\"}\n"
                + "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"src_port\":50000,"
                + "\"dest_ip\":\"10.0.0.2\",\"dest_port\":53,\"proto\":\"UDP\",\"flow\":{"
                + "\"pkts_toserver\":1,\"pkts_toclient\":1,\"bytes_toserver\":80,"
                + "\"bytes_toclient\":160,\"start\":\"2024-07-03T09:00:00.000000+0200\","
                + "\"end\":\"2024-07-03T09:00:00.025000+0200\"}}\n"
                + "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\"\n");
    Result result = Cli.run("inspect", file);
    assertEquals(
        file
            + """

              dialect      suricata-eve, by the members of its objects
              records      JSON lines
              counts       bytes with headers, both directions
              fields       Source IP                    src_ip
                           Destination IP               dest_ip
                           Source Port                  src_port
                           Destination Port             dest_port
                           Protocol                     proto
                           Flow Duration, microseconds  from the first and the last time,
                                                        else flow.age * 1000000
                           Total Fwd Packets            flow.pkts_toserver
                           Total Backward Packets       flow.pkts_toclient
                           Total Length of Fwd Packets  flow.bytes_toserver
                           Total Length of Bwd Packets  flow.bytes_toclient
                           Flow Bytes/s                 from bytes and duration
                           Flow Packets/s               from packets and duration
                           Label                        none
                           Timestamp                    flow.start
              flow         2024-07-03T07:00:00Z 10.0.0.1:50000 > 10.0.0.2:53 UDP
                           1 + 1 packets, 80 + 160 bytes in 0.025 s
              rows         3 read = 1 kept + 2 rejected
                           malformed 1, first on line 3:
                           `{"event_type":"flow","src_ip":"10.0.0.1"` is no JSON object
                           not a flow 1, first on line 1: event_type is `alert`
              times        2024-07-03T07:00:00Z to 2024-07-03T07:00:00Z (0 seconds)
                           in UTC: they name their zone
                           in order: none lies more than 2 minutes before any above it
              labels       unlabelled: (empty) 1
              windows      none of 100 flows
              to learn     --window-size 100, as none gives 50 windows: 0 windows, too few
                           for a baseline, which needs 2
              to monitor   the window size of its baseline, if that gives one window or more

            """,
        result.out());
    assertNarrow(result.out());
  }

  @Test
  void aFileThatIsNotOfFlows_isToldWhatIsThere_andOthersGoOn() throws IOException {
    String good = write("good.csv", Flows.benign(3));
    String bad = write("bad.csv", "when,\u001b[31mwho\u202e," + "x".repeat(90) + "\n1,2,3\n");
    Result result = Cli.run("inspect", bad, good);
    assertTrue(
        result
            .out()
            .startsWith(
                bad
                    + """

                      not usable   line 1: lacks 10 of the 10 required columns: Source IP,
                                   Destination IP, Source Port, Destination Port, Protocol, Flow
                                   Duration, Total Fwd Packets, Total Backward Packets, Total Length
                                   of Fwd Packets, Total Length of Bwd Packets; there are when,
                                   \\u001b[31mwho?, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...: names
                                   of no known exporter; say which is which with --map or --dialect

                    """
                    + good
                    + "\n"),
        result.out());
    assertNarrow(result.out());
    assertEquals(3, result.exit());
    assertEquals("", result.err());
  }

  @Test
  void aFileWithoutOneFlow_isNotUsable_andItsMappingIsShown() throws IOException {
    String file = write("a.csv", Flows.benign(40).replace(",6,1000,", ",TCP,1000,"));
    Result result = Cli.run("inspect", file);
    assertEquals(3, result.exit());
    assertTrue(
        result
            .out()
            .startsWith(
                file
                    + """

                      not usable   none of its 40 rows was kept: not a number 40, first on line 2:
                                   Protocol is `TCP`
                      dialect      cic-ids2017, by the exact names on line 1
                    """),
        result.out());
    assertFalse(result.out().contains("to learn"), result.out());
    assertNarrow(result.out());
  }

  @Test
  void columnsTimesAndWindows_areThoseAskedFor() throws IOException {
    String text = cic().replace("Source IP", "client").replace("Flow Duration", "millis");
    Path file = folder.resolve("big.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        out.write(text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    Result result =
        Cli.run(
            "inspect",
            "--map=Source IP=client",
            "--map=Flow Duration=millis * 1000",
            "--time-zone=America/Halifax",
            file.toString());
    assertEquals(0, result.exit(), result.err());
    for (String line :
        """
          dialect      mapped, by the names on line 1
          fields       Source IP                    client
                       Flow Duration, microseconds  millis * 1000
          flow         2017-07-03T12:00:00Z 10.0.0.0:1024 > 192.168.1.0:50 TCP
                       2 + 1 packets, 100 + 200 bytes in 1 s, BENIGN
          rows         10,004 read = 9,992 kept + 4 partial + 8 rejected
                       partial flows lack Flow Bytes/s 4
          times        2017-07-03T12:00:00Z to 2017-07-03T16:09:00Z (4 hours)
                       in UTC, from the zone that --time-zone gives
                       in order but for 3 steps back of over 2 minutes
          windows      1 of 5,000, 4 of 2,000, 9 of 1,000, 19 of 500, 49 of 200, 99 of
          to learn     --window-size 100, the largest that gives 50 windows: 99 windows,
        """
            .split("\n")) {
      assertTrue(result.out().contains(line + "\n"), line + " in " + result.out());
    }
    assertNarrow(result.out());
    Result other = Cli.run("inspect", "--format=zeek-conn", file.toString());
    assertEquals(3, other.exit());
    assertTrue(
        other.out().contains("lacks 10 of the 10 required columns: id.orig_h,"), other.out());
  }

  @Test
  void aFolder_isInspectedFileByFile_andNothingIsMade() throws IOException {
    Files.createDirectories(folder.resolve("d/inner "));
    write("d/a.csv", Flows.benign(3));
    write("d/inner /b.csv", Flows.benign(3));
    write("d/c.pdf", "%PDF-1.7");
    Files.createDirectories(folder.resolve("e"));
    write("e/a.csv", Flows.benign(3)); // of the same name: nothing is named after it
    String d = folder.resolve("d").toString();
    Result result = Cli.run("inspect", d, folder.resolve("e/*.csv").toString());
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        "logsentinel: warning: not read: c.pdf, a folder \"inner \" with 1 file of flows\n",
        result.err());
    assertEquals(2, result.out().split("dialect ", -1).length - 1);
    try (var files = Files.walk(folder)) {
      assertEquals(8, files.count());
    }
    Result none = Cli.run("inspect", folder.resolve("nope.csv").toString());
    assertEquals(3, none.exit());
    assertTrue(none.err().contains("nope.csv: no such file"), none.err());
    assertEquals(2, Cli.run("inspect").exit());
    assertEquals(2, Cli.run("inspect", "-", "-").exit());
    assertEquals(3, Cli.run(Map.of("LOGSENTINEL_FORMAT", "zeek-conn"), "inspect", d).exit());
  }
}
