package io.logsentinel.core.window;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Flows made up for tests of windows. */
final class Flows {
  private Flows() {}

  static FlowRecord flow(String source, double port, double bytes, String label) {
    return new FlowRecord(source, "10.0.0.9", 1, port, 6, 1, 2, 3, bytes, 5, 6, 7, label);
  }

  static void add(WindowAccumulator to, List<FlowRecord> flows) {
    to.add(Batches.of(flows), 0, flows.size(), null);
  }

  /** Few addresses and ports, so that they repeat, and every kind of number. */
  static Arbitrary<FlowRecord> any() {
    Arbitrary<String> address =
        Arbitraries.of(
            "10.0.0.1",
            "10.0.0.2",
            "010.0.0.1",
            " 10.0.0.1",
            "10.0.0.1 ",
            "0.0.0.0",
            "255.255.255.255",
            "fe80::1",
            "FE80::1",
            "fe80::0001",
            "host",
            "Host");
    Arbitrary<Double> port =
        Arbitraries.of(
            80.0, 443.0, 80.5, 0.0, -0.0, -5.0, 65535.0, 65536.0, 70000.0, 1.0 / 0, -1.0 / 0);
    Arbitrary<Double> number =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 5000).map(Integer::doubleValue)),
            Tuple.of(3, Arbitraries.doubles().between(0, 1e9)),
            Tuple.of(1, Arbitraries.of(1.0 / 0, -1.0 / 0, 0.1, 1e-9)));
    Arbitrary<String> label =
        Arbitraries.of("BENIGN", "benign", "x Benign y", "DDoS", "PortScan", "BENIG");
    return Combinators.combine(address, address, port, number.list().ofSize(6), label)
        .as(
            (from, to, p, n, word) ->
                new FlowRecord(
                    from, to, 1, p, 6, 1, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4),
                    n.get(5), word));
  }

  /** The window of some flows, the obvious way. */
  static Window window(long id, List<FlowRecord> flows) {
    double bytes =
        flows.stream().mapToDouble(f -> finite(f.forwardBytes()) + finite(f.backwardBytes())).sum();
    double packets =
        flows.stream()
            .mapToDouble(f -> finite(f.forwardPackets()) + finite(f.backwardPackets()))
            .sum();
    return new Window(
        id,
        flows.size(),
        bytes,
        packets,
        flows.stream().map(FlowRecord::sourceIp).distinct().count(),
        flows.stream().map(FlowRecord::destinationIp).distinct().count(),
        flows.stream().mapToDouble(f -> finite(f.destinationPort()) + 0.0).distinct().count(),
        flows.stream().mapToDouble(f -> finite(f.bytesPerSecond())).average().orElseThrow(),
        flows.stream().mapToDouble(f -> finite(f.packetsPerSecond())).average().orElseThrow(),
        packets / flows.size(),
        (double)
                flows.stream()
                    .filter(f -> !f.label().toUpperCase(java.util.Locale.ROOT).contains("BENIGN"))
                    .count()
            / flows.size());
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? 0 : value;
  }

  /** Counts exactly, sums within rounding. */
  static boolean same(Window a, Window b) {
    return a.id() == b.id()
        && a.totalFlows() == b.totalFlows()
        && a.uniqueSourceIps() == b.uniqueSourceIps()
        && a.uniqueDestinationIps() == b.uniqueDestinationIps()
        && a.uniqueDestinationPorts() == b.uniqueDestinationPorts()
        && a.attackRatio() == b.attackRatio()
        && near(a.totalBytes(), b.totalBytes())
        && near(a.totalPackets(), b.totalPackets())
        && near(a.avgFlowBytesPerSec(), b.avgFlowBytesPerSec())
        && near(a.avgFlowPacketsPerSec(), b.avgFlowPacketsPerSec())
        && near(a.avgPacketsPerFlow(), b.avgPacketsPerFlow());
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  }
}
