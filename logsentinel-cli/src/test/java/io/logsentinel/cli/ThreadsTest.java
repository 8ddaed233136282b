package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run writes the same bytes at any number of threads, whatever is smaller, window or block. */
class ThreadsTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";
  private static final int ROWS = 18_000; // some 1.5 MB: six blocks

  @TempDir Path folder;

  /** Rows with numbers whose sums depend on their order, a few of them partial or rejected. */
  private static String flows(long seed, int rows) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(Flows.HEADER.replace("Label", "Timestamp,Label"));
    for (int i = 0; i < rows; i++) {
      boolean isOdd = random.nextInt(20) == 0;
      text.append(
          String.format(
              Locale.ROOT,
              "%s.%d,192.168.1.%d,1024,%d,6,%d,%s,%d,%s,%s,%s,%s,03/07/2017 %02d:%02d,%s%n",
              isOdd ? "fe80:" : "10.0.0",
              random.nextInt(200),
              random.nextInt(20),
              random.nextInt(2000),
              random.nextInt(1_000_000),
              random.nextInt(50),
              random.nextInt(50),
              random.nextDouble() * 1e6,
              random.nextDouble(),
              random.nextInt(30) == 0 ? "NaN" : random.nextDouble() * 1e9,
              random.nextInt(400) == 0 ? "x" : random.nextDouble(),
              8 + i / 60 % 4,
              i % 60,
              random.nextInt(50) == 0 ? "DDoS" : "BENIGN"));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300, 5000})
  void theSameBytes(int windowSize) throws IOException {
    Map<String, String> expected = null;
    for (int threads : new int[] {1, 2, 3, 8}) {
      Path work = folder.resolve("threads" + threads);
      TestData.writeRaw(work, MONDAY, flows(1, ROWS));
      TestData.writeRaw(work, "tuesday.csv", flows(2, ROWS / 2));
      Cli.runIn(work, "--window-size=" + windowSize, "--threads=" + threads, "--quiet");
      Map<String, String> artifacts = TestData.artifacts(work);
      assertTrue(artifacts.size() >= 12, "artifacts: " + artifacts.keySet());
      if (expected != null) {
        assertEquals(expected.keySet(), artifacts.keySet());
        for (String name : expected.keySet()) {
          assertTrue(expected.get(name).equals(artifacts.get(name)), name + ", threads " + threads);
        }
      }
      expected = artifacts;
    }
  }
}
