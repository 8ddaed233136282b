package io.logsentinel.bench.peers;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The plain way to do it, against which the scanner is measured: a CSV library's loop over each
 * file, sets of strings, two threads.
 *
 * <p>{@code java -cp benchmarks.jar io.logsentinel.bench.peers.UnivocityLoop RAW_FOLDER WINDOW_SIZE
 * WINDOWS_FILE}
 */
public final class UnivocityLoop {
  private static final int THREADS = 2;
  private static final FlowField[] FIELDS = FlowField.values();

  private final int windowSize;
  private final StringBuilder lines = new StringBuilder();
  private final Set<String> sources = new HashSet<>();
  private final Set<String> destinations = new HashSet<>();
  private final Set<Double> ports = new HashSet<>();
  private final double[] sums = new double[FIELDS.length];
  private int attacks;
  private int flows;
  private int id;

  private UnivocityLoop(int windowSize) {
    this.windowSize = windowSize;
  }

  /** Arguments: the folder, flows per window, the file for the windows. */
  public static void main(String[] args) throws Exception {
    int windowSize = Integer.parseInt(args[1]);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<String>> windows = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".csv")).sorted().toList()) {
        windows.add(threads.submit(() -> new UnivocityLoop(windowSize).read(file)));
      }
    }
    StringBuilder all = new StringBuilder();
    for (Future<String> one : windows) {
      all.append(one.get());
    }
    threads.shutdown();
    Files.writeString(Path.of(args[2]), all);
  }

  private String read(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setReadInputOnSeparateThread(false);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxColumns(200);
    CsvParser parser = new CsvParser(settings);
    try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      parser.beginParsing(reader);
      List<String> header = Arrays.stream(parser.parseNext()).map(String::strip).toList();
      int[] places = new int[FIELDS.length];
      for (FlowField field : FIELDS) {
        places[field.ordinal()] = header.indexOf(field.column());
      }
      String name = file.getFileName().toString();
      for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
        if (row.length == header.size()) {
          take(name, row, places);
        }
      }
    }
    return lines.toString();
  }

  private void take(String name, String[] row, int[] places) {
    double[] values = new double[FIELDS.length];
    for (FlowField field : FIELDS) {
      String text = row[places[field.ordinal()]];
      if (text == null) {
        return;
      }
      if (!field.isText()) {
        double value = NumberText.parse(text);
        if (Double.isNaN(value)) {
          return;
        }
        values[field.ordinal()] = Double.isInfinite(value) ? 0 : value;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
    sources.add(row[places[FlowField.SOURCE_IP.ordinal()]]);
    destinations.add(row[places[FlowField.DESTINATION_IP.ordinal()]]);
    ports.add(values[FlowField.DESTINATION_PORT.ordinal()]);
    String label = row[places[FlowField.LABEL.ordinal()]];
    attacks += label.toUpperCase(Locale.ROOT).contains("BENIGN") ? 0 : 1;
    if (++flows == windowSize) {
      endWindow(name);
    }
  }

  private void endWindow(String name) {
    lines.append(name).append(',').append(id++);
    for (double value :
        new double[] {
          sum(FlowField.FORWARD_BYTES) + sum(FlowField.BACKWARD_BYTES),
          sum(FlowField.FORWARD_PACKETS) + sum(FlowField.BACKWARD_PACKETS),
          sources.size(),
          destinations.size(),
          ports.size(),
          sum(FlowField.BYTES_PER_SECOND) / flows,
          sum(FlowField.PACKETS_PER_SECOND) / flows,
          (double) attacks / flows
        }) {
      lines.append(',').append(value);
    }
    lines.append('\n');
    Arrays.fill(sums, 0);
    sources.clear();
    destinations.clear();
    ports.clear();
    attacks = 0;
    flows = 0;
  }

  private double sum(FlowField field) {
    return sums[field.ordinal()];
  }
}
