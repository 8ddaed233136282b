package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.terminal.VerdictText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that {@code explain} prints of a window made by hand. */
class ExplainTextTest {
  private static final String HOSTILE = "\u001b[2J\u202e\u0007'\"\"><b>\u009b;x";
  private static final String ESCAPED = "\\u001b[2J\\u202e\\u0007'\"><b>\\u009b;x";

  @TempDir Path folder;

  private void run(String flood) throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(205));
    TestData.writeRaw(folder, "Friday.csv", flood);
    assertEquals(0, Cli.runIn(folder, "--window-size=10", "--quiet").exit());
  }

  private String explain(String target) {
    Result result = Cli.runIn(folder, "explain", target, "--full");
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
    return result.out();
  }

  /** The forests' opinions, which chance has a part in, left open. */
  private static String open(String text) {
    return text.replaceAll(
            "(?m)^  forest: .*\n( {4}[a-z_]+ \\((low|high)\\).*\n)*", "  forest: _\n")
        .replaceAll("(?m)(SUSPICIOUS|CONFIRMED ANOMALY)$", "_");
  }

  @Test
  void aFlood() throws IOException {
    run(Flows.flood(20));
    assertEquals(
        """
        windowed_cleaned_Friday.csv  window 1, 10 flows

        The 3-sigma rule: _
          an alert, CRITICAL
          looks like: Possible DDoS (confidence High)
          action: Confirm that a flood is under way, then rate-limit and filter it upstream.
          z-scores alert: |z| of 3 or more in 7 of 9 metrics (2 alert), the largest 899960.00 (5 alerts alone)
          anomaly index 990081.71, the sum of all |z|; window before: 990081.71
            metric                                  value  typical range, |z| below 3                  z  share
            total_flows                                10  7 to 13                      within      0.00    0 %
            total_bytes                              3000  3015.1 to 3142.3             below      -3.71    0 %
            total_packets                          900010  47 to 53                     above   899960.00   91 %
            unique_source_ips                           1  7 to 13                      below      -9.00    0 %
            unique_destination_ips                      1  4 to 10                      below      -6.00    0 %
            unique_destination_ports                    1  7 to 13                      below      -9.00    0 %
            avg_flow_bytes_per_sec                  12346  12343 to 12349               within      0.00    0 %
            avg_flow_packets_per_sec                 1.25  96.25 to 102.25              below     -98.00    0 %
            avg_packets_per_flow                    90001  2 to 8                       above   89996.00    9 %
          forest: _

        The detector: an alarm, LOW, _
          p 1.0E-12, below 0.01, extrapolated; score 86.47
          looks like: Service exhaustion, fast (DoS), confidence 97 %
          10.9.9.9 opened 10 connections to 192.168.10.50:80.
          next step: Rate-limit the source at the service; look at the requests in its log.
          what makes the score:
               part  group  channel                      observed  typical                     p  of
              10.58  window pairs                               1  10 to 10              1.0E-12  the window
              10.58  window ports                               1  10 to 10              1.0E-12  the window
              10.58  window services                            1  10 to 10              1.0E-12  the window
              10.58  window shapes                              1  10 to 10              1.0E-12  the window
              10.58  window sources                             1  10 to 10              1.0E-12  the window
              10.58  window top_service_share                   1  0.1 to 0.1            1.0E-12  the window
              10.58  window top_source_share                    1  0.1 to 0.1            1.0E-12  the window
               7.47  window destinations                        1  7 to 7                1.0E-12  the window
               4.66  window top_destination_share               1  0.2 to 0.2            1.0E-12  the window
               0.29  window top_pair_log_bytes                 11  8 to 8                2.8E-10  the window
               0.02  window small_share                         0  0.2 to 0.2           0.0000093  the window
          behavioural metrics:
            metric                          value  typical                                 p         part
            log_bytes                           8  8 to 8                   within      0.98         0.00
            log_duration                      9.5  9.5 to 9.5               within      0.98         0.00
            top_pair_log_bytes                 11  8 to 8                   above    2.8E-10         0.29
            unanswered_share                    0  0 to 0                   within      0.98         0.00
            small_share                         0  0.2 to 0.2               below   0.0000093         0.02
            tcp_share                           1  1 to 1                   within      0.98         0.00
            shapes                              1  10 to 10                 below    1.0E-12        10.58
            sources                             1  10 to 10                 below    1.0E-12        10.58
            destinations                        1  7 to 7                   below    1.0E-12         7.47
            ports                               1  10 to 10                 below    1.0E-12        10.58
            pairs                               1  10 to 10                 below    1.0E-12        10.58
            services                            1  10 to 10                 below    1.0E-12        10.58
            top_source_share                    1  0.1 to 0.1               above    1.0E-12        10.58
            top_destination_share               1  0.2 to 0.2               above    1.0E-12         4.66
            top_service_share                   1  0.1 to 0.1               above    1.0E-12        10.58
          forest: _
          addresses, each with its own p-value:
            10.9.9.9  p 1.0E-12, 8 readings beyond the typical, the strongest:
                     hosts  pair flows, seldom                 10  0 to 0.95828          1.0E-12  pair 10.9.9.9 to 192.168.10.50
                     hosts  source flows, seldom               10  0 to 0.95828          1.0E-12  source 10.9.9.9
                     rare   client flows, seldom               10  0 to 0.02439          1.0E-12  client 10.9.9.9 port 80
                     rare   source new ports                    1  0 to 0                  0.018  source 10.9.9.9
            192.168.10.50  p 1.0E-12, 8 readings beyond the typical, the strongest:
                     hosts  pair flows, seldom                 10  0 to 0.95828          1.0E-12  pair 10.9.9.9 to 192.168.10.50
                     hosts  destination flows, seldom          10  0 to 0.02439          1.0E-12  destination 192.168.10.50
                     rare   service flows, seldom              10  0 to 0.02439          1.0E-12  service 192.168.10.50 port 80
                     rare   destination new ports               1  0 to 0                  0.018  destination 192.168.10.50
          ruled out:
            Network changed                  no usual source is missing while new ones do what is usually done
            Discovery traffic                less than half of the evidence is of flows to groups of hosts
            Port scan, horizontal            no source stands out by how many addresses it tries, a few flows each
            Port scan, vertical              no host stands out by how many ports are tried, a few flows each
            Exfiltration-like volume         no pair moves unusually many bytes with little else that stands out
            Server replaced                  no new service has about the flows of a usual one, or usual ports, that have none
            Brute force                      port 80 is of no service with a login
            Bot, beaconing                   192.168.10.50 is inside
            Service exhaustion, slow (DoS)   the flows last 0.000724 s on average, slow ones 8.39 or more
            Web attack                       90000 packets a flow, a dialogue has 40 or more and below 5000
            Flood from many sources (DDoS)   1 source, many are 5 or more
            Flood from one source (DoS)      an earlier rule holds
            Unusual traffic                  an earlier rule holds
        """,
        open(explain("Friday:1")));
  }

  @Test
  void theVerdict_isAFewLines() throws IOException {
    run(Flows.flood(20));
    assertEquals(
        """
        Friday.csv, window 1, 10 flows
          detector      alarm, LOW: Service exhaustion, fast (DoS), confidence 97 %
          3-sigma rule  alert, CRITICAL: Possible DDoS
          what          10.9.9.9 opened 10 connections to 192.168.10.50:80.
          observed      10, usual none (flows of pair 10.9.9.9 to 192.168.10.50)
                        10, usual none (flows of source 10.9.9.9)
          how often     a benign window looks like this less than once in 20 windows;
                        second model: cannot tell
          next step     Rate-limit the source at the service; look at the requests in
                        its log.
          all of it     ./logsentinel explain Friday:1 --data-dir DIR/Data --models-dir DIR/Models --full

        LOW  Service exhaustion, fast (DoS)  ID, most unusual in
        Friday.csv, window 0, 10 flows
          detector      alarm, LOW: Service exhaustion, fast (DoS), confidence 97 %
          3-sigma rule  alert, CRITICAL: Possible DDoS
          what          10.9.9.9 opened 20 connections to 192.168.10.50:80 in 2 windows.
          observed      10, usual none (flows of pair 10.9.9.9 to 192.168.10.50)
                        10, usual none (flows of source 10.9.9.9)
          how often     a benign window looks like this less than once in 20 windows;
                        second model: cannot tell
          next step     Rate-limit the source at the service; look at the requests in
                        its log.
          all of it     ./logsentinel explain ID --data-dir DIR/Data --models-dir DIR/Models --full

        Monday-WorkingHours.pcap_ISCX.csv, window 1, 10 flows
          detector      no alarm
          3-sigma rule  no alert: NORMAL
          what          Unusual: 2 connections to 192.168.1.4 (usual: at most 1).
          observed      1, usual none (flows of port 55)
                        1, usual none (flows of port 56)
          how often     benign windows often look like this; second model: cannot tell
          next step     none: the window is taken for benign
          all of it     ./logsentinel explain Monday:1 --data-dir DIR/Data --models-dir DIR/Models --full
        """,
        String.join("\n", verdict("Friday:1"), verdict(incident()), verdict("Monday:1"))
            .replaceAll("[0-9a-f]{12}", "ID"));
  }

  private String verdict(String target) {
    Result result = Cli.runIn(folder, "explain", target);
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().lines().count() <= VerdictText.MOST_LINES, result.out());
    assertTrue(result.out().lines().allMatch(it -> it.length() <= 80 || it.contains(" --full")));
    return result.out().replace(folder.toString(), "DIR");
  }

  private String incident() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("Models/incidents.json")))
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  @Test
  void hostileAddresses_stayText() throws IOException {
    String hostile = Flows.flood(20).replace("10.9.9.9", "\"" + HOSTILE + "\"");
    run(hostile.replace("192.168.10.50", "\"to\u0000\u2028" + HOSTILE + "\""));
    for (String target : List.of("Friday:1", incident())) {
      String verdict = verdict(target);
      assertTrue(verdict.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f)), verdict);
      String text = explain(target);
      text.chars()
          .filter(c -> c != '\n')
          .forEach(c -> assertTrue(c >= 0x20 && c < 0x7f, "U+" + Integer.toHexString(c)));
      assertTrue(text.contains("  source " + ESCAPED + "\n"), text);
      assertTrue(text.contains("  destination to\\u0000\\u2028" + ESCAPED + "\n"), text);
      assertTrue(text.contains("\n    " + ESCAPED + "  p "), text);
      assertTrue(text.contains("\n  " + ESCAPED + " opened 10 connections to to\\u0000"), text);
      assertFalse(text.lines().anyMatch(String::isBlank) && text.contains("\n\n\n"), text);
    }
  }

  @Test
  void aHostileFileName_staysText() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(205));
    TestData.writeRaw(folder, "\u001b[31m\n:\u202e\".csv", Flows.flood(20));
    assertEquals(0, Cli.runIn(folder, "--window-size=10", "--quiet").exit());
    String text = explain("\u001b[31m:1".replace("m:", "m\n:\u202e\".csv:"));
    assertTrue(
        text.startsWith("windowed_cleaned_\\u001b[31m\\u000a:\\u202e\".csv  window 1, 10 flows\n"),
        text);
  }
}
