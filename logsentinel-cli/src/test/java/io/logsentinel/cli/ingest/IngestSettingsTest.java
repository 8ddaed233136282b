package io.logsentinel.cli.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {
  private static final long HEAP = 256L << 20;

  private static Optional<String> oddWindows(int size) {
    return new IngestSettings(FlowFormats.AUTO, size, Optional.empty(), HourClock.AUTO, true)
        .oddWindows(HEAP);
  }

  @Test
  void windowsThatMayNotFitIntoMemory_areTold() {
    assertEquals(Optional.empty(), oddWindows(1_000_000));
    assertEquals(
        "--window-size 2500000: where most addresses differ, such windows take up to 476 MiB of"
            + " memory, and there are 256 MiB; take smaller windows, or"
            + " LOGSENTINEL_JAVA_OPTS=-Xmx953m",
        oddWindows(2_500_000).get());
  }

  @Test
  void windowsOfNextToNothing_areTold() {
    assertEquals(Optional.empty(), oddWindows(5));
    assertTrue(oddWindows(1).get().startsWith("--window-size 1: a window costs as much as some"));
  }
}
