package io.logsentinel.core.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * What a judge says of all windows.
 *
 * @param judge any but {@link Subject#INCIDENTS}
 * @param missing why there are none; empty where there are
 * @param byWindow a verdict for every window, in the order of the windows; empty for windows that
 *     the judge did not see
 */
public record Verdicts(Subject judge, Optional<String> missing, List<Optional<Verdict>> byWindow) {
  public Verdicts {
    byWindow = List.copyOf(byWindow);
  }

  /**
   * Verdicts that there are.
   *
   * @param judge any but {@link Subject#INCIDENTS}
   * @param byWindow in the order of the windows
   * @return them
   */
  public static Verdicts of(Subject judge, List<Optional<Verdict>> byWindow) {
    return new Verdicts(judge, Optional.empty(), byWindow);
  }

  /**
   * Verdicts that are not there.
   *
   * @param judge any but {@link Subject#INCIDENTS}
   * @param reason why, in a few words
   * @return none
   */
  public static Verdicts none(Subject judge, String reason) {
    return new Verdicts(judge, Optional.of(reason), List.of());
  }
}
