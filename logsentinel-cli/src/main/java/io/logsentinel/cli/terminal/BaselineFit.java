package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Named;
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
  CALMER("calmer traffic"),
  /** Too few windows, or more alarms than the rate has, and yet not most. */
  UNKNOWN("cannot tell");

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

  /** {@return a word or some, of a file} */
  String words() {
    return words;
  }

  /** {@return what stands between the words and a number of files} */
  String joint() {
    return switch (this) {
      case CALMER -> " in ";
      case UNKNOWN -> " for ";
      default -> " ";
    };
  }

  /**
   * {@return what to keep in mind with an incident of a file; empty where the baseline fits it}
   *
   * @param drift of the file
   * @param incident of the file
   */
  static Optional<String> caution(Drift drift, Incident incident) {
    return switch (of(drift)) {
      case UNLIKE -> Optional.of("the baseline does not fit this file; this may be a false alarm");
      case DOUBTFUL ->
          Optional.of(
              FigureText.format(
                  "%s of %s windows of this file alarm, %s of them here: %s",
                  FigureText.grouped(drift.alarms()),
                  FigureText.grouped(drift.windows()),
                  FigureText.grouped(incident.windows().size()),
                  fills(incident, drift)
                      ? "an attack that lasts, or usual traffic that the baseline does not know"
                      : "the baseline may not fit it"));
      default -> Optional.empty();
    };
  }

  /** {@return whether the windows that an incident's name fits are most that alarm in its file} */
  static boolean fills(Incident incident, Drift drift) {
    return incident.pattern().isAttack() && 2 * named(incident) > drift.alarms();
  }

  /** {@return windows of an incident that were given a name of its family} */
  static int named(Incident incident) {
    return incident.named().stream().mapToInt(Named::windows).sum();
  }
}
