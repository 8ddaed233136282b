package io.logsentinel.cli.explain;

import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.naming.Explanation;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.List;
import java.util.Optional;

/**
 * Everything behind the verdict on a window.
 *
 * @param file name of the windowed file
 * @param incident whose most unusual window it is, where an incident was asked for
 * @param baseline that the original's rule holds it against
 * @param assessment by the original's rule
 * @param forest on the nine metrics, where there is one
 * @param detected by the detector, where it is on
 */
public record WindowExplanation(
    String file,
    Optional<IncidentsJson.Entry> incident,
    Baseline baseline,
    ZScoreAssessment assessment,
    Optional<ForestExplanation> forest,
    Optional<Detected> detected) {

  /**
   * The detector's verdict on the window.
   *
   * @param profile of the window
   * @param explanation everything behind its judgement
   * @param leastChance the smallest p-value that the baseline's windows can show by counting
   * @param forest on the profile's metrics, where there is one
   * @param allowed rules that flows of the window are left out by
   */
  public record Detected(
      Profile profile,
      Explanation explanation,
      double leastChance,
      Optional<ForestExplanation> forest,
      List<AllowedBy> allowed) {
    public Detected {
      allowed = List.copyOf(allowed);
    }
  }
}
