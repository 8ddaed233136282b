package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Words that were meant. */
class NearestWordTest {
  private static final List<String> KNOWN = List.of("window-size", "threads", "seed", "step");

  @Test
  void aSlip_isForgiven() {
    assertEquals(Optional.of("window-size"), NearestWord.of("windowsize", KNOWN));
    assertEquals(Optional.of("threads"), NearestWord.of("Thread", KNOWN));
    assertEquals(Optional.of("seed"), NearestWord.of("sed", KNOWN));
    assertEquals(Optional.of("step"), NearestWord.of("stop", KNOWN));
    assertEquals(Optional.of("seed"), NearestWord.of("sede", KNOWN));
  }

  @Test
  void ofEquals_itIsTheFirst() {
    assertEquals(Optional.of("tcp"), NearestWord.of("tdp", List.of("tcp", "udp")));
    assertEquals(Optional.of("udp"), NearestWord.of("tdp", List.of("udp", "tcp")));
  }

  @Test
  void anotherWord_isNot() {
    assertEquals(Optional.empty(), NearestWord.of("colour", KNOWN));
    assertEquals(Optional.empty(), NearestWord.of("", KNOWN));
    assertEquals(Optional.empty(), NearestWord.of("seed", List.of()));
  }
}
