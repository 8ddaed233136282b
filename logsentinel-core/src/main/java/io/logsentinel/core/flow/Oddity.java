package io.logsentinel.core.flow;

/** What is odd about a flow that is kept as it came: counted, as a warning. */
public enum Oddity {
  /** A port that is no whole number from 0 to 65535. */
  PORT("odd port") {
    @Override
    boolean isIn(FlowBatch batch, int row) {
      return !isWhole(batch.number(FlowField.SOURCE_PORT, row), MAX_PORT)
          || !isWhole(batch.number(FlowField.DESTINATION_PORT, row), MAX_PORT);
    }
  },
  /** Packets or bytes that are no whole number from 0. */
  COUNT("odd count") {
    @Override
    boolean isIn(FlowBatch batch, int row) {
      return !isWhole(batch.number(FlowField.FORWARD_PACKETS, row), Double.MAX_VALUE)
          || !isWhole(batch.number(FlowField.BACKWARD_PACKETS, row), Double.MAX_VALUE)
          || !isWhole(batch.number(FlowField.FORWARD_BYTES, row), Double.MAX_VALUE)
          || !isWhole(batch.number(FlowField.BACKWARD_BYTES, row), Double.MAX_VALUE);
    }
  },
  /** A rate that is infinite, as exporters write it for a duration of 0; 0 in its window. */
  INFINITE_RATE("infinite rate") {
    @Override
    boolean isIn(FlowBatch batch, int row) {
      return Double.isInfinite(batch.number(FlowField.BYTES_PER_SECOND, row))
          || Double.isInfinite(batch.number(FlowField.PACKETS_PER_SECOND, row));
    }
  };

  private static final double MAX_PORT = 65_535;

  private final String words;

  Oddity(String words) {
    this.words = words;
  }

  abstract boolean isIn(FlowBatch batch, int row);

  private static boolean isWhole(double value, double max) {
    return value >= 0 && value <= max && value == Math.rint(value);
  }

  /**
   * What is odd, in words.
   *
   * @return lower-case words
   */
  public String words() {
    return words;
  }
}
