package io.logsentinel.core.evaluate;

/** Shares of attack flows that are looked at together. */
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

  /**
   * Where it begins.
   *
   * @return the least share, 0 to 1
   */
  public double from() {
    return from;
  }

  /**
   * Where it ends.
   *
   * @return the share that is in it no more; of the last one 1, which is
   */
  public double to() {
    return to;
  }

  static AttackShareBand of(double share) {
    AttackShareBand last = BELOW_1;
    for (AttackShareBand bracket : values()) {
      last = share >= bracket.from ? bracket : last;
    }
    return last;
  }
}
