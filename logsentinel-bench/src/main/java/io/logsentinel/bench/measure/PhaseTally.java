package io.logsentinel.bench.measure;

import java.util.Locale;

/** A tally of phases of attacks and of how they were told. */
final class PhaseTally {
  private Share found = Share.NONE;
  private Share right = Share.NONE;
  private Share addressed = Share.NONE;
  private long tooMany;
  private long mostTooMany;

  void add(boolean isFound, boolean isRight, boolean isAddressed, long extra) {
    found = found.plus(Share.one(isFound));
    right = right.plus(Share.one(isRight));
    addressed = addressed.plus(Share.one(isAddressed));
    tooMany += extra;
    mostTooMany = Math.max(mostTooMany, extra);
  }

  Share right() {
    return right;
  }

  /** Cells of a table: phases, found, right family, right address, too many, most of a phase. */
  String cells() {
    return String.format(
        Locale.ROOT,
        "%d | %d | %d | %d | %d | %d",
        found.of(),
        found.count(),
        right.count(),
        addressed.count(),
        tooMany,
        mostTooMany);
  }
}
