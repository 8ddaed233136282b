package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForestFileTest {
  private static final ForestOptions TINY = ForestOptions.ofSeed(3).withTrees(2);

  static ForestModel tiny(int extensionLevel) {
    double[][] rows = {{1, 10}, {2, 20}, {2, 30}, {50, 40}};
    IsolationForest forest =
        IsolationForest.fit(rows, TINY.withExtensionLevel(extensionLevel).withContamination(0.25));
    return new ForestModel(forest, List.of("a", "b"), Map.of("k", "v"));
  }

  @Test
  void digestIsWhatTheDocumentationSays() throws Exception {
    byte[] bytes = TestData.bytes(tiny(0));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(bytes, 0, bytes.length - 67);
    String digits = new String(bytes, bytes.length - 67, 64, StandardCharsets.US_ASCII);
    assertEquals(HexFormat.of().formatHex(sha256.digest()), digits);
  }

  @Test
  void namesAndAttributesComeBackInOrder() throws IOException {
    IsolationForest forest = tiny(0).forest();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("z \"quoted\" \\ \u0000\n\t", "\u00e4\u20ac\ud83d\ude00 \u007f");
    attributes.put("", "lone \ud800");
    attributes.put("a", "");
    ForestModel model = new ForestModel(forest, List.of("\u00fc", ""), attributes);
    byte[] bytes = TestData.bytes(model);
    ForestModel read = TestData.read(bytes);
    assertEquals(model.featureNames(), read.featureNames());
    assertEquals(List.copyOf(attributes.entrySet()), List.copyOf(read.attributes().entrySet()));
    assertArrayEquals(bytes, TestData.bytes(read));
  }

  @Test
  void optionsComeBackExceptThreads() throws IOException {
    double[][] rows = TestData.rows(100, 3, 1);
    ForestOptions options =
        ForestOptions.ofSeed(Long.MIN_VALUE)
            .withTrees(3)
            .withSampleSize(50)
            .withContamination(0.1)
            .withExtensionLevel(2);
    for (ForestOptions each : List.of(options, ForestOptions.ofSeed(Long.MAX_VALUE))) {
      IsolationForest forest = IsolationForest.fit(rows, each.withThreads(7));
      IsolationForest read = TestData.read(TestData.bytes(forest)).forest();
      assertEquals(each, read.options());
      assertEquals(forest.offset(), read.offset());
      assertEquals(forest.sampleSize(), read.sampleSize());
      assertEquals(forest.featureCount(), read.featureCount());
    }
    IsolationForest forest = IsolationForest.fit(rows, options);
    assertEquals(2, forest.withThreads(2).options().threads());
  }

  @Test
  void streamIsLeftOpen() throws IOException {
    byte[] bytes = TestData.bytes(tiny(0));
    ForestFile.read(
        new InputStream() {
          private int next;

          @Override
          public int read() {
            return next < bytes.length ? bytes[next++] : -1;
          }

          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        });
    ForestFile.write(
        tiny(0),
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        });
  }

  @Test
  void namesMustFit() {
    IsolationForest forest = tiny(0).forest();
    String count =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ForestModel(forest, List.of("a"), Map.of()))
            .getMessage();
    assertEquals("featureNames must be 2, one for each feature, but were 1", count);
    String equal =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ForestModel(forest, List.of("a", "a"), Map.of()))
            .getMessage();
    assertEquals("featureNames must all be different, but only 1 of 2 are: [a, a]", equal);
    Map<String, String> missing = new LinkedHashMap<>();
    missing.put("k", null);
    assertThrows(
        NullPointerException.class, () -> new ForestModel(forest, List.of("a", "b"), missing));
  }

  @Test
  void largerThanTheCapIsRefused() {
    InputStream endless =
        new InputStream() {
          private long left = ForestFile.MAX_BYTES + 1L;

          @Override
          public int read() {
            return left-- > 0 ? ' ' : -1;
          }

          @Override
          public int read(byte[] buffer, int from, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count > 0 ? count : -1;
          }
        };
    String message =
        assertThrows(ForestFormatException.class, () -> ForestFile.read(endless, 1000))
            .getMessage();
    assertEquals("the model file must have at most 1000 bytes, but has 1001 or more", message);
    assertTrue(ForestFile.MAX_BYTES >= 1 << 28);
  }
}
