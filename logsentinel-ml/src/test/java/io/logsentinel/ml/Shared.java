package io.logsentinel.ml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Data that is too large for the repository; tests on it are skipped where it is not there. */
final class Shared {
  private Shared() {}

  static Path file(String name) {
    String named = System.getProperty("logsentinel.shared", "");
    boolean unnamed = named.isBlank() || named.startsWith("$");
    Path folder = Path.of(unnamed ? "../../shared" : named);
    Path file = folder.resolve(name);
    Assumptions.assumeTrue(Files.isReadable(file), () -> "skipped: there is no " + file);
    return file;
  }

  /** A data set without header whose last column is the label. */
  static LabelledData adbench(String name) throws IOException {
    Path file = file("adbench/" + name + ".csv.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      double[][] table =
          lines
              .lines()
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      int features = table[0].length - 1;
      double[][] rows =
          Arrays.stream(table).map(row -> Arrays.copyOf(row, features)).toArray(double[][]::new);
      boolean[] anomalous = new boolean[table.length];
      for (int i = 0; i < table.length; i++) {
        anomalous[i] = table[i][features] == 1;
      }
      return new LabelledData(rows, anomalous);
    }
  }

  record LabelledData(double[][] rows, boolean[] anomalous) {}
}
