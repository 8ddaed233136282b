package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;

/**
 * Sums up flows to a window, in the order in which they come.
 *
 * <p>Accumulators merge: after {@code a.merge(b)}, a holds what adding all flows of a, then all of
 * b, would have given: counts exactly, sums up to rounding. Not thread-safe: a window has one
 * owner.
 */
public final class WindowAccumulator {
  private final AddressSet sources = new AddressSet();
  private final AddressSet destinations = new AddressSet();
  private final PortSet ports = new PortSet();
  private long flows;
  private long attacks;
  private double forwardBytes;
  private double backwardBytes;
  private double forwardPackets;
  private double backwardPackets;
  private double bytesPerSecond;
  private double packetsPerSecond;

  /** An accumulator that holds no flow. */
  public WindowAccumulator() {}

  /**
   * Adds a flow.
   *
   * @param flow any flow
   */
  public void add(FlowRecord flow) {
    sources.add(flow.sourceIp());
    destinations.add(flow.destinationIp());
    add(
        flow.destinationPort(),
        flow.forwardBytes(),
        flow.backwardBytes(),
        flow.forwardPackets(),
        flow.backwardPackets(),
        flow.bytesPerSecond(),
        flow.packetsPerSecond(),
        flow.isAttack());
  }

  /**
   * Adds a flow of a batch.
   *
   * @param batch any batch
   * @param row 0 to the batch's size - 1
   */
  public void add(FlowBatch batch, int row) {
    add(sources, batch, batch.sourceKey(row));
    add(destinations, batch, batch.destinationKey(row));
    add(
        batch.number(FlowField.DESTINATION_PORT, row),
        batch.number(FlowField.FORWARD_BYTES, row),
        batch.number(FlowField.BACKWARD_BYTES, row),
        batch.number(FlowField.FORWARD_PACKETS, row),
        batch.number(FlowField.BACKWARD_PACKETS, row),
        batch.number(FlowField.BYTES_PER_SECOND, row),
        batch.number(FlowField.PACKETS_PER_SECOND, row),
        batch.isAttack(row));
  }

  private static void add(AddressSet set, FlowBatch batch, long key) {
    if (key >= 0) {
      set.add(key);
    } else {
      set.add(batch.address(key));
    }
  }

  private void add(
      double port,
      double forwardBytes,
      double backwardBytes,
      double forwardPackets,
      double backwardPackets,
      double bytesPerSecond,
      double packetsPerSecond,
      boolean attack) {
    ports.add(finite(port));
    this.forwardBytes += finite(forwardBytes);
    this.backwardBytes += finite(backwardBytes);
    this.forwardPackets += finite(forwardPackets);
    this.backwardPackets += finite(backwardPackets);
    this.bytesPerSecond += finite(bytesPerSecond);
    this.packetsPerSecond += finite(packetsPerSecond);
    flows++;
    attacks += attack ? 1 : 0;
  }

  /**
   * Adds all flows of another accumulator, which stays as it is.
   *
   * @param other what was accumulated elsewhere
   */
  public void merge(WindowAccumulator other) {
    sources.addAll(other.sources);
    destinations.addAll(other.destinations);
    ports.addAll(other.ports);
    forwardBytes = merged(forwardBytes, other.forwardBytes);
    backwardBytes = merged(backwardBytes, other.backwardBytes);
    forwardPackets = merged(forwardPackets, other.forwardPackets);
    backwardPackets = merged(backwardPackets, other.backwardPackets);
    bytesPerSecond = merged(bytesPerSecond, other.bytesPerSecond);
    packetsPerSecond = merged(packetsPerSecond, other.packetsPerSecond);
    flows += other.flows;
    attacks += other.attacks;
  }

  /**
   * The number of flows so far.
   *
   * @return from 0
   */
  public long flows() {
    return flows;
  }

  /**
   * The window of the flows so far.
   *
   * @param id place of the window in its file
   * @return a window of its own
   * @throws IllegalStateException if no flow was added
   */
  public Window window(long id) {
    if (flows == 0) {
      throw new IllegalStateException("window " + id + " must hold at least 1 flow but holds 0");
    }
    double packets = sum(forwardPackets, backwardPackets);
    return new Window(
        id,
        flows,
        sum(forwardBytes, backwardBytes),
        packets,
        sources.size(),
        destinations.size(),
        ports.size(),
        bytesPerSecond / flows,
        packetsPerSecond / flows,
        packets / flows,
        (double) attacks / flows);
  }

  /** Forgets all flows; the tables are kept for the next window. */
  public void clear() {
    sources.clear();
    destinations.clear();
    ports.clear();
    flows = 0;
    attacks = 0;
    forwardBytes = 0;
    backwardBytes = 0;
    forwardPackets = 0;
    backwardPackets = 0;
    bytesPerSecond = 0;
    packetsPerSecond = 0;
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? 0 : value;
  }

  /** A sum that overflowed stays there, whatever is added. */
  private static double merged(double sum, double other) {
    return Double.isInfinite(sum) ? sum : sum + other;
  }

  /** Sums that overflowed in opposite directions cancel out to 0, as infinities do in a window. */
  private static double sum(double a, double b) {
    double sum = a + b;
    return Double.isNaN(sum) ? 0 : sum;
  }
}
