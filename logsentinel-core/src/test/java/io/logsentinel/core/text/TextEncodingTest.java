package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class TextEncodingTest {
  /** Texts that differ in one place at most. */
  @Property(tries = 2000)
  void knownBytes_areFoundAndNoOthers(
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String known,
      @ForAll @IntRange(max = 39) int place,
      @ForAll @CharRange(from = 'a', to = 'c') char other) {
    StringBuilder text = new StringBuilder(known);
    if (place < known.length()) {
      text.setCharAt(place, other);
    }
    byte[] bytes = ("x" + text + "yz").getBytes(StandardCharsets.US_ASCII);
    byte[] of = known.getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        known.contentEquals(text), TextEncoding.isSame(of, bytes, 1, 1 + text.length()), known);
    assertEquals(false, TextEncoding.isSame(of, bytes, 1, 2 + text.length()), "one byte more");
  }
}
