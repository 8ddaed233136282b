package io.logsentinel.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Labelled data for anomaly detectors: a {@code .csv.gz} without header, features, then the label.
 *
 * @param name the file's name without its ending
 * @param rows {@code [row][feature]}
 * @param anomalous by row
 */
public record LabelledSet(String name, double[][] rows, boolean[] anomalous) {
  private static final String ENDING = ".csv.gz";

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  public static LabelledSet read(Path file) throws IOException {
    double[][] rows;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      rows = lines.lines().map(LabelledSet::numbers).toArray(double[][]::new);
    }
    boolean[] anomalous = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int features = rows[i].length - 1;
      anomalous[i] = rows[i][features] != 0;
      rows[i] = Arrays.copyOf(rows[i], features);
    }
    String name = file.getFileName().toString();
    return new LabelledSet(name.substring(0, name.length() - ENDING.length()), rows, anomalous);
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  public int features() {
    return rows[0].length;
  }

  /** At most that many rows, evenly spread over the set. */
  public LabelledSet spread(int most) {
    int count = Math.min(most, rows.length);
    double[][] some = new double[count][];
    boolean[] labels = new boolean[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * rows.length / count);
      some[i] = rows[from];
      labels[i] = anomalous[from];
    }
    return new LabelledSet(name, some, labels);
  }

  /**
   * The area under the ROC curve: the probability that an anomaly scores below a usual row, ties
   * counting half (Mann and Whitney 1947).
   */
  public double auc(double[] scores) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    double anomalies = 0;
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      int tiedAnomalies = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tiedAnomalies += anomalous[order[to++]] ? 1 : 0;
      }
      ranks += tiedAnomalies * (from + 1 + to) / 2.0;
      anomalies += tiedAnomalies;
    }
    double usual = order.length - anomalies;
    return 1 - (ranks - anomalies * (anomalies + 1) / 2) / (anomalies * usual);
  }
}
