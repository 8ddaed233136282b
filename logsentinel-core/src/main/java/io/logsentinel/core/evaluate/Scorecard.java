package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.Phase.AttackShareBand;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evaluation of one subject.
 *
 * @param subject that is evaluated
 * @param missing why there are no figures; empty where there are
 * @param windows that it judged and that are attacked or benign
 * @param withoutVerdict windows that it did not see; of incidents, phases of which the detector saw
 *     no window
 * @param overall over all windows
 * @param byFile by name of the windowed file
 * @param byAttack by name of the attack: windows by their main attack
 * @param byShare by share of attack flows; of phases, over all of their windows
 * @param foundAfter the phases that were found, with the windows from the first to the first
 *     alarmed one, from 0
 */
public record Scorecard(
    Subject subject,
    Optional<String> missing,
    long windows,
    long withoutVerdict,
    Optional<Result> overall,
    Map<String, Result> byFile,
    Map<String, Recall> byAttack,
    Map<AttackShareBand, Recall> byShare,
    Map<Phase, Long> foundAfter) {

  /**
   * The quality of a subject over some windows.
   *
   * @param counts alarms against labels
   * @param rocArea area under the ROC curve (AUC), 0 to 1
   * @param prArea area under the precision-recall curve (average precision), above 0 to 1; the
   *     share of attacked windows is what chance reaches
   * @param prCurve the curve from the highest score down, at most 101 points of it; empty where
   *     there is no area
   * @param timeToDetect of the attack phases
   * @param alarmsLeftOut alarms on windows that are neither attacked nor benign; of incidents,
   *     those on such windows only
   * @param tooMany incidents beyond the first of each phase
   */
  public record Result(
      ConfusionCounts counts,
      Estimate rocArea,
      Estimate prArea,
      List<CurvePoint> prCurve,
      TimeToDetect timeToDetect,
      long alarmsLeftOut,
      long tooMany) {
    public Result {
      prCurve = List.copyOf(prCurve);
    }
  }

  /**
   * Recall and precision of a subject that alarms from some score on.
   *
   * @param recall share of attacked windows that alarm, above 0 to 1
   * @param precision share of alarms that are right, above 0 to 1
   */
  public record CurvePoint(double recall, double precision) {}

  /**
   * The recall of some attacks.
   *
   * @param found windows with an alarm (of incidents: phases)
   * @param of all attacked ones
   * @param timeToDetect of their phases
   */
  public record Recall(long found, long of, TimeToDetect timeToDetect) {
    /** {@return the share that is found: 0 to 1, with Wilson's interval} */
    public Estimate share() {
      return Estimate.share(found, of, "none");
    }
  }

  /**
   * The time that attacks went on before they were found, in windows.
   *
   * @param phases of attacks, from 0
   * @param found of them
   * @param windows between a phase's first window and its first alarmed one, over all that were
   *     found; 0 for one that is found in its first window
   */
  public record TimeToDetect(long phases, long found, long windows) {

    static TimeToDetect of(List<Phase> phases, Map<Phase, Long> foundAfter) {
      long found = 0;
      long windows = 0;
      for (Phase phase : phases) {
        Long after = foundAfter.get(phase);
        if (after != null) {
          found++;
          windows += after;
        }
      }
      return new TimeToDetect(phases.size(), found, windows);
    }

    /** {@return the mean of the phases that were found, in windows from 0} */
    public Estimate mean() {
      return phases == 0
          ? Estimate.none("no attack phase")
          : found == 0
              ? Estimate.none("no phase was found")
              : Estimate.of((double) windows / found);
    }
  }

  public Scorecard {
    byFile = Collections.unmodifiableMap(new LinkedHashMap<>(byFile));
    byAttack = Collections.unmodifiableMap(new LinkedHashMap<>(byAttack));
    byShare = Collections.unmodifiableMap(new LinkedHashMap<>(byShare));
    foundAfter = Collections.unmodifiableMap(new LinkedHashMap<>(foundAfter));
  }

  static Scorecard none(Subject subject, String reason) {
    return new Scorecard(
        subject,
        Optional.of(reason),
        0,
        0,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }
}
