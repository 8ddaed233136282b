package io.logsentinel.bench.measure;

import java.util.Locale;

/** A proportion, {@code count} of {@code of}, with its 95 % interval of Wilson. */
record Share(long count, long of) {
  /** Of nothing yet. */
  static final Share NONE = new Share(0, 0);

  /** The normal quantile of 97.5 %. */
  private static final double Z = 1.96;

  static Share one(boolean meant) {
    return new Share(meant ? 1 : 0, 1);
  }

  Share plus(Share other) {
    return new Share(count + other.count, of + other.of);
  }

  double value() {
    return (double) count / of;
  }

  double low() {
    return of == 0 ? 0 : Math.max(0, middle() - half());
  }

  double high() {
    return of == 0 ? 1 : Math.min(1, middle() + half());
  }

  private double middle() {
    return (value() + Z * Z / 2 / of) / (1 + Z * Z / of);
  }

  private double half() {
    double p = value();
    return Z * Math.sqrt((p * (1 - p) + Z * Z / 4 / of) / of) / (1 + Z * Z / of);
  }

  /** Cells of a table: count, of, share, interval. */
  String cells() {
    return String.format(Locale.ROOT, "%d | %d | %s | %s", count, of, rounded(), interval());
  }

  String interval() {
    return String.format(Locale.ROOT, "%.4f to %.4f", low(), high());
  }

  /** The share, or a dash where nothing was looked at. */
  String rounded() {
    return of == 0 ? "-" : String.format(Locale.ROOT, "%.4f", value());
  }
}
