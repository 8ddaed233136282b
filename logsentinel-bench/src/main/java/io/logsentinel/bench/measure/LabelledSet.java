package io.logsentinel.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<double[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        double[] row = new double[fields.length - 1];
        for (int i = 0; i < row.length; i++) {
          row[i] = Double.parseDouble(fields[i]);
        }
        rows.add(row);
        labels.add(Double.parseDouble(fields[row.length]) != 0);
      }
    }
    boolean[] anomalous = new boolean[labels.size()];
    for (int i = 0; i < anomalous.length; i++) {
      anomalous[i] = labels.get(i);
    }
    String name = file.getFileName().toString();
    return new LabelledSet(
        name.substring(0, name.length() - ENDING.length()),
        rows.toArray(double[][]::new),
        anomalous);
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
