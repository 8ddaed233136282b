package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole run says first of files that the baseline does not fit, and of their incidents. */
class BaselineFitTest {
  private static final int WINDOW = 40;

  @TempDir Path folder;

  @BeforeEach
  void monday() throws IOException {
    write("Monday-WorkingHours.pcap_ISCX.csv", 40, office(1, 9));
  }

  private void write(String name, int windows, IntFunction<String> flow) throws IOException {
    StringBuilder text = new StringBuilder(Flows.HEADER);
    for (int i = 0; i < windows * WINDOW; i++) {
      text.append(flow.apply(i)).append('\n');
    }
    TestData.writeRaw(folder, name, text.toString());
  }

  private static String flow(String from, String to, int port, int packets, int bytes) {
    return String.format(
        "%s,%s,50000,%d,6,%d,%d,%d,%d,%d,1,1,BENIGN",
        from, to, port, 1000 + bytes, packets, packets, bytes / 4, bytes);
  }

  /** Some hosts that look names up and read the same pages. */
  private static IntFunction<String> office(long seed, int hosts) {
    Random random = new Random(seed);
    return i -> {
      int port = List.of(443, 53, 80, 443).get(random.nextInt(4));
      String server = port == 53 ? "10.0.1.3" : "198.51.100." + random.nextInt(13);
      String host = "10.0.0." + random.nextInt(hosts);
      return flow(host, server, port, 4 + random.nextInt(5), 900 + random.nextInt(31));
    };
  }

  /** Machines that call a controller, and each other. */
  private static String plant(int i) {
    return i % 2 == 0
        ? flow("172.20.0." + i % 50, "172.20.9.1", 502, 3, 60)
        : flow("172.20.0." + i % 50, "172.20.0." + i % 7, 44818, 20 + i % 9, 4000);
  }

  private Result run(String... options) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--window-size=" + WINDOW;
    Result result = Cli.runIn(folder, all);
    assertEquals(0, result.exit(), result.err());
    return result;
  }

  private static List<String> blocks(Result result) {
    String text = result.out().substring(0, result.out().indexOf("Summary\n"));
    return Arrays.stream(text.split("\n\n")).map(it -> it.replaceAll("\\s+", " ")).toList();
  }

  @Test
  void anotherNetwork_isTheFirstThingSaid_andMarksItsIncidents() throws IOException {
    write("Tuesday.csv", 12, BaselineFitTest::plant);
    write("Wednesday.csv", 40, withScan(office(4, 9), 3));
    Result result = run();
    List<String> said = blocks(result);
    assertTrue(
        said.get(0)
            .startsWith(
                "Most windows alarm in 1 of 2 files: an attack that lasts, or a baseline that does"
                    + " not fit. If it is no attack, learn one from benign flows of the same"
                    + " network: ./logsentinel --baseline FILE --data-dir "
                    + folder.resolve("Data")
                    + " --models-dir "
                    + folder.resolve("Models")
                    + " Tuesday.csv: 12 of 12 windows"),
        said.get(0));
    List<String> incidents = said.subList(1, said.size());
    assertFalse(incidents.isEmpty());
    for (String incident : incidents) {
      boolean isOfTuesday = incident.contains(" Tuesday.csv, ");
      assertEquals(
          isOfTuesday,
          incident.contains(" caution 12 of 12 windows of this file alarm, "),
          incident);
      assertEquals(isOfTuesday, incident.contains(" %, if the baseline fits; "), incident);
    }
    assertTrue(incidents.stream().anyMatch(it -> it.contains(" Tuesday.csv, ")));
    assertTrue(incidents.stream().anyMatch(it -> it.contains(" Wednesday.csv, window 3")));
    assertTrue(result.out().contains("  baseline fit  fits 1, may not fit 1 of 2 files\n"));
  }

  /** So says the run, too, whose incidents are not shown. */
  @Test
  void anotherNetwork_isTold_beforeTheSummary() throws IOException {
    write("Tuesday.csv", 12, BaselineFitTest::plant);
    assertTrue(run("--quiet").out().startsWith("Most windows alarm in 1 of 1 file: "));
  }

  @Test
  void anAttackThatFillsAFile_isNamedAtOnce() throws IOException {
    write("Tuesday.csv", 12, withScan(office(2, 9), -1));
    String first = blocks(run()).get(0);
    assertTrue(
        first.matches(
            ".* Tuesday.csv: 12 of 12 windows, 12 of them look like Port scan, vertical"
                + " \\([0-9a-f]{12}\\)"),
        first);
  }

  /** The same flows in every window, and ever since. */
  @Test
  void trafficThatNeverChanges_isNoDrift() throws IOException {
    IntFunction<String> same = i -> flow("10.0.0." + i % 8, "10.0.1.3", 443, 5, 900);
    write("Monday-WorkingHours.pcap_ISCX.csv", 40, same);
    write("Tuesday.csv", 40, same);
    Result result = run();
    assertTrue(result.out().startsWith("Summary\n"), result.out());
    assertFalse(result.out().contains("not fit"), result.out());
    assertFalse(result.err().contains("Tuesday"), result.err());
  }

  /** The benign flows, but most of one window's, or of all, are a scan's. */
  private static IntFunction<String> withScan(IntFunction<String> benign, int window) {
    return i -> {
      String usual = benign.apply(i);
      boolean isScan = (window < 0 || i / WINDOW == window) && i % WINDOW < 30;
      return isScan ? flow("203.0.113.7", "10.0.1.80", 2000 + i % WINDOW, 1, 0) : usual;
    };
  }
}
