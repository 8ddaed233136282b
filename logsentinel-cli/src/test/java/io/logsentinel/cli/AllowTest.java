package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Known flows that are allowed, from the command line. */
class AllowTest {
  private static final int WINDOW = 40;
  private static final int DAY = 30 * WINDOW;
  private static final String FLOODER = "address,direction,reason\n10.9.9.9,from,load test\n";
  private static final String FLOOD =
      "address,direction,pattern,reason\n10.9.9.9,from,denial-of-service,load test\n";

  @TempDir Path folder;

  private Path state;
  private Path monday;
  private Path today;

  @BeforeEach
  void days() throws IOException {
    state = folder.resolve("state");
    monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(DAY));
    String flood = Flows.flood(3 * WINDOW).lines().skip(1).collect(Collectors.joining("\n"));
    today = Files.writeString(folder.resolve("today.csv"), Flows.benign(DAY) + flood + "\n");
  }

  private Path rules(String text) throws IOException {
    return Files.writeString(folder.resolve("allow.csv"), text);
  }

  private Result command(String... args) {
    return Cli.run(args);
  }

  private void learn(String... more) {
    Stream<String> args =
        Stream.of("learn", "--state=" + state, "--window-size=" + WINDOW, "--quiet");
    Result learned =
        command(
            Stream.of(args, Stream.of(more), Stream.of(monday.toString()))
                .flatMap(it -> it)
                .toArray(String[]::new));
    assertEquals(0, learned.exit(), learned.err());
  }

  private Result monitor(String... more) {
    Stream<String> args = Stream.of("monitor", "--state=" + state, "--no-progress");
    return command(
        Stream.of(args, Stream.of(more), Stream.of(today.toString()))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  private Path run(int number) throws IOException {
    try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
      return runs.sorted().toList().get(number);
    }
  }

  private static String untimed(String summary) {
    return summary
        .substring(summary.indexOf("Summary"))
        .replaceAll("(?m)^  (time|results) .*\n", "");
  }

  @Test
  void anAllowedFlood_isNoIncident_andTheRunSaysSo() throws IOException {
    learn();
    Result before = monitor("--fail-on=LOW");
    assertEquals(4, before.exit(), before.err());
    Path allow = rules(FLOODER + "10.1.2.3,,unplugged\n192.168.1.0/24,to,\"all, of it\"\n");
    Result after = monitor("--fail-on=LOW", "--allow=" + allow);
    assertEquals(0, after.exit(), after.err());
    assertEquals(
        """
        Summary
          files         1 processed
          rows          1,320 read = 1,320 kept + 0 partial + 0 rejected
          labels        benign: BENIGN 1,200; attack: DDoS 120
          windows       33, 0 rows left over
          allowed       1,320 flows: line 4 (all, of it) 1,200 in 30 windows, line 2 (load test) 120\
         in 3 windows
          monitored     33 windows, NORMAL 28, SUSPICIOUS 5
          alerts        3 (3 critical) by the 3-sigma rule
          by weekday    other 3
          detections    none in 33 windows
          incidents     none
        """
            .replace(" + 0 partial", ""),
        untimed(after.out()).replaceAll("(?m)^  baseline fit.*\n", ""));
    assertTrue(
        after
            .err()
            .contains(allow + ": 1 rule holds for no flow in a whole window: line 3 (unplugged)\n"),
        after.err());
    assertTrue(
        after
            .err()
            .contains(
                "baseline_profile.json: the baseline knows flows that "
                    + allow
                    + " allows now: line 4 (all, of it) at least 1,200 flows; learn it again with"
                    + " --allow to have it forget them\n"),
        after.err());
    JsonObject allowed =
        JsonParser.parseString(Files.readString(run(1).resolve("run.json")))
            .getAsJsonObject()
            .getAsJsonObject("allowed");
    assertEquals(
        "{\"file\":\""
            + allow
            + "\",\"flows\":1320,\"rules\":[{\"line\":2,\"conditions\":\"from 10.9.9.9\","
            + "\"reason\":\"load test\",\"flows\":120,\"windows\":3,\"files\":1,"
            + "\"flows_that_meet_it\":120,\"flows_after_its_end\":0},{\"line\":4,\"conditions\":"
            + "\"to 192.168.1.0/24\",\"reason\":\"all, of it\",\"flows\":1200,\"windows\":30,"
            + "\"files\":1,\"flows_that_meet_it\":1200,\"flows_after_its_end\":0}],"
            + "\"lines_of_no_flow\":[3]}",
        allowed.toString());
    // what the original has of the windows is as it was
    for (String artifact : List.of("alerts_output.csv", "decisions.csv")) {
      assertEquals(
          Files.readString(run(0).resolve(artifact)), Files.readString(run(1).resolve(artifact)));
    }
  }

  @Test
  void aStory_isAllowedByItsNameAlone() throws IOException {
    learn();
    assertEquals(4, monitor("--fail-on=LOW").exit());
    Path allow = rules(FLOOD);
    Result silent = monitor("--fail-on=LOW", "--allow=" + allow);
    assertEquals(0, silent.exit(), silent.out() + silent.err());
    assertTrue(
        silent.out().contains("  allowed       120 flows: line 2 (load test) 120 in 3 windows\n"),
        silent.out());
    Result other =
        monitor(
            "--fail-on=LOW", "--allow=" + rules(FLOOD.replace("denial-of-service", "scan|bot")));
    assertEquals(4, other.exit(), other.err());
    assertTrue(other.out().contains("  allowed       no flow by 1 rule\n"), other.out());
    for (String artifact : List.of("detections.csv", "detections.json", "incidents.json")) {
      String first = Files.readString(run(0).resolve(artifact));
      assertEquals(first, Files.readString(run(2).resolve(artifact)), artifact);
      assertFalse(first.equals(Files.readString(run(1).resolve(artifact))), artifact);
    }
  }

  /** Without the file: what it allowed stands beside the windows. */
  @Test
  void explain_asksTheDetectorAgainAsTheRunDid() throws IOException {
    for (String text : List.of(FLOODER, FLOOD)) {
      learn();
      Path allow = rules(text);
      assertEquals(0, monitor("--fail-on=LOW", "--allow=" + allow).exit());
      Files.delete(allow);
      Result explained = command("explain", "--state=" + state, "--full", "today:31");
      assertEquals(0, explained.exit(), explained.err());
      assertTrue(explained.out().contains("The detector: no alarm\n"), explained.out());
      assertTrue(
          explained.out().contains("  allowed, left out: 40 flows by line 2 (from 10.9.9.9"),
          explained.out());
      TestData.delete(state);
    }
  }

  @Test
  void stepByStepOrAtOnce_withAnyNumberOfThreads_theBytesAreTheSame() throws IOException {
    String odd = Flows.row(3, "").replace("12345.5", "x"); // a partial flow
    String mixed =
        Flows.HEADER
            + Stream.iterate(0, i -> i + 1)
                .limit(DAY)
                .map(
                    i ->
                        i % 400 > 300
                            ? "10.9.9.9,192.168.10.50,1024,80,6,1000,90000,1,100,200,12345.5,1.25,\n"
                            : i % 7 == 0 ? odd : Flows.row(i, "BENIGN"))
                .collect(Collectors.joining());
    Path allow =
        rules(
            "address,direction,port,pattern,file\n"
                + "10.0.0.0/29,from,,,\n,,53,,odd*\n10.9.9.9,,,flood,\n192.168.1.0/30,to,,bot,\n");
    Map<String, String> expected = null;
    for (int threads = 1; threads <= 3; threads++) {
      Path work = folder.resolve("work" + threads);
      TestData.writeRaw(work, "monday.csv", Flows.benign(DAY));
      TestData.writeRaw(work, "odd.csv", mixed);
      String[] options = {
        "--window-size=" + WINDOW, "--baseline=monday.csv", "--quiet", "--threads=" + threads
      };
      if (threads == 2) {
        for (String step : List.of("preprocess", "window", "baseline", "monitor")) {
          Stream<String> its =
              step.equals("window")
                  ? Stream.of("--step=" + step, "--allow=" + allow)
                  : Stream.of("--step=" + step);
          assertEquals(
              0,
              Cli.runIn(work, Stream.concat(Stream.of(options), its).toArray(String[]::new))
                  .exit());
        }
      } else {
        Stream<String> its = Stream.concat(Stream.of(options), Stream.of("--allow=" + allow));
        assertEquals(0, Cli.runIn(work, its.toArray(String[]::new)).exit());
      }
      Map<String, String> actual = TestData.artifacts(work);
      actual.keySet().removeIf(name -> name.endsWith("run.json"));
      expected = expected == null ? actual : expected;
      assertEquals(expected, actual);
    }
    String profiles =
        expected.entrySet().stream()
            .filter(file -> file.getKey().contains("profile_") && file.getKey().contains("odd"))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining());
    assertTrue(profiles.contains("\"stories\":[{\"line\":4"), "a story");
    assertTrue(profiles.contains("\"partial_flows\":"), "a partial flow");
    Result refused = Cli.runIn(folder.resolve("work1"), "--step=monitor", "--allow=" + allow);
    assertEquals(2, refused.exit());
    assertTrue(
        refused
            .err()
            .contains(
                "--allow goes with --step all or window only, as the profiles that windows get"
                    + " there go without the flows that are allowed"),
        refused.err());
    Result evaluated = Cli.runIn(folder.resolve("work1"), "evaluate");
    assertEquals(0, evaluated.exit(), evaluated.err());
  }

  @Test
  void theBaseline_remembersWhatWasAllowed() throws IOException {
    Path allow = rules("address,direction,reason\n192.168.1.0/30,to,servers\n");
    learn("--allow=" + allow);
    String profile = Files.readString(state.resolve("baseline_profile.json"));
    assertTrue(profile.contains("\"to 192.168.1.0/30\": 687"), profile.substring(0, 2000));
    Result other = monitor();
    assertTrue(
        other
            .err()
            .contains(
                "baseline_profile.json: the baseline was learned without flows that are judged"
                    + " now: to 192.168.1.0/30 687 flows; allow them here too, or learn it again\n"),
        other.err());
    Result same = monitor("--allow=" + allow);
    assertFalse(same.err().contains("the baseline was learned without"), same.err());
    assertFalse(same.err().contains("the baseline knows"), same.err());
  }

  @Test
  void aRuleThatEnded_isSaid() throws IOException {
    String day =
        "Source IP,Destination IP,Source Port,Destination Port,Protocol,Timestamp,"
            + "Flow Duration,Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
            + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Label\n";
    StringBuilder text = new StringBuilder(day);
    for (int i = 0; i < DAY; i++) {
      String time = (i < 500 ? "4/7/2017 " : "5/7/2017 ") + "10:00:" + (10 + i % 50);
      text.append(Flows.row(i, "BENIGN").replace(",6,1000,", ",6," + time + ",1000,"));
    }
    Files.writeString(today, text.toString());
    learn();
    Path allow = rules("address,until,reason\n10.0.0.1,2017-07-04,audit\n");
    Result ended = monitor("--allow=" + allow);
    assertEquals(0, ended.exit(), ended.err());
    assertTrue(
        ended
            .err()
            .contains(
                allow + ": line 2 (audit) ended on 2017-07-04: 3 flows after it are judged\n"),
        ended.err());
    assertTrue(ended.out().contains("  allowed       2 flows: line 2 (audit) 2 in 2 windows\n"));
    Files.writeString(today, Flows.benign(DAY + 1));
    Result undated = monitor("--allow=" + allow);
    assertTrue(
        undated
            .err()
            .contains(
                allow
                    + ": line 2 (audit) ends on 2017-07-04, but 5 flows without a time are allowed"
                    + " all the same\n"),
        undated.err());
  }

  @Test
  void aFileThatIsNoAllowlist_isRefused_withItsLine() throws IOException {
    learn();
    Path allow = rules("address,reason\n10.9.9,typo\n");
    Result wrong = monitor("--allow=" + allow);
    assertEquals(3, wrong.exit());
    assertEquals(
        "logsentinel: error: "
            + allow
            + ": line 2: column address: `10.9.9` must be an address, or a range as 10.0.0.0/8;"
            + " leave it blank for any\n",
        wrong.err());
    Result absent = monitor("--allow=" + folder.resolve("none.csv"));
    assertEquals(3, absent.exit());
    assertEquals(
        "logsentinel: error: " + folder.resolve("none.csv") + ": no such file\n", absent.err());
    Files.write(allow, new byte[] {'a', (byte) 0xFF});
    assertEquals(
        "logsentinel: error: " + allow + ": is no text in UTF-8; save it as such\n",
        monitor("--allow=" + allow).err());
  }

  @Test
  void theExample_isAnAllowlist() throws IOException {
    Result example = command("allow", "--example");
    assertEquals(0, example.exit(), example.err());
    Path allow = rules(example.out());
    Result checked = command("allow", allow.toString());
    assertEquals(
        """
        line 21: from 192.0.2.10 (vulnerability scanner)
        line 22: to 192.0.2.0/28, port 53, protocol 17 (our resolvers)
        line 23: to 198.51.100.7, port 443, protocol 6, until 2026-12-31 (backup, until the move is over)
        line 24: from 203.0.113.5, pattern scan (inventory of the network: it may scan but nothing else)
        """,
        checked.out());
    assertEquals(2, command("allow").exit());
    assertEquals(2, command("allow", "--example", "a.csv").exit());
    learn();
    Path first = run(monitor(), 0);
    Path second = run(monitor("--allow=" + allow), 1);
    for (String artifact : List.of("detections.json", "incidents.json", "decisions.csv")) {
      assertArrayEquals(
          Files.readAllBytes(first.resolve(artifact)),
          Files.readAllBytes(second.resolve(artifact)),
          "it allows nothing here");
    }
  }

  private Path run(Result result, int number) throws IOException {
    assertEquals(0, result.exit(), result.err());
    return run(number);
  }
}
