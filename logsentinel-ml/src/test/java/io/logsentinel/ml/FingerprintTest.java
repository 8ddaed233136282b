package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Model bytes and scores of fixed seeds: whatever changes a forest, changes these. They hold on
 * every JDK.
 */
class FingerprintTest {
  @ParameterizedTest
  @CsvSource({
    "0, 4c5ba803bc1fc1a1b85e0025774ade7d, 93024c3e0b265d7e29f06a20ec2976b5",
    "2, 7d626940912df0e0c7c9358f77214695, ba5ff483d625554623dd3a62fb910cd3"
  })
  void sameBytesAndScoresEverywhere(int extensionLevel, String version1, String version2) {
    SplitMix random = new SplitMix(20081215);
    double[][] rows = new double[500][4];
    for (double[] row : rows) {
      for (int f = 0; f < row.length; f++) {
        row[f] = random.nextGaussian() * StrictMath.pow(1000, f - 1);
      }
    }
    ForestOptions options =
        ForestOptions.ofSeed(42).withContamination(0.03).withExtensionLevel(extensionLevel);
    IsolationForest forest = IsolationForest.fit(rows, options);
    assertEquals(version1, fingerprint(TestData.withoutRanges(forest), rows));
    assertEquals(version2, fingerprint(forest, rows));
  }

  private static String fingerprint(IsolationForest forest, double[][] rows) {
    byte[] model = TestData.bytes(forest);
    ByteBuffer all = ByteBuffer.allocate(model.length + rows.length * Double.BYTES).put(model);
    for (double score : forest.scoreSamples(rows)) {
      all.putDouble(score);
    }
    return ForestFormat.digest(all.array(), all.capacity()).substring(0, 32);
  }
}
