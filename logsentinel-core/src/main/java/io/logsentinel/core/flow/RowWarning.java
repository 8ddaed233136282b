package io.logsentinel.core.flow;

/** Oddity of a flow that is kept as it came: counted, as a warning. */
public enum RowWarning {
  /**
   * A source or destination that can be neither an address nor a name, such as {@code 1.92E+12} of
   * a spreadsheet or {@code 10.0.0.1:443}. It counts as a host of its own.
   */
  ADDRESS("odd address") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      if (!batch.hasOddAddress()) {
        return 0;
      }
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += batch.hasOddAddress(row) ? 1 : 0;
      }
      return odd;
    }
  },
  /** A port that is no whole number from 0 to 65535. */
  PORT("odd port") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] sources = batch.column(FlowField.SOURCE_PORT);
      double[] destinations = batch.column(FlowField.DESTINATION_PORT);
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += isWhole(sources[row], MAX_PORT) && isWhole(destinations[row], MAX_PORT) ? 0 : 1;
      }
      return odd;
    }
  },
  /**
   * A protocol that is no whole number from 0 to 254, such as an EtherType: 2048, or 255, which is
   * reserved and stands for names that are none of IANA's, such as arp. It counts as one that is
   * not known, and not as a protocol of its own.
   */
  PROTOCOL("odd protocol") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] protocols = batch.column(FlowField.PROTOCOL);
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += isWhole(protocols[row], MAX_PROTOCOL) ? 0 : 1;
      }
      return odd;
    }
  },
  /** Packets or bytes that are no whole number from 0. */
  COUNT("odd count") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] forwardPackets = batch.column(FlowField.FORWARD_PACKETS);
      double[] backwardPackets = batch.column(FlowField.BACKWARD_PACKETS);
      double[] forwardBytes = batch.column(FlowField.FORWARD_BYTES);
      double[] backwardBytes = batch.column(FlowField.BACKWARD_BYTES);
      long odd = 0;
      for (int row = from; row < to; row++) {
        boolean whole =
            isWhole(forwardPackets[row], Double.MAX_VALUE)
                && isWhole(backwardPackets[row], Double.MAX_VALUE)
                && isWhole(forwardBytes[row], Double.MAX_VALUE)
                && isWhole(backwardBytes[row], Double.MAX_VALUE);
        odd += whole ? 0 : 1;
      }
      return odd;
    }
  },
  /** A rate that is infinite, as exporters write it for a duration of 0; 0 in its window. */
  INFINITE_RATE("infinite rate") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] bytes = batch.column(FlowField.BYTES_PER_SECOND);
      double[] packets = batch.column(FlowField.PACKETS_PER_SECOND);
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += Double.isInfinite(bytes[row]) || Double.isInfinite(packets[row]) ? 1 : 0;
      }
      return odd;
    }
  },
  /** A duration that is infinite: taken for an unknown one, which counts as 0 in its window. */
  INFINITE_DURATION("infinite duration") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] durations = batch.column(FlowField.FLOW_DURATION);
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += Double.isInfinite(durations[row]) ? 1 : 0;
      }
      return odd;
    }
  },
  /**
   * A duration that is not known: 0 in its window. Where an exporter writes none for flows of one
   * packet, to have none is nothing odd.
   */
  UNKNOWN_DURATION("unknown duration") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      return batch.unknownDurations(from, to);
    }
  },
  /**
   * A duration or rate below 0: a flow that ends before it begins, or an exporter's -1 for what it
   * does not know. In the window's sums as it came, as the original has it; the profile takes such
   * a duration for an unknown one.
   */
  NEGATIVE("negative duration or rate") {
    @Override
    public long count(FlowBatch batch, int from, int to) {
      double[] durations = batch.column(FlowField.FLOW_DURATION);
      double[] bytes = batch.column(FlowField.BYTES_PER_SECOND);
      double[] packets = batch.column(FlowField.PACKETS_PER_SECOND);
      long odd = 0;
      for (int row = from; row < to; row++) {
        odd += isBelow0(durations[row]) || isBelow0(bytes[row]) || isBelow0(packets[row]) ? 1 : 0;
      }
      return odd;
    }
  };

  private static final double MAX_PORT = 65_535;
  private static final double MAX_PROTOCOL = 254;

  /** From here on, a double has no digits after the point. */
  private static final double ALL_WHOLE = 1L << 52;

  private final String words;

  RowWarning(String words) {
    this.words = words;
  }

  /**
   * {@return the number of rows that are odd in this way}
   *
   * @param batch holds the rows
   * @param from the first of them, from 0
   * @param to the row after the last
   */
  public abstract long count(FlowBatch batch, int from, int to);

  private static boolean isBelow0(double value) {
    return value < 0 && value >= -Double.MAX_VALUE;
  }

  private static boolean isWhole(double value, double max) {
    return value >= 0 && value <= max && (value >= ALL_WHOLE || value == (long) value);
  }

  /** {@return the oddity in lower-case words} */
  public String words() {
    return words;
  }
}
