package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.calibrated.Drift;
import java.util.Optional;

/** Fit of the baseline to the traffic of a file, as far as the file's windows tell. */
enum BaselineFit {
  /** No shift shows. */
  FITS("fits"),
  /** All windows are more unusual than those of the baseline. */
  UNLIKE("does not fit"),
  /** Most windows alarm: an attack throughout, or other traffic. */
  DOUBTFUL("may not fit"),
  /** All windows are more usual than those of the baseline. */
  CALMER("calmer than it"),
  /** Too few windows, or more alarms than the rate has, and yet not most. */
  UNKNOWN("cannot tell for");

  /** Of fewer windows, that most of them alarm says nothing of the rest of the traffic. */
  static final int FEWEST_WINDOWS = 5;

  private final String words;

  BaselineFit(String words) {
    this.words = words;
  }

  static BaselineFit of(Drift drift) {
    if (2 * drift.alarms() > drift.windows() && drift.windows() >= FEWEST_WINDOWS) {
      return DOUBTFUL;
    }
    return switch (drift.verdict()) {
      case NONE -> FITS;
      case SHIFTED -> UNLIKE;
      case CALMER -> CALMER;
      case UNCLEAR, TOO_FEW -> UNKNOWN;
    };
  }

  /** {@return a word or some, before a number of files} */
  String words() {
    return words;
  }

  /** {@return the words by which the incidents of a file are marked; empty where they need none} */
  Optional<String> mark() {
    return switch (this) {
      case UNLIKE -> Optional.of("the baseline does not fit this file; this may be a false alarm");
      case DOUBTFUL -> Optional.of("the baseline may not fit this file: most of its windows alarm");
      default -> Optional.empty();
    };
  }
}
