package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.MetricReading;
import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern.RuledOut;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.window.Profile;
import java.util.List;

/**
 * Account of everything that the detector has to say of a window, alarm or not.
 *
 * @param finding score, p-value and evidence
 * @param metrics all behavioural metrics, in order
 * @param entities addresses with evidence of their own, the one with the strongest, and the
 *     smallest p-value, first
 * @param pattern what it looks like, whether or not it alarms
 * @param severity that it has if it alarms
 * @param reason one sentence
 * @param ruledOut all other patterns, in the order in which they are asked for
 */
public record Explanation(
    Finding finding,
    List<MetricReading> metrics,
    List<EntityReading> entities,
    AttackPattern pattern,
    Severity severity,
    String reason,
    List<RuledOut> ruledOut) {

  public Explanation {
    metrics = List.copyOf(metrics);
    entities = List.copyOf(entities);
    ruledOut = List.copyOf(ruledOut);
  }

  /**
   * {@return the finding that the detector gives, and what there is besides; of an adaptive
   * detector, as if the window came right after the baseline}
   *
   * @param detector that judges it
   * @param profile of the window, of the window size that the detector learned from
   * @param inside ranges of one's own public addresses; where none is given, they are learned
   */
  public static Explanation of(Detector detector, Profile profile, List<Cidr> inside) {
    return of(detector, profile, inside, detector.memory(Detector.DEFAULT_FALSE_ALARM_RATE));
  }

  /**
   * {@return the finding that the detector gives, and what there is besides}
   *
   * @param detector that judges it
   * @param profile of the window, of the window size that the detector learned from
   * @param inside ranges of one's own public addresses; where none is given, they are learned
   * @param memory what the detector remembers before it
   */
  public static Explanation of(
      Detector detector, Profile profile, List<Cidr> inside, Memory memory) {
    Finding finding = detector.judge(profile, memory).finding();
    Profile evident = finding.evident(profile);
    FindingName name =
        new FindingName(
            evident, finding, SuspectRanking.of(evident, finding), detector.own(inside));
    return new Explanation(
        finding,
        detector.metrics(profile, memory, finding),
        detector.entities(profile, memory),
        name.pattern(),
        name.severity(),
        name.sentence(),
        name.ruledOut());
  }
}
