package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Damaged files of forests. It takes seconds, and stands apart from the quick ones. */
class ForestDamageTest {
  /** Every prefix, and every byte replaced by every other. */
  @Test
  void noDamageGoesUnnoticed() throws IOException {
    for (int level = 0; level < 2; level++) {
      byte[] bytes = TestData.bytes(ForestFileTest.tiny(level));
      TestData.read(bytes);
      for (int length = 0; length < bytes.length; length++) {
        byte[] prefix = Arrays.copyOf(bytes, length);
        assertThrows(ForestFormatException.class, () -> TestData.read(prefix));
      }
      IntStream.range(0, bytes.length).parallel().forEach(at -> assertRefusedChangedAt(at, bytes));
    }
  }

  private static void assertRefusedChangedAt(int at, byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int change = 1; change < 256; change++) {
      damaged[at] = (byte) (bytes[at] ^ change);
      assertRefused(damaged);
    }
  }

  private static void assertRefused(byte[] bytes) {
    try {
      TestData.read(bytes);
    } catch (ForestFormatException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("read: " + new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
