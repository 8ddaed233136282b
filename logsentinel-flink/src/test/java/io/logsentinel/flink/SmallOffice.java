package io.logsentinel.flink;

import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;

/** Flows of a small office, a baseline of them, and what one machine finds in them. */
final class SmallOffice {
  static final int WINDOW = 100;

  static final String HEADER =
      "Source IP,Destination IP,Source Port,Destination Port,Protocol,Timestamp,"
          + "Flow Duration,Total Fwd Packets,Total Backward Packets,"
          + "Total Length of Fwd Packets,Total Length of Bwd Packets,"
          + "Flow Bytes/s,Flow Packets/s,Label";

  private static final int[] PORTS = {53, 80, 443, 22};

  private SmallOffice() {}

  /** Rows without a header, some of which are partial; a scan of many ports in some windows. */
  static List<String> rows(long seed, int rows, int attackFrom, int attackTo) {
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean scans = i / WINDOW >= attackFrom && i / WINDOW < attackTo && i % 2 == 0;
      int packets = scans ? 1 : 4 + random.nextInt(12);
      all.add(
          String.format(
              Locale.ROOT,
              "%s,10.0.1.%d,50000,%d,6,3/7/2017 %d:%02d:%02d,%d,%d,%d,%d,%d,%s,1,%s",
              scans ? "10.0.0.99" : "10.0.0." + (1 + random.nextInt(12)),
              scans ? 4 : 1 + random.nextInt(5),
              scans ? 1000 + i : PORTS[random.nextInt(PORTS.length)],
              8 + i / 3600 % 12,
              i / 60 % 60,
              i % 60,
              1000 * (1 + random.nextInt(900)),
              packets,
              packets,
              40 * packets,
              scans ? 0 : 300 * packets,
              random.nextInt(90) == 0 ? "" : "1",
              scans ? "PortScan" : "BENIGN"));
    }
    return all;
  }

  static String file(List<String> rows) {
    return HEADER + "\n" + String.join("\n", rows) + "\n";
  }

  /** The bytes of a baseline of another office for each seed. */
  static byte[] baseline(long seed, int windowSize) throws IOException {
    byte[] flows = file(rows(seed, 70 * windowSize, 1, 1)).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Sentinel.learn(
            "monday",
            () -> new ByteArrayInputStream(flows),
            SentinelOptions.defaults().withWindowSize(windowSize))
        .save(bytes);
    return bytes.toByteArray();
  }

  /** What one machine finds in a file: the lines of a session that takes it batch by batch. */
  static List<String> single(byte[] baseline, SentinelOptions options, String source, byte[] file)
      throws IOException {
    return single(baseline, options, source, () -> new ByteArrayInputStream(file));
  }

  static List<String> single(
      byte[] baseline, SentinelOptions options, String source, FlowSource file) throws IOException {
    Sentinel sentinel = Sentinel.load(new ByteArrayInputStream(baseline), options);
    FindingLines lines = new FindingLines(source, 0, 0);
    var session = sentinel.session(source, lines);
    RowCounts counts =
        FlowReader.readWhole(
            file, FlowFormats.AUTO, options.clock(), (batch, none) -> session.add(batch));
    assert counts.read() > 0;
    var summary = session.end();
    lines.end(summary, summary.leftOver());
    return lines.take();
  }

  /** Lines by kind, in their order, without their numbers: kinds may run ahead of one another. */
  static TreeMap<String, List<String>> byKind(List<String> lines) {
    TreeMap<String, List<String>> kinds = new TreeMap<>();
    for (String line : lines) {
      String kind = line.replaceFirst(".*?\"kind\":\"([a-z]+)\".*", "$1");
      String text = line.replaceFirst("\"line\":\\d+,", "");
      kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(text);
    }
    return kinds;
  }
}
