package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default view of a run: one file of flows for each attack, made by hand. */
class IncidentViewTest {
  private static final String HEADER =
      "Source IP,Destination IP,Destination Port,Source Port,Protocol,Flow Duration,"
          + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
          + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Timestamp,Label\n";
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";
  private static final int WINDOW = 40;

  @TempDir Path folder;

  @BeforeEach
  void benignMonday() throws IOException {
    write(MONDAY, WINDOW * 40, 0, i -> "");
  }

  /** Durations in microseconds; packets and bytes of both directions. */
  private static String flow(
      String from, String to, int port, long duration, int packets, long bytes) {
    return String.join(
        ",",
        from,
        to,
        Integer.toString(port),
        "50000,6",
        Long.toString(duration),
        Integer.toString(packets / 2),
        Integer.toString(packets - packets / 2),
        Long.toString(bytes / 4),
        Long.toString(bytes - bytes / 4),
        "1,1");
  }

  private static String benign(int i) {
    int port = List.of(443, 53, 80, 443).get(i % 4);
    String server = i % 4 == 1 ? "10.0.1.3" : "198.51.100." + (i * 7 + i / 11) % 13;
    return flow(
        "10.0.0." + (i * 3 + i / 7) % 9, server, port, 900 + i % 97, 8 + i % 5, 900 + i % 31);
  }

