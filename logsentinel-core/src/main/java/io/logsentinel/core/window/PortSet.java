package io.logsentinel.core.window;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The distinct ports of a window, compared as numbers: whole ports of 0 to 65535 as bits, which is
 * only the fast path; any other number as it is.
 */
final class PortSet {
  private static final int PORTS = 1 << 16;

  private final BitSet ports = new BitSet(PORTS);
  private final Set<Double> others = new HashSet<>();

  void add(double port) {
    int whole = (int) port;
    if (whole == port && whole >= 0 && whole < PORTS) {
      ports.set(whole); // -0.0 is port 0 too
    } else {
      others.add(port);
    }
  }

  void addAll(PortSet other) {
    ports.or(other.ports);
    others.addAll(other.others);
  }

  int size() {
    return ports.cardinality() + others.size();
  }

  void clear() {
    ports.clear();
    others.clear();
  }
}
