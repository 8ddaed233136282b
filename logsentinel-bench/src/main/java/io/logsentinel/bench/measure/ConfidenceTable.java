package io.logsentinel.bench.measure;

import io.logsentinel.core.detect.naming.AttackPattern;
import java.util.EnumMap;
import java.util.Map;

/**
 * Table of confidences: of each pattern how many incidents were right, of one window and of
 * several.
 */
final class ConfidenceTable {
  /** Of few incidents little is known: the pattern's own share stands in for so many of them. */
  private static final double PRIOR = 10;

  /**
   * A pattern of which nothing is known is right as often as not; one that names no attack, never.
   */
  private static final double RIGHT_OF_TWO = 1;

  private static final double RIGHT_OF_TWO_IF_NONE = 0.1;

  /** Shares are stated in hundredths, rounded towards a half, so that nothing is certain. */
  private static final double STEPS = 100;

  private final Map<AttackPattern, Share> ones = new EnumMap<>(AttackPattern.class);
  private final Map<AttackPattern, Share> several = new EnumMap<>(AttackPattern.class);

  void add(AttackPattern pattern, boolean isOfSeveral, boolean isRight) {
    (isOfSeveral ? several : ones).merge(pattern, Share.one(isRight), Share::plus);
  }

  /** Incidents that were counted, and how many of them were right. */
  Share counted(AttackPattern pattern, boolean isOfSeveral) {
    return (isOfSeveral ? several : ones).getOrDefault(pattern, Share.NONE);
  }

  /** The share to state, of several windows no less than of one. */
  double stated(AttackPattern pattern, boolean isOfSeveral) {
    double one = drawn(pattern, false);
    double share = STEPS * (isOfSeveral ? Math.max(one, drawn(pattern, true)) : one);
    return (2 * share < STEPS ? Math.ceil(share) : Math.floor(share)) / STEPS;
  }

  private double drawn(AttackPattern pattern, boolean isOfSeveral) {
    Share all = counted(pattern, false).plus(counted(pattern, true));
    boolean isNone = !pattern.isAttack();
    double own = (all.count() + (isNone ? RIGHT_OF_TWO_IF_NONE : RIGHT_OF_TWO)) / (all.of() + 2);
    Share counted = counted(pattern, isOfSeveral);
    return (counted.count() + PRIOR * own) / (counted.of() + PRIOR);
  }
}
