package io.logsentinel.ml;

import java.util.Locale;

/** A refusal of an argument: its message names the limit and the actual value. */
final class Refusal {
  private Refusal() {}

  static IllegalArgumentException of(String format, Object... values) {
    return new IllegalArgumentException(String.format(Locale.ROOT, format, values));
  }
}
