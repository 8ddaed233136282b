package io.logsentinel.core.evaluate;

/** Bands of attack shares, each of which has a recall of its own. */
public enum AttackShareBand {
  /** Above 0, below 1 %. */
  BELOW_1(0, 0.01),
  /** From 1 %. */
  FROM_1(0.01, 0.02),
  /** From 2 %. */
  FROM_2(0.02, 0.05),
  /** From 5 %. */
  FROM_5(0.05, 0.1),
  /** From 10 %. */
  FROM_10(0.1, 0.2),
  /** From 20 %. */
  FROM_20(0.2, 0.5),
  /** From 50 to 100 %. */
  FROM_50(0.5, 1);

  private final double from;
  private final double to;

  AttackShareBand(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /** {@return the least share of the band, 0 to 1} */
  public double from() {
    return from;
  }

  /** {@return the share that is in the band no more; of the last one 1, which is in it} */
  public double to() {
    return to;
  }

  static AttackShareBand of(double share) {
    AttackShareBand last = BELOW_1;
    for (AttackShareBand band : values()) {
      last = share >= band.from ? band : last;
    }
    return last;
  }
}
