package io.logsentinel.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Words that were meant. */
class SpellingTest {
  private static final List<String> KNOWN = List.of("window-size", "threads", "seed", "step");

  @Test
  void aSlip_isForgiven() {
    assertEquals(Optional.of("window-size"), Spelling.nearest("windowsize", KNOWN));
    assertEquals(Optional.of("threads"), Spelling.nearest("Thread", KNOWN));
    assertEquals(Optional.of("seed"), Spelling.nearest("sed", KNOWN));
    assertEquals(Optional.of("step"), Spelling.nearest("stop", KNOWN));
  }

  @Test
  void anotherWord_isNot() {
    assertEquals(Optional.empty(), Spelling.nearest("colour", KNOWN));
    assertEquals(Optional.empty(), Spelling.nearest("", KNOWN));
    assertEquals(Optional.empty(), Spelling.nearest("seed", List.of()));
  }
}