  /** A file whose windows begin with so many attack flows. */
  private void write(String name, int rows, int attacksPerWindow, IntFunction<String> attack)
      throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      boolean isAttack = i % WINDOW < attacksPerWindow;
      text.append(isAttack ? attack.apply(i) : benign(i))
          .append(",7/7/2017 ")
          .append(9 + i / 3600)
          .append(String.format(Locale.ROOT, ":%02d:%02d,", i / 60 % 60, i % 60))
          .append(isAttack ? "attack" : "BENIGN")
          .append('\n');
    }
    TestData.writeRaw(folder, name, text.toString());
  }

  private Result run(String... options) {
    List<String> all = new ArrayList<>(List.of("--window-size=" + WINDOW));
    all.addAll(List.of(options));
    return Cli.runIn(folder, all.toArray(String[]::new));
  }

  private static String blocks(Result result) {
    assertEquals(0, result.exit(), result.err());
    return result.out().substring(0, result.out().indexOf("Summary\n"));
  }

  /** The folder, and the forest's opinion, which chance has a part in, left open. */
  private String open(String blocks) {
    return blocks
        .replaceAll("second\\s+model\\s+(dis)?agrees", "_")
        .replace(folder.toString(), "DIR");
  }

  private JsonArray incidents() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("Models/incidents.json")))
        .getAsJsonArray();
  }

  private void everyAttack() throws IOException {
    String evil = "203.0.113.7";
    String web = "10.0.1.80";
    write("a-scan.csv", 4 * WINDOW, 30, i -> flow(evil, web, 1000 + i, 50, 2, 0));
    write("b-sweep.csv", 4 * WINDOW, 30, i -> flow(evil, "10.0.2." + i % 200, 9100, 50, 2, 0));
    write("c-flood.csv", 4 * WINDOW, 30, i -> flow(evil, "10.0.1.3", 53, 900, 9, 900));
    write("d-ddos.csv", 4 * WINDOW, 30, i -> flow("192.0.2." + i, "10.0.1.3", 53, 900, 9, 900));
    write("e-fast.csv", 4 * WINDOW, 30, i -> flow(evil, web, 80, 900, 9, 900));
    write("f-slow.csv", 4 * WINDOW, 30, i -> flow(evil, web, 80, 60_000_000, 9, 200));
    write("g-logins.csv", 4 * WINDOW, 30, i -> flow(evil, web, 22, 9_000_000, 40, 4000));
    write("h-bot.csv", 4 * WINDOW, 9, i -> flow("10.0.0." + i % 5, evil, 8081, 70_000, 9, 400));
    write("i-web.csv", 4 * WINDOW, 9, i -> flow(evil, web, 80, 60_000_000, 200, 90_000));
    write(
        "j-volume.csv",
        4 * WINDOW,
        1,
        i -> flow("10.0.0.3", "198.51.100.2", 443, 999, 9, 5_000_000_000L));
    write("k-unknown.csv", 4 * WINDOW, 9, i -> flow("10.0.0.3", evil, 443, 901, 9, 905));
  }

  @Test
  void everyAttack_isABlock() throws IOException {
    everyAttack();
    assertEquals(
        """
        HIGH  Port scan, vertical  f23bb3c15f9c
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.80
          what        203.0.113.7 opened 120 connections to at least 30 ports of
                      10.0.1.80 in 4 windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    33, usual 3 (ports)
          confidence  97 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1046, T1595.001
          next step   Block the source if it is not yours, else find out what runs
                      there; check which ports answered.
          explain     ./logsentinel explain f23bb3c15f9c --data-dir DIR/Data --models-dir DIR/Models
          a-scan.csv, windows 0 to 3

        HIGH  Port scan, horizontal  49f62c8a0a35
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victims 10.0.2.0, 10.0.2.1, 10.0.2.10,
                      10.0.2.100, 10.0.2.101 and at least 115 more
          what        203.0.113.7 opened 120 connections to port 9100 of at least 120
                      addresses in 4 windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    30, usual none (flows of source 203.0.113.7)
          confidence  97 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1046, T1018
          next step   Find out what runs on the source; check which of the destinations
                      answered.
          explain     ./logsentinel explain 49f62c8a0a35 --data-dir DIR/Data --models-dir DIR/Models
          b-sweep.csv, windows 0 to 3

        HIGH  Flood from many sources (DDoS)  8f2d6a0c225b
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attackers 192.0.2.0, 192.0.2.1, 192.0.2.10, 192.0.2.100,
                      192.0.2.101 and at least 115 more -> victim 10.0.1.3:53
          what        At least 120 sources, among them 192.0.2.0, opened 128 connections
                      to 10.0.1.3:53 in 4 windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    36, usual 9 (sources)
          confidence  99 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1498.001, T1499.002
          next step   Filter upstream; check whether the service still answers others.
          explain     ./logsentinel explain 8f2d6a0c225b --data-dir DIR/Data --models-dir DIR/Models
          d-ddos.csv, windows 0 to 3

        MEDIUM  Service exhaustion, fast (DoS)  28a02583ec71
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.80:80
          what        203.0.113.7 opened 120 connections to 10.0.1.80:80 in 4 windows,
                      from 2017-07-07T09:00:00 to 09:02:39.
          observed    30, usual none (flows of pair 203.0.113.7 to 10.0.1.80)
          confidence  97 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1499.002, T1499.003
          next step   Rate-limit the source at the service; look at the requests in its
                      log.
          explain     ./logsentinel explain 28a02583ec71 --data-dir DIR/Data --models-dir DIR/Models
          e-fast.csv, windows 0 to 3

        MEDIUM  Brute force  94480eecf9cf
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.80:22
          what        203.0.113.7 opened 120 connections to 10.0.1.80:22 (SSH) in 4
                      windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    30, usual none (flows of pair 203.0.113.7 to 10.0.1.80)
          confidence  99 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1110.001
          next step   Look for a success in the service's log after the failures; lock
                      the source out.
          explain     ./logsentinel explain 94480eecf9cf --data-dir DIR/Data --models-dir DIR/Models
          g-logins.csv, windows 0 to 3

        MEDIUM  Bot, beaconing  a9709cb564e9
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         victims 10.0.0.0, 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 ->
                      attacker 203.0.113.7:8081
          what        At least 5 sources, among them 10.0.0.0, opened 36 connections to
                      203.0.113.7:8081 outside in 4 windows, from 2017-07-07T09:00:00 to
                      09:02:39.
          observed    9, usual none (flows of destination 203.0.113.7)
          confidence  99 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1071.001, T1571
          next step   Isolate the inside hosts; look the outside address up in threat
                      intelligence.
          explain     ./logsentinel explain a9709cb564e9 --data-dir DIR/Data --models-dir DIR/Models
          h-bot.csv, windows 0 to 3

        LOW  Flood from one source (DoS)  08acd01e0630
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.3:53
          what        203.0.113.7 opened 120 connections to 10.0.1.3:53 in 4 windows,
                      from 2017-07-07T09:00:00 to 09:02:39.
          observed    30, usual none (flows of pair 203.0.113.7 to 10.0.1.3)
          confidence  81 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1499.002, T1498.001
          next step   Rate-limit or block the source; check whether the service still
                      answers.
          explain     ./logsentinel explain 08acd01e0630 --data-dir DIR/Data --models-dir DIR/Models
          c-flood.csv, windows 0 to 3

        LOW  Service exhaustion, slow (DoS)  c7f4f2413a10
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.80:80
          what        203.0.113.7 opened 120 connections to 10.0.1.80:80 in 4 windows,
                      from 2017-07-07T09:00:00 to 09:02:39.
          observed    30, usual none (flows of pair 203.0.113.7 to 10.0.1.80)
          confidence  50 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1499.002
          next step   Shorten the service's time-outs and limit connections per source;
                      block the source.
          explain     ./logsentinel explain c7f4f2413a10 --data-dir DIR/Data --models-dir DIR/Models
          f-slow.csv, windows 0 to 3

        LOW  Web attack  01fcf23c630b
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         attacker 203.0.113.7 -> victim 10.0.1.80:80
          what        203.0.113.7 opened 36 connections to 10.0.1.80:80 in 4 windows,
                      from 2017-07-07T09:00:00 to 09:02:39.
          observed    9, usual none (flows of pair 203.0.113.7 to 10.0.1.80)
          confidence  91 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1190, T1110
          next step   Read the web server's log of that time for guessed passwords and
                      injected code.
          explain     ./logsentinel explain 01fcf23c630b --data-dir DIR/Data --models-dir DIR/Models
          i-web.csv, windows 0 to 3

        LOW  Exfiltration-like volume  440fd8aad614
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         involved 10.0.0.3, 198.51.100.2
          what        10.0.0.3 and 198.51.100.2 exchanged 20,000,001,827 bytes in 6
                      connections in 4 windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    32, usual 10.5 (top pair log bytes)
          confidence  50 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1048, T1041
          next step   Ask who owns the transfer; compare it with backups and updates.
          explain     ./logsentinel explain 440fd8aad614 --data-dir DIR/Data --models-dir DIR/Models
          j-volume.csv, windows 0 to 3

        LOW  Unusual traffic  23ea391b3e6f
          when        Fri 2017-07-07 09:00:00 to 09:02:39, 2 min 39 s
          who         involved 10.0.0.3, 203.0.113.7, 10.0.1.3
          what        Unusual: 9 connections from 10.0.0.3 to 203.0.113.7 (usual: none)
                      in one of 4 windows, from 2017-07-07T09:00:00 to 09:02:39.
          observed    9, usual none (flows of pair 10.0.0.3 to 203.0.113.7)
          confidence  1 % that it is an attack; a benign window looks like this less
                      than once in 20 windows; _
          next step   Start from the evidence; correlate with firewall, DNS and endpoint
                      logs.
          explain     ./logsentinel explain 23ea391b3e6f --data-dir DIR/Data --models-dir DIR/Models
          k-unknown.csv, windows 0 to 3

        """,
        open(blocks(run())));
    JsonArray incidents = incidents();
    for (int i = 1; i < incidents.size(); i++) {
      String before = incidents.get(i - 1).getAsJsonObject().get("file").getAsString();
      String file = incidents.get(i).getAsJsonObject().get("file").getAsString();
      assertTrue(before.compareTo(file) < 0, "by file: " + before + ", " + file);
    }
  }

  @Test
  void threadsAndRuns_changeNothing() throws IOException {
    everyAttack();
    String blocks = blocks(run("--threads=1"));
    JsonArray incidents = incidents();
    assertEquals(blocks, blocks(run("--threads=5")));
    assertEquals(incidents, incidents());
    JsonArray oneByOne = new JsonArray();
    try (var files = Files.newDirectoryStream(folder.resolve("Data/raw"), "?-*.csv")) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      all.sort(null);
      for (Path file : all) {
        Path only = folder.resolve("only-" + file.getFileName());
        Files.createDirectories(only.resolve("Data/raw"));
        for (Path raw : List.of(file, folder.resolve("Data/raw/" + MONDAY))) {
          Files.copy(raw, only.resolve("Data/raw").resolve(raw.getFileName()));
        }
        assertEquals(0, Cli.runIn(only, "--window-size=" + WINDOW).exit());
        oneByOne.addAll(
            JsonParser.parseString(Files.readString(only.resolve("Models/incidents.json")))
                .getAsJsonArray());
      }
    }
    assertEquals(incidents, oneByOne);
  }

  /** A zone is stated where one was given, by the run and by what explains it, and only there. */
  @Test
  void timesHaveAZone_whereOneWasGiven() throws IOException {
    write("scan.csv", 2 * WINDOW, 30, i -> flow("10.9.9.9", "10.0.1.80", 1000 + i, 50, 2, 0));
    assertTimes(run(), "from 2017-07-07T09:00:00 to 09:01:19.", "09:00:00 to 2017-07-07T09:00:39,");
    String monitored = Files.readString(folder.resolve("Models/detections.json"));
    assertTimes(
        run("--step=monitor"),
        "from 2017-07-07T09:00:00 to 09:01:19.",
        "09:00:00 to 2017-07-07T09:00:39,");
    assertEquals(monitored, Files.readString(folder.resolve("Models/detections.json")));
    assertTimes(
        run("--time-zone=-03:00"),
        "from 2017-07-07T12:00:00Z to 12:01:19Z.",
        "12:00:00Z to 2017-07-07T12:00:39Z");
  }

  private void assertTimes(Result result, String sentence, String explained) throws IOException {
    assertTrue(blocks(result).contains(sentence), result.out());
    JsonObject incident = incidents().get(0).getAsJsonObject();
    assertTrue(incident.get("reason").getAsString().endsWith(sentence));
    assertTrue(incident.get("first_time").getAsString().endsWith("Z"), "a machine's time is UTC");
    Result explanation = Cli.runIn(folder, "explain", "scan:0", "--full");
    assertTrue(explanation.out().contains("flows from 2017-07-07T" + explained), explanation.out());
  }

  @Test
  void hostileAddresses_stayText() throws IOException {
    String hostile = "\u001b[2J\u202e\u0007'\"\"><b>\u009b;x";
    write(
        "scan.csv",
        2 * WINDOW,
        30,
        i -> flow("\"" + hostile + "\"", "10.0.1.80", 1000 + i, 50, 2, 0));
    assertEquals(
        """
        MEDIUM  Port scan, vertical  ID
          when        Fri 2017-07-07 09:00:00 to 09:01:19, 1 min 19 s
          who         attacker \\u001b[2J\\u202e\\u0007'"><b>\\u009b;x -> victim 10.0.1.80
          what        \\u001b[2J\\u202e\\u0007'"><b>\\u009b;x opened 60 connections to at
                      least 30 ports of 10.0.1.80 in 2 windows, from 2017-07-07T09:00:00
                      to 09:01:19.
          observed    33, usual 3 (ports)
          confidence  97 %; a benign window looks like this less than once in 20
                      windows; _
          ATT&CK      T1046, T1595.001
          next step   Block the source if it is not yours, else find out what runs
                      there; check which ports answered.
          explain     ./logsentinel explain ID --data-dir DIR/Data --models-dir DIR/Models
          scan.csv, windows 0 to 1

        """,
        open(blocks(run())).replaceAll("[0-9a-f]{12}", "ID"));
    assertEquals(
        hostile.replace("\"\"", "\""),
        incidents()
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("entities")
            .get(0)
            .getAsJsonObject()
            .get("address")
            .getAsString());
  }

  @Test
  void quiet_printsNeither() throws IOException {
    write("scan.csv", 2 * WINDOW, 30, i -> flow("203.0.113.7", "10.0.1.80", 1000 + i, 50, 2, 0));
    for (String view : List.of("incidents", "alerts")) {
      Result result = run("--quiet", "--view=" + view);
      assertEquals("", blocks(result));
      assertTrue(result.out().contains("  incidents     1 (1 medium)\n"), result.out());
    }
    assertEquals(1, incidents().size());
  }

  @Test
  void aDetectorThatIsOff_leavesTheAlerts() throws IOException {
    write(MONDAY, WINDOW * 19, 0, i -> "");
    write("scan.csv", 2 * WINDOW, 30, i -> flow("203.0.113.7", "10.0.1.80", 1000 + i, 50, 2, 0));
    Result result = run();
    assertTrue(
        result
            .err()
            .contains(
                ": profiles of 19 windows; the detector needs 20 and stays off; there are no"
                    + " incidents, alerts are printed instead\n"),
        result.err());
    String blocks = blocks(result);
    assertTrue(blocks.contains("  anomaly index  "), blocks);
    assertEquals(0, incidents().size());
    Result alerts = run("--view=alerts");
    assertEquals(blocks, blocks(alerts));
    assertFalse(alerts.err().contains("printed instead"), alerts.err());
  }
}
