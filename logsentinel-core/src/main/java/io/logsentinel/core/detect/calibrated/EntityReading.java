package io.logsentinel.core.detect.calibrated;

import java.util.List;

/**
 * Reading of an address of a window.
 *
 * @param address as the flows have it, any text
 * @param pValue the smallest of its evidence, 1e-12 (or less) to 1. It is that of one channel: of
 *     the hundreds there are, some are small in any window
 * @param evidence what is beyond the typical of it, whether or not another entity of the channel is
 *     more so; the strongest, with the smallest p-value, first. Its contributions are 0
 */
public record EntityReading(String address, double pValue, List<Evidence> evidence) {

  public EntityReading {
    evidence = List.copyOf(evidence);
  }
}
