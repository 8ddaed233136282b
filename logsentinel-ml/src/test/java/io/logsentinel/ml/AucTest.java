package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds anomalies as well as scikit-learn does. */
class AucTest {
  private static final int SEEDS = 5;

  @ParameterizedTest
  @ValueSource(strings = {"6_cardio", "22_magic.gamma", "2_annthyroid", "38_thyroid"})
  void asGoodAsScikitLearn(String name) throws IOException {
    List<String> reference = Files.readAllLines(Shared.file("adbench/reference.csv"));
    String[] cells =
        reference.stream().filter(l -> l.startsWith(name + ",")).findFirst().get().split(",");
    double expected = Double.parseDouble(cells[5]);
    double deviation = Double.parseDouble(cells[6]);
    Shared.LabelledData data = Shared.adbench(name);
    double auc =
        IntStream.range(0, SEEDS)
            .mapToObj(seed -> IsolationForest.fit(data.rows(), ForestOptions.ofSeed(seed)))
            .mapToDouble(forest -> auc(forest.scoreSamples(data.rows()), data.anomalous()))
            .average()
            .getAsDouble();
    assertEquals(expected, auc, Math.max(0.02, 3 * deviation));
  }

  /** The probability that an anomaly scores below a usual row, ties counting half. */
  static double auc(double[] scores, boolean[] anomalous) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double usualBelow = 0;
    double wrong = 0;
    double anomalies = 0;
    int next = 0;
    while (next < order.length) {
      double score = scores[order[next]];
      double tiedAnomalies = 0;
      double tiedUsual = 0;
      while (next < order.length && scores[order[next]] == score) {
        if (anomalous[order[next++]]) {
          tiedAnomalies++;
        } else {
          tiedUsual++;
        }
      }
      wrong += tiedAnomalies * (usualBelow + tiedUsual / 2);
      anomalies += tiedAnomalies;
      usualBelow += tiedUsual;
    }
    return 1 - wrong / (anomalies * usualBelow);
  }

  @Test
  void aucOfKnownOrders() {
    boolean[] anomalous = {true, false, true, false};
    assertEquals(1, auc(new double[] {-0.9, -0.4, -0.8, -0.3}, anomalous));
    assertEquals(0, auc(new double[] {-0.1, -0.4, -0.2, -0.3}, anomalous));
    assertEquals(0.5, auc(new double[] {1, 1, 1, 1}, anomalous));
    assertEquals(0.75, auc(new double[] {1, 2, 3, 4}, anomalous));
  }
}
