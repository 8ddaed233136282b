package io.logsentinel.core;

import io.logsentinel.core.input.FlowSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** Flows of a small office, in windows of {@value #WINDOW}. */
final class SmallOffice {
  static final int WINDOW = 100;

  private static final int[] PORTS = {53, 80, 443, 22};

  private SmallOffice() {}

  /** Flows of a small office, every second; a scan of many ports from the given window on. */
  static String flows(long seed, int windows, int attackFrom) {
    Random random = new Random(seed);
    StringBuilder rows =
        new StringBuilder(
            "Source IP,Destination IP,Source Port,Destination Port,Protocol,Timestamp,"
                + "Flow Duration,Total Fwd Packets,Total Backward Packets,"
                + "Total Length of Fwd Packets,Total Length of Bwd Packets,"
                + "Flow Bytes/s,Flow Packets/s,Label\n");
    for (int i = 0; i < windows * WINDOW; i++) {
      boolean scans = i / WINDOW >= attackFrom && i % 2 == 0;
      int packets = scans ? 1 : 4 + random.nextInt(12);
      rows.append(
          String.format(
              Locale.ROOT,
              "%s,10.0.1.%d,50000,%d,6,3/7/2017 %d:%02d:%02d,%d,%d,%d,%d,%d,1,1,%s\n",
              scans ? "10.0.0.99" : "10.0.0." + (1 + random.nextInt(12)),
              scans ? 4 : 1 + random.nextInt(5),
              scans ? 1000 + i : PORTS[random.nextInt(PORTS.length)],
              8 + i / 3600,
              i / 60 % 60,
              i % 60,
              1000 * (1 + random.nextInt(900)),
              packets,
              packets,
              40 * packets,
              scans ? 0 : 300 * packets,
              scans ? "PortScan" : "BENIGN"));
    }
    return rows.toString();
  }

  static FlowSource source(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
