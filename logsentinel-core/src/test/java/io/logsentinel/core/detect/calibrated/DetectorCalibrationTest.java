package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often benign windows alarm that the detector never saw. */
class DetectorCalibrationTest {
  private static double share(double[] pValues, double below) {
    int count = 0;
    for (double p : pValues) {
      count += p < below ? 1 : 0;
    }
    return (double) count / pValues.length;
  }

  /** Measured: 0.471, 0.189, 0.028 and 0.011. */
  @Test
  void pValuesAreSharesOfBenignWindows() {
    double[] pValues = new double[20 * 100];
    for (int seed = 0; seed < 20; seed++) {
      Network network = new Network(seed);
      Detector detector = Detector.learn(network.windows(60));
      for (int i = 0; i < 100; i++) {
        pValues[100 * seed + i] = detector.judge(network.window(List.of())).pValue();
      }
    }
    String measured =
        "below 0.5: "
            + share(pValues, 0.5)
            + ", below 0.2: "
            + share(pValues, 0.2)
            + ", below 0.05: "
            + share(pValues, 0.05)
            + ", below 0.02: "
            + share(pValues, 0.02);
    assertTrue(share(pValues, 0.5) >= 0.38 && share(pValues, 0.5) <= 0.6, measured);
    assertTrue(share(pValues, 0.2) >= 0.12 && share(pValues, 0.2) <= 0.28, measured);
    assertTrue(share(pValues, 0.05) >= 0.015 && share(pValues, 0.05) <= 0.09, measured);
    assertTrue(share(pValues, 0.02) < 0.04, measured);
  }

  /** Where every window has new addresses, new ones say nothing. */
  @Test
  void aNetworkWhereEverythingIsAlwaysNew_alarmsNoMoreOften() {
    Random random = new Random(5);
    List<Profile> windows = new ArrayList<>();
    for (int w = 0; w < 120; w++) {
      List<FlowRecord> flows = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        flows.add(
            Network.flow(
                "2001:db8::" + w + ":" + random.nextInt(60),
                "host" + w + "-" + random.nextInt(30),
                1024 + random.nextInt(60_000),
                1000 + random.nextInt(100_000),
                2 + 2 * random.nextInt(5),
                100 * random.nextInt(50)));
      }
      windows.add(Network.profile(w, flows));
    }
    Detector detector = Detector.learn(windows.subList(0, 60));
    long alarms =
        windows.subList(60, 120).stream().filter(w -> detector.judge(w).pValue() < 0.02).count();
    assertTrue(alarms <= 3, alarms + " of 60");
  }
}
