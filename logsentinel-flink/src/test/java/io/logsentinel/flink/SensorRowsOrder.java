package io.logsentinel.flink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.api.java.tuple.Tuple2;

/** Rows of several sensors as they might come: mixed, the order of each kept. */
final class SensorRowsOrder {
  private SensorRowsOrder() {}

  static List<Tuple2<String, byte[]>> mixed(Map<String, List<String>> sensors) {
    Random random = new Random(5);
    Map<String, Integer> next = new HashMap<>();
    List<String> names = new ArrayList<>(new TreeSet<>(sensors.keySet()));
    List<Tuple2<String, byte[]>> all = new ArrayList<>();
    while (!names.isEmpty()) {
      String name = names.get(random.nextInt(names.size()));
      for (int burst = random.nextInt(40); burst >= 0 && names.contains(name); burst--) {
        int at = next.merge(name, 1, Integer::sum) - 1;
        String row = sensors.get(name).get(at);
        all.add(Tuple2.of(name, row.getBytes(StandardCharsets.UTF_8)));
        if (at + 1 == sensors.get(name).size()) {
          names.remove(name);
        }
      }
    }
    return all;
  }
}
