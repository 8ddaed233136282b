package io.logsentinel.core.detect.naming;

import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Quieter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Alarm of the calibrated detector, with the name of its pattern and the addresses behind it.
 *
 * @param file name of the windowed file
 * @param profile of the window, or of the windows that are judged as one, of which it is the last
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
    Profile evident = finding.evident(profile);
    SuspectRanking suspects = SuspectRanking.of(evident, finding);
    FindingName name = new FindingName(evident, finding, suspects, own);
    boolean confirmed = opinion.isPresent() && opinion.get().anomalous();
    return Optional.of(
        new Detection(
            file,
            evident,
            finding,
            name.severity(),
            name.pattern(),
            name.pattern().confidence(1),
            suspects.addresses().stream().limit(MOST_ENTITIES).toList(),
            name.attacker(),
            name.victim(),
            name.port(),
            opinion,
            confirmed ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS,
            name.sentence()));
  }

  /**
   * {@return the same detection, of which the reason says that its window was cut before it was
   * full}
   *
   * @param flows of the window, from 1
   * @param size flows of whole windows, more than these
   */
  public Detection ofCutWindow(long flows, long size) {
    return new Detection(
        file,
        profile,
        finding,
        severity,
        pattern,
        confidence,
        entities,
        attacker,
        victim,
        port,
        opinion,
        decision,
        reason + " The window was cut at " + flows + " of " + size + " flows.");
  }

  /**
   * Judgement of a window in which an allowlist may allow stories.
   *
   * @param profile that is judged: the window's own, or that without the flows of some stories
   * @param step what the detector says of it, and remembers after it
   * @param allowed the stories that would have alarmed; none where the profile is the window's own
   */
  public record Judged(Profile profile, Step step, List<Story> allowed) {
    public Judged {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * {@return the judgement of a window} Where it alarms with a name and an address that rules
   * allow, it is the judgement without the flows of these stories, so that they hide nothing else.
   *
   * @param detector that judges it
   * @param profile of the window
   * @param memory what the detector remembers before it
   * @param falseAlarmRate the share of benign windows that may alarm, above 0 and below 1
   * @param own whether an address is of one's own hosts, as of {@link #of}
   */
  public static Judged judge(
      Detector detector,
      Profile profile,
      Memory memory,
      double falseAlarmRate,
      Predicate<String> own) {
    Judged judged = new Judged(profile, detector.judge(profile, memory), List.of());
    while (judged.step().finding().pValue() < falseAlarmRate) {
      Optional<Quieter> quieter =
          profile.allowed().stories().isEmpty() ? Optional.empty() : quieter(profile, judged, own);
      if (quieter.isEmpty()) {
        break;
      }
      Profile without = quieter.get().profile();
      judged = new Judged(without, detector.judge(without, memory), quieter.get().without());
    }
    return judged;
  }

  /** The window without what was left out already, and without the stories that an alarm tells. */
  private static Optional<Quieter> quieter(Profile profile, Judged judged, Predicate<String> own) {
    Finding finding = judged.step().finding();
    Profile evident = finding.evident(judged.profile());
    FindingName name = new FindingName(evident, finding, SuspectRanking.of(evident, finding), own);
    for (Story story : profile.allowed().stories()) {
      if (!judged.allowed().contains(story)
          && story.isTold(name.pattern().word(), name.attacker(), name.victim())) {
        List<Story> without = new ArrayList<>(judged.allowed());
        without.add(story);
        for (Quieter quieter : profile.allowed().quieter()) {
          if (quieter.without().size() == without.size()
              && quieter.without().containsAll(without)) {
            return Optional.of(quieter);
          }
        }
      }
    }
    return Optional.empty();
  }
}
