package io.logsentinel.bench.measure;

/** A tally of phases of attacks and of how they were told. */
final class PhaseTally {
  /** The columns of a table that {@link #cells} fill. */
  static final String COLUMNS =
      "phases | found | right family | and address among the first three | incidents too many"
          + " | most of a phase";

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

  String cells() {
    String phases = found.of() + " | " + found.count() + " | " + right.count();
    return phases + " | " + addressed.count() + " | " + tooMany + " | " + mostTooMany;
  }
}
