package io.logsentinel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0 | reading  0 MB  0 MB/s",
        "500 | 0 | 2 | reading  500 MB  250 MB/s",
        "0 | 1000 | 5 | reading  0 %  0 of 1000 MB  0 MB/s",
        "100 | 1000 | 0.9 | reading  10 %  100 of 1000 MB  111 MB/s",
        "100 | 1000 | 1 | reading  10 %  100 of 1000 MB  100 MB/s  9 s left",
        "100 | 10000 | 2 | reading  1 %  100 of 10000 MB  50 MB/s  3 min left",
        "1000 | 1000 | 10 | reading  100 %  1000 of 1000 MB  100 MB/s  0 s left",
        "1100 | 1000 | 10 | reading  100 %  1100 of 1000 MB  110 MB/s  0 s left"
      })
  void line(long doneMegabytes, long totalMegabytes, double seconds, String line) {
    assertEquals(
        line,
        ProgressLine.line(
            "reading", doneMegabytes * 1_000_000, totalMegabytes * 1_000_000, seconds));
  }
}
