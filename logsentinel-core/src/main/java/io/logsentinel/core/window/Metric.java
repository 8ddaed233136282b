package io.logsentinel.core.window;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The nine metrics of a window that are held against the baseline, in the order of their columns.
 *
 * <p>{@link #TOTAL_FLOWS} never varies in whole windows, and {@link #AVG_PACKETS_PER_FLOW} is
 * {@link #TOTAL_PACKETS} again, so one deviation counts twice: so it is in the original's metric
 * set.
 */
public enum Metric {
  /** Number of flows. */
  TOTAL_FLOWS("total_flows", Window::totalFlows),
  /** Payload bytes of both directions. */
  TOTAL_BYTES("total_bytes", Window::totalBytes),
  /** Packets of both directions. */
  TOTAL_PACKETS("total_packets", Window::totalPackets),
  /** Distinct source addresses. */
  UNIQUE_SOURCE_IPS("unique_source_ips", Window::uniqueSourceIps),
  /** Distinct destination addresses. */
  UNIQUE_DESTINATION_IPS("unique_destination_ips", Window::uniqueDestinationIps),
  /** Distinct destination ports. */
  UNIQUE_DESTINATION_PORTS("unique_destination_ports", Window::uniqueDestinationPorts),
  /** Mean of the flows' bytes per second. */
  AVG_FLOW_BYTES_PER_SEC("avg_flow_bytes_per_sec", Window::avgFlowBytesPerSec),
  /** Mean of the flows' packets per second. */
  AVG_FLOW_PACKETS_PER_SEC("avg_flow_packets_per_sec", Window::avgFlowPacketsPerSec),
  /** Packets by flows. */
  AVG_PACKETS_PER_FLOW("avg_packets_per_flow", Window::avgPacketsPerFlow);

  /** The names of all metrics, in order. */
  public static final List<String> NAMES = Arrays.stream(values()).map(Metric::column).toList();

  private final String column;
  private final ToDoubleFunction<Window> value;

  Metric(String column, ToDoubleFunction<Window> value) {
    this.column = column;
    this.value = value;
  }

  /** {@return the column name of this metric, in every artifact} */
  public String column() {
    return column;
  }

  /**
   * {@return the value of this metric, never NaN}
   *
   * @param window any window
   */
  public double of(Window window) {
    return value.applyAsDouble(window);
  }

  /**
   * {@return all nine metrics of a window, in order, never NaN}
   *
   * @param window any window
   */
  public static List<Double> all(Window window) {
    return Arrays.stream(values()).map(metric -> metric.of(window)).toList();
  }

  /**
   * {@return all nine metrics of a window in order, finite, as a forest takes them: what is
   * infinite counts as 0, and what is beyond float32 as the largest float32}
   *
   * @param window any window
   */
  public static double[] vector(Window window) {
    return vector(all(window));
  }

  /**
   * {@return the same for metrics: as many finite numbers}
   *
   * @param metrics all metrics of a window, in order, never NaN
   */
  public static double[] vector(List<Double> metrics) {
    return metrics.stream().mapToDouble(Metric::finite).toArray();
  }

  private static double finite(double value) {
    return Double.isInfinite(value)
        ? 0
        : Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }
}
