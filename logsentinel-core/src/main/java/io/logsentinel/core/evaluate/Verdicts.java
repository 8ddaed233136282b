package io.logsentinel.core.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * A subject's verdicts on all windows.
 *
 * @param subject any but {@link Subject#INCIDENTS}
 * @param missing why there are none; empty where there are
 * @param byWindow a verdict for every window, in the order of the windows; empty for windows that
 *     the subject did not see
 */
public record Verdicts(
    Subject subject, Optional<String> missing, List<Optional<Verdict>> byWindow) {

  /**
   * A verdict on one window.
   *
   * @param score any number but NaN, higher is more unusual
   * @param alarm whether it is an alarm
   */
  public record Verdict(double score, boolean alarm) {
    public Verdict {
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("the score must be a number but is NaN");
      }
    }
  }

  public Verdicts {
    byWindow = List.copyOf(byWindow);
  }

  /**
   * Verdicts that there are.
   *
   * @param subject any but {@link Subject#INCIDENTS}
   * @param byWindow in the order of the windows
   * @return them
   */
  public static Verdicts of(Subject subject, List<Optional<Verdict>> byWindow) {
    return new Verdicts(subject, Optional.empty(), byWindow);
  }

  /**
   * Verdicts that are not there.
   *
   * @param subject any but {@link Subject#INCIDENTS}
   * @param reason why, in a few words
   * @return none
   */
  public static Verdicts none(Subject subject, String reason) {
    return new Verdicts(subject, Optional.of(reason), List.of());
  }
}
