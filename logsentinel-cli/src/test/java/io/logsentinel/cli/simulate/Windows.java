package io.logsentinel.cli.simulate;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a day into windows as it is written and measures them, written apart from the pipeline's own
 * code: rows with NaN are left out, infinities count as 0.
 */
final class Windows extends OutputStream {

  /** One window; rates are means over its flows. */
  record Measured(
      double totalBytes,
      double totalPackets,
      double sources,
      double destinations,
      double destinationPorts,
      double bytesPerSecond,
      double packetsPerSecond,
      double packetsPerFlow,
      double attackShare) {}

  private static final int FIELDS = 22;

  private final int size;
  private final List<Measured> measured = new ArrayList<>();
  private final byte[] line = new byte[8_192];
  private int length;
  private long lines;

  private final Set<String> sources = new HashSet<>();
  private final Set<String> destinations = new HashSet<>();
  private final Set<String> ports = new HashSet<>();
  private int flows;
  private int attacks;
  private double bytes;
  private double packets;
  private double bytesPerSecond;
  private double packetsPerSecond;

  Windows(int size) {
    this.size = size;
  }

  List<Measured> measured() {
    return List.copyOf(measured);
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      endLine();
      length = 0;
    } else {
      line[length++] = (byte) b;
    }
  }

  @Override
  public void write(byte[] data, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      write(data[i]);
    }
  }

  private void endLine() {
    if (lines++ > 0 && line[0] != ',') {
      flow();
    }
  }

  private void flow() {
    String[] fields = new String[FIELDS];
    int start = 0;
    for (int field = 0, i = 0; field < FIELDS; i++) {
      if (line[i] == ',') {
        fields[field++] = new String(line, start, i - start, StandardCharsets.ISO_8859_1);
        start = i + 1;
      }
    }
    double byteRate = Double.parseDouble(fields[20]);
    double packetRate = Double.parseDouble(fields[21]);
    if (Double.isNaN(byteRate) || Double.isNaN(packetRate)) {
      return;
    }
    sources.add(fields[1]);
    destinations.add(fields[3]);
    ports.add(fields[4]);
    packets += Long.parseLong(fields[8]) + Long.parseLong(fields[9]);
    bytes += Long.parseLong(fields[10]) + Long.parseLong(fields[11]);
    bytesPerSecond += Double.isInfinite(byteRate) ? 0 : byteRate;
    packetsPerSecond += Double.isInfinite(packetRate) ? 0 : packetRate;
    String end = new String(line, length - 7, 6, StandardCharsets.ISO_8859_1);
    attacks += end.equals("BENIGN") ? 0 : 1;
    if (++flows == size) {
      endWindow();
    }
  }

  private void endWindow() {
    measured.add(
        new Measured(
            bytes,
            packets,
            sources.size(),
            destinations.size(),
            ports.size(),
            bytesPerSecond / size,
            packetsPerSecond / size,
            packets / size,
            (double) attacks / size));
    sources.clear();
    destinations.clear();
    ports.clear();
    flows = 0;
    attacks = 0;
    bytes = 0;
    packets = 0;
    bytesPerSecond = 0;
    packetsPerSecond = 0;
  }
}
