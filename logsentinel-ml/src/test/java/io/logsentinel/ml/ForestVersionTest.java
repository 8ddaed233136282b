package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files of version 1, written by the code that knew no other. */
class ForestVersionTest {
  private static final double[] USUAL = {1, 60, 0.3};
  private static final double[] FAR = {99, 60, -5};

  private static byte[] file(String name) throws IOException {
    try (InputStream in = ForestVersionTest.class.getResourceAsStream("/golden/version1/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Scores and contributions are those of then. */
  @Test
  void splitsOnOneFeature() throws IOException {
    ForestModel model = TestData.read(file("axis.json"));
    assertEquals(Map.of("made", "by version 1"), model.attributes());
    IsolationForest forest = model.forest();
    assertEquals(-0.40623226494586306, forest.scoreSample(USUAL));
    assertEquals(-0.6566744390879904, forest.scoreSample(FAR));
    assertArrayEquals(
        new double[] {-0.37123727546458046, -0.12344372714261898, -0.3555949819160147},
        forest.explain(USUAL).contributions());
    assertArrayEquals(
        new double[] {1.4082519188201814, 0.0, 0.025357399036366246},
        forest.explain(FAR).contributions());
  }

  @Test
  void hyperplanes() throws IOException {
    IsolationForest forest = TestData.read(file("planes.json")).forest();
    assertEquals(-0.3816601493669365, forest.scoreSample(USUAL));
    assertEquals(-0.8103545144490715, forest.scoreSample(FAR));
    assertArrayEquals(
        new double[] {-0.4657050661795687, -0.22261994720476116, -0.23063264211670287},
        forest.explain(USUAL).contributions());
    assertArrayEquals(
        new double[] {2.2006744984861895, 0.07811919402928481, 0.38285024105752435},
        forest.explain(FAR).contributions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"axis.json", "planes.json"})
  void writtenAsItWas(String name) throws IOException {
    byte[] bytes = file(name);
    assertArrayEquals(bytes, TestData.bytes(TestData.read(bytes)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"axis.json", "planes.json"})
  void damageIsRefused(String name) throws IOException {
    byte[] bytes = file(name);
    for (int at = 0; at < bytes.length; at++) {
      byte[] prefix = Arrays.copyOf(bytes, at);
      assertThrows(ForestFormatException.class, () -> TestData.read(prefix));
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      assertThrows(ForestFormatException.class, () -> TestData.read(damaged));
    }
  }

  /** What version 1 says of a row within all samples, version 2 says too. */
  @Test
  void withinRangeBothVersionsExplainAlike() throws IOException {
    double[][] rows = TestData.rows(200, 3, 1);
    IsolationForest forest = IsolationForest.fit(rows, ForestOptions.ofSeed(1));
    IsolationForest older = TestData.withoutRanges(forest);
    for (double[] row : rows) {
      assertArrayEquals(older.explain(row).contributions(), forest.explain(row).contributions());
    }
    double[] far = {99, 0, 0};
    double gain = forest.explain(far).contribution(0) - older.explain(far).contribution(0);
    assertTrue(gain > 0, "gain " + gain);
  }
}
