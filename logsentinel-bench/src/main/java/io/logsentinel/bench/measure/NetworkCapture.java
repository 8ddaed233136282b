package io.logsentinel.bench.measure;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A capture of a network in the order of time, in two parts: what is learned from, and what is
 * monitored after it. Rows are lines of text, as attacks are put between them.
 *
 * @param name of the capture
 * @param header the line above the rows
 * @param baseline rows to learn from
 * @param monitored rows after them
 */
record NetworkCapture(String name, String header, List<String> baseline, List<String> monitored) {
  /** Share of a file that is learned from, where there is no other day. */
  static final double BASELINE_SHARE = 0.55;

  static final int SOURCE = 0;
  static final int DESTINATION = 1;

  /** Addresses that no capture has: where what is moved goes to, and those of renumbered hosts. */
  private static final String NEW_SERVER = "10.254.254.254";

  private static final String NEW_NET = "10.254.253.";

  private static final Set<String> WEB = Set.of("80", "443");
  private static final String PROXY_PORT = "3128";

  private static final int PORT = 3;
  private static final int LABEL = 12;

  /** Attacks on a testbed; what the Internet sends to a host all day is its usual traffic. */
  private static final String ATTACK = "Attack";

  /** The captures of a folder: a second day after the first, all others cut in two. */
  static List<NetworkCapture> all(Path folder) throws IOException {
    List<NetworkCapture> captures = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("-day2.csv.gz")) {
          Path first = file.resolveSibling(name.replace("-day2", "-day1"));
          captures.add(days(name.replace(".csv.gz", ""), first, file));
        } else if (name.endsWith(".csv.gz")) {
          captures.add(cut(name.replace(".csv.gz", ""), file, BASELINE_SHARE));
        }
      }
    }
    return captures;
  }

  /** A file cut in two. */
  static NetworkCapture cut(String name, Path file, double baselineShare) throws IOException {
    List<String> lines = rows(file);
    List<String> rows = lines.subList(1, lines.size());
    int cut = (int) (baselineShare * rows.size());
    return new NetworkCapture(
        name, lines.get(0), benign(rows.subList(0, cut)), benign(rows.subList(cut, rows.size())));
  }

  /** A day, and another after it. */
  static NetworkCapture days(String name, Path first, Path second) throws IOException {
    List<String> lines = rows(first);
    List<String> others = rows(second);
    return new NetworkCapture(
        name,
        lines.get(0),
        benign(lines.subList(1, lines.size())),
        benign(others.subList(1, others.size())));
  }

  /** The lines of a packed file, the header first. */
  static List<String> rows(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static List<String> benign(List<String> rows) {
    return rows.stream().filter(row -> !row.split(",")[LABEL].equals(ATTACK)).toList();
  }

  /** Whether an address is one that no capture has. */
  static boolean isNew(String address) {
    return address.equals(NEW_SERVER) || address.startsWith(NEW_NET);
  }

  /** The source of most rows that are learned from: a host of one's own. */
  String busiestHost() {
    return most(row -> row.split(",")[SOURCE]);
  }

  /** The destination and port of most rows that are learned from, with a comma between. */
  String busiestService() {
    return most(NetworkCapture::service);
  }

  private static String service(String row) {
    String[] cells = row.split(",");
    return cells[DESTINATION] + "," + cells[PORT];
  }

  /** A row, with another destination where it is of a service. */
  static String moved(String row, String service) {
    if (!service(row).equals(service)) {
      return row;
    }
    String[] cells = row.split(",", -1);
    cells[DESTINATION] = NEW_SERVER;
    return String.join(",", cells);
  }

  /** A row with other addresses of hosts, each its own. */
  static String renumbered(String row, List<String> hosts) {
    String[] cells = row.split(",", -1);
    for (int side : new int[] {SOURCE, DESTINATION}) {
      int host = hosts.indexOf(cells[side]);
      cells[side] = host < 0 ? cells[side] : NEW_NET + (1 + host);
    }
    return String.join(",", cells);
  }

  /** A row that goes to a proxy where it is one of hosts to the web of others. */
  static String proxied(String row, List<String> hosts) {
    String[] cells = row.split(",", -1);
    if (WEB.contains(cells[PORT])
        && hosts.contains(cells[SOURCE])
        && !hosts.contains(cells[DESTINATION])) {
      cells[DESTINATION] = NEW_SERVER;
      cells[PORT] = PROXY_PORT;
    }
    return String.join(",", cells);
  }

  /** The sources of most rows that are learned from, each of one in a hundred at the least. */
  List<String> hosts() {
    Map<String, Integer> rows = new TreeMap<>();
    baseline.forEach(row -> rows.merge(row.split(",")[SOURCE], 1, Integer::sum));
    return rows.entrySet().stream()
        .filter(entry -> 100 * entry.getValue() >= baseline.size())
        .map(Map.Entry::getKey)
        .toList();
  }

  private String most(UnaryOperator<String> of) {
    Map<String, Integer> rows = new HashMap<>();
    baseline.forEach(row -> rows.merge(of.apply(row), 1, Integer::sum));
    return rows.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** Whole windows of rows, in their order. */
  static List<List<String>> windows(List<String> rows, int size) {
    List<List<String>> windows = new ArrayList<>();
    for (int from = 0; from + size <= rows.size(); from += size) {
      windows.add(rows.subList(from, from + size));
    }
    return windows;
  }

  /** The profiles of windows, each of that many rows. */
  List<LabelledProfile> profiles(List<List<String>> windows, int size) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    windows.forEach(window -> window.forEach(row -> text.append(row).append('\n')));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    List<LabelledProfile> profiles =
        LabelledProfile.read(
            () -> new ByteArrayInputStream(bytes), size, (long) size * windows.size());
    if (profiles.size() != windows.size()) {
      throw new IllegalStateException(profiles.size() + " windows of " + windows.size());
    }
    return profiles;
  }
}
