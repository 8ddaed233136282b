package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet of the README. */
class ForestDemoTest {
  @Test
  void demo(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.json");
    Random random = new Random(1);
    double[][] rows = new double[2000][];
    Arrays.setAll(rows, r -> new double[] {random.nextGaussian(), random.nextGaussian()});
    rows[1234] = new double[] {0.5, 7.0};

    // README: begin
    ForestOptions options = ForestOptions.ofSeed(42).withContamination(0.01);
    IsolationForest forest = IsolationForest.fit(rows, options);

    double[] suspect = rows[1234];
    double score = forest.scoreSample(suspect); // in [-1, 0), lower is more anomalous
    int verdict = forest.predict(suspect); // -1: an anomaly

    Explanation why = forest.explain(suspect);
    int culprit = why.ranking()[0]; // feature 1 ...
    Explanation.Direction side = why.direction(culprit); // ... is unusually HIGH

    List<String> names = List.of("width", "height");
    try (OutputStream out = Files.newOutputStream(file)) {
      ForestFile.write(new ForestModel(forest, names, Map.of("trained", "today")), out);
    }
    try (InputStream in = Files.newInputStream(file)) {
      forest = ForestFile.read(in).forest(); // the same scores, to the last bit
    }
    // README: end

    assertEquals(-1, verdict);
    assertEquals("height", names.get(culprit));
    assertEquals(Explanation.Direction.HIGH, side);
    assertEquals(score, forest.scoreSample(suspect));
    assertArrayEquals(new int[] {-1}, forest.predict(new double[][] {suspect}));
  }

  @Test
  void readmeShowsIt() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/logsentinel/ml/ForestDemoTest.java"));
    String snippet = source.split("    // README: (begin|end)\n")[1].stripTrailing().stripIndent();
    assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + snippet + "\n```"));
  }
}
