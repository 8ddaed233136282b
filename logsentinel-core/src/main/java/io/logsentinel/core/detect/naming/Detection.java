package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.Profile;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Alarm of the calibrated detector, with the name of its pattern and the addresses behind it.
 *
 * @param file name of the windowed file
 * @param profile of the window
 * @param finding score, p-value and evidence
 * @param severity by how unlikely, how much and how sure it is
 * @param pattern what it looks like
 * @param confidence the chance that it is an attack and rightly named, 0 to 1
 * @param entities addresses, the most suspicious first
 * @param attacker the source that evidence speaks of most, of an exfiltration that of the pair with
 *     the most bytes; empty where it speaks of none
 * @param victim the destination, likewise
 * @param port the destination port that evidence speaks of most; empty where it speaks of none
 * @param opinion of a forest on the profile's metrics
 * @param decision confirmed where the forest agrees
 * @param reason one sentence
 */
public record Detection(
    String file,
    Profile profile,
    Finding finding,
    Severity severity,
    AttackPattern pattern,
    double confidence,
    List<String> entities,
    String attacker,
    String victim,
    String port,
    Optional<OutlierVerdict> opinion,
    Decision decision,
    String reason) {

  private static final int MOST_ENTITIES = 10;

  public Detection {
    entities = List.copyOf(entities);
  }

  /**
   * {@return the detection of a finding that alarms; empty where the p-value is not below the rate}
   *
   * @param file name of the windowed file
   * @param profile of the window
   * @param finding what the detector said of it
   * @param falseAlarmRate the share of benign windows that may alarm, above 0 and below 1
   * @param opinion of a forest on the profile's metrics, where there is one
   * @param own whether an address is of one's own hosts, though it may be public: {@link
   *     io.logsentinel.core.detect.calibrated.Detector#own}
   */
  public static Optional<Detection> of(
      String file,
      Profile profile,
      Finding finding,
      double falseAlarmRate,
      Optional<OutlierVerdict> opinion,
      Predicate<String> own) {
    if (finding.pValue() >= falseAlarmRate) {
      return Optional.empty();
    }
    SuspectRanking suspects = SuspectRanking.of(profile, finding);
    PatternRules rules = new PatternRules(profile, finding, suspects, own);
    boolean confirmed = opinion.isPresent() && opinion.get().anomalous();
    return Optional.of(
        new Detection(
            file,
            profile,
            finding,
            rules.severity(),
            rules.pattern(),
            rules.pattern().confidence(1),
            suspects.addresses().stream().limit(MOST_ENTITIES).toList(),
            rules.attacker(),
            rules.victim(),
            rules.port(),
            opinion,
            confirmed ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS,
            rules.sentence()));
  }
}
