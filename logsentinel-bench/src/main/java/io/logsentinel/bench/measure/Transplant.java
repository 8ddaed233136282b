package io.logsentinel.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real attack to be put into windows of another network: its inside party takes the address of
 * one of that network's hosts.
 *
 * @param name of the attack
 * @param label of its flows
 * @param rows flows, in the order of time
 * @param inside column of the address that is the network's own: an attacker's, or a victim's
 */
record Transplant(String name, String label, List<String> rows, int inside) {
  private static final int LABEL = 12;
  private static final int PORT = 3;
  private static final int SOURCES = 250;

  /** The packed file of an attack; scanners and bots are inside, who guesses passwords is not. */
  static Transplant read(Path file) throws IOException {
    List<String> rows = NetworkCapture.rows(file);
    String name = file.getFileName().toString().replace(".csv.gz", "");
    int inside =
        name.matches("(brute|PortScan|DoS|FTP).*")
            ? NetworkCapture.DESTINATION
            : NetworkCapture.SOURCE;
    return new Transplant(
        name, rows.get(1).split(",")[LABEL], rows.subList(1, rows.size()), inside);
  }

  /** The same attack on another port: a flood of what is no web service. */
  Transplant atPort(String port) {
    return with(" at port " + port, (row, i) -> row[PORT] = port);
  }

  /** The same attack from as many sources as it has flows, of 250. */
  Transplant ofManySources() {
    return with(" of many sources", (row, i) -> row[1 - inside] = "198.51.100." + i % SOURCES);
  }

  private Transplant with(String what, ObjIntConsumer<String[]> change) {
    List<String> changed = new ArrayList<>();
    for (String text : rows) {
      String[] row = text.split(",");
      change.accept(row, changed.size());
      changed.add(String.join(",", row));
    }
    return new Transplant(name + what, label, changed, inside);
  }

  /**
   * A window in which flows of the attack stand where others stood, at their times.
   *
   * @param window rows of the network
   * @param from the first of the attack's flows; they begin anew after the last
   * @param count how many
   * @param burst whether they follow each other
   * @param host who is the inside party
   */
  List<String> into(
      List<String> window, int from, int count, boolean burst, String host, Random random) {
    List<Integer> places;
    if (burst) {
      int first = random.nextInt(window.size() - count + 1);
      places = IntStream.range(first, first + count).boxed().toList();
    } else {
      List<Integer> all =
          IntStream.range(0, window.size())
              .boxed()
              .collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(all, random);
      places = all.subList(0, count).stream().sorted().toList();
    }
    List<String> mixed = new ArrayList<>(window);
    for (int i = 0; i < count; i++) {
      String[] flow = rows.get((from + i) % rows.size()).split(",");
      String[] replaced = window.get(places.get(i)).split(",");
      String[] row = Arrays.copyOf(flow, replaced.length);
      row[inside] = host;
      if (row.length > LABEL + 1) {
        row[LABEL + 1] = replaced[LABEL + 1];
      }
      mixed.set(places.get(i), String.join(",", row));
    }
    return mixed;
  }

  /** The addresses of flows {@code from} to {@code from + count}: who attacked whom. */
  List<String> addresses(int from, int count, String host) {
    List<String> addresses = new ArrayList<>(List.of(host));
    for (int i = 0; i < count; i++) {
      addresses.add(rows.get((from + i) % rows.size()).split(",")[1 - inside]);
    }
    return addresses;
  }
}
