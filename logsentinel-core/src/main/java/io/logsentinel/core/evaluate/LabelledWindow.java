package io.logsentinel.core.evaluate;

/**
 * A window's flows by their labels.
 *
 * @param file name of the windowed file
 * @param windowId place of the window in its file, from 0
 * @param flows of the window, from 1
 * @param benign flows labelled as benign
 * @param attacks flows labelled as attacks; all others are unlabelled
 * @param attack name of the attack with the most flows, of several the first by name; empty where
 *     there is none
 */
public record LabelledWindow(
    String file, long windowId, long flows, long benign, long attacks, String attack) {

  /** The role of a window in an evaluation. */
  public enum Kind {
    /** Without an attack flow: an alarm is a false one. */
    BENIGN,
    /** With the least share of attack flows or more: no alarm is a miss. */
    ATTACKED,
    /** With attack flows, but fewer: left out. */
    BELOW_SHARE,
    /** Without a labelled flow: left out. */
    UNLABELLED
  }

  public LabelledWindow {
    if (flows < 1 || benign < 0 || attacks < 0 || benign + attacks > flows) {
      throw new IllegalArgumentException(
          "a window of " + flows + " flows cannot have " + benign + " benign and " + attacks);
    }
  }

  /** {@return attack flows by all flows, unlabelled ones included: 0 to 1} */
  public double attackShare() {
    return (double) attacks / flows;
  }

  /**
   * Sorts the window.
   *
   * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1; at 0
   *     any attack flow will do
   * @return its kind
   */
  public Kind kind(double minAttackShare) {
    if (attacks > 0) {
      return attackShare() >= minAttackShare ? Kind.ATTACKED : Kind.BELOW_SHARE;
    }
    return benign > 0 ? Kind.BENIGN : Kind.UNLABELLED;
  }
}
