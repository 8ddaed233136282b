package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static FlowRecord flow(String destination, double port, double bytes) {
    return new FlowRecord("10.0.0.1", destination, 1, port, 6, 7, 2, 3, bytes, 0, 6, 7, "BENIGN");
  }

  /** Stored baselines were sampled by it. */
  @Test
  void theFingerprint_neverChanges() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, flow("fe80::1", 53, 40.5), 1_499_072_158_000L);
    ProfileFlows.add(accumulator, flow("h\"\\\n\u00e9,", 70000.5, 0), 1_499_072_158_250L);
    assertEquals(1526303882, accumulator.profile(3).fingerprint("c\"i"));
  }

  @Test
  void theFingerprintWithoutTimes_neverChangesEither() {
    ProfileAccumulator accumulator = new ProfileAccumulator();
    ProfileFlows.add(accumulator, flow("10.0.0.2", 80, 1e15), FlowBatch.NO_TIME);
    assertEquals(-683953189, accumulator.profile(0).fingerprint("cic"));
  }
}
