package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.text.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Lines of bounded length. */
class ArtifactLinesTest {
  private static ArtifactLines lines(String text, int longest) {
    return new ArtifactLines(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
  }

  @Property
  void areThoseOfTheText(@ForAll("texts") String text) throws IOException {
    List<String> read = new ArrayList<>();
    try (ArtifactLines lines = lines(text, 100_000)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        read.add(line);
      }
    }
    assertEquals(text.lines().toList(), read);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("", "a", "é\r", "\uD83D\uDE00", "x".repeat(8_191), "y".repeat(20_000))
        .list()
        .ofMaxSize(6)
        .map(lines -> String.join("\n", lines));
  }

  @Test
  void aLineThatIsTooLong_isRefused() throws IOException {
    ArtifactLines lines = lines("ab\nabc\nabcd\n", 3);
    assertEquals("ab", lines.next());
    assertEquals("abc", lines.next());
    ArtifactException refused = assertThrows(ArtifactException.class, lines::next);
    assertEquals("line 3: is longer than 3 characters", refused.getMessage());
    assertThrows(ArtifactException.class, lines("z".repeat(1 << 20), 1 << 16)::next);
  }

  @Test
  void otherEncodings_areRefused() throws IOException {
    ArtifactLines lines = new ArtifactLines(new ByteArrayInputStream(new byte[] {(byte) 0xFF}), 9);
    assertThrows(ArtifactException.class, lines::next);
    assertNull(lines("", 9).next());
  }
}
