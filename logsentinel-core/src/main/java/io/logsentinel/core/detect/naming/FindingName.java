package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Finding.Replacement;
import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.detect.naming.AttackPattern.RuledOut;
import io.logsentinel.core.detect.naming.PatternRules.Rule;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Name of a finding: the pattern of the first rule that holds, of which flows were counted, and who
 * did what to whom.
 */
final class FindingName {
  private static final Set<Family> DENSE = EnumSet.of(Family.DENIAL_OF_SERVICE, Family.WEB_ATTACK);

  private static final String EARLIER = "an earlier rule holds";
  private static final String THINLY = "it is spread thinly over several windows";

  private final FindingFacts facts;
  private final Rule first;
  private final Deed deed;
  private final double pValue;
  private final long windows;
  private final boolean isOfBlock;

  FindingName(Profile profile, Finding finding, SuspectRanking suspects, Predicate<String> own) {
    facts = new FindingFacts(profile, finding, suspects, own);
    pValue = finding.pValue();
    windows = finding.windows();
    isOfBlock = finding.block().isPresent();
    first =
        PatternRules.ALL.stream()
            .filter(rule -> rule.holds().test(facts) && isCounted(rule.pattern()))
            .findFirst()
            .orElseThrow();
    deed = facts.deed(first.pattern());
  }

  /**
   * A name needs flows that were counted of those whom it is about. What fills a service, or talks
   * to it at length, does so in a window: what only several together show is none of that.
   */
  private boolean isCounted(AttackPattern pattern) {
    return pattern == AttackPattern.UNKNOWN
        || (facts.deed(pattern).pattern() != AttackPattern.UNKNOWN
            && !(isOfBlock && DENSE.contains(pattern.family())));
  }

  /** {@return the pattern of the first rule that holds, a flood by how many it turns out to be} */
  AttackPattern pattern() {
    return deed.pattern();
  }

  /**
   * {@return who did what to whom; where that was not counted, the strongest evidence; of a window
   * that alarms with those before it, that it does; of windows judged as one, that they are}
   */
  String sentence() {
    String together =
        windows == 1
            ? ""
            : isOfBlock
                ? " Counted in " + windows + " windows together, none of which alarms by itself."
                : " By itself the window would not alarm: it is the last of "
                    + windows
                    + " in a row that are unusual together.";
    String counted = deed.text();
    if (counted.isEmpty()) {
      counted =
          facts.evidence().isEmpty()
              ? "Nothing stands out"
              : "Unusual: " + words(facts.evidence().get(0));
    }
    return counted + "." + missed() + together;
  }

  /** Windows that are judged as one do not list all that they have together. */
  private String words(Evidence strongest) {
    boolean isBound =
        isOfBlock && strongest.entity().isPresent() && !strongest.channel().isNovelty();
    return (isBound ? "at least " : "") + strongest.words();
  }

  /** Who is missing, as far as the window shows. */
  private String missed() {
    return switch (deed.pattern()) {
      case REPLACED_SERVER -> missed(facts.replacement().orElseThrow());
      case CHANGED_NETWORK ->
          missed(facts.replacement().orElseThrow())
              + " At least "
              + HumanNumber.grouped(facts.replacement().get().flows())
              + " of the window's are of sources that the baseline does not have.";
      default -> "";
    };
  }

  private static String missed(Replacement replacement) {
    Entity entity = replacement.usual();
    String who =
        switch (entity.kind()) {
          case SOURCE -> entity.source();
          case PORT -> "Port " + entity.port();
          default -> Deed.endpoint(entity.destination(), entity.port());
        };
    return " "
        + who
        + " usually has "
        + HumanNumber.grouped(Math.rint(replacement.expected()))
        + " of a window's connections, and "
        + (replacement.most() == 0 ? "none" : "at most " + HumanNumber.grouped(replacement.most()))
        + " here.";
  }

  /** {@return the severity of the window by itself} */
  Severity severity() {
    return deed.severity(pValue, pattern().confidence(1), 1);
  }

  /** {@return the source; empty where nobody is known} */
  String attacker() {
    return isOfOthers() ? deed.source() : facts.source();
  }

  /** {@return the destination; empty where nobody is known} */
  String victim() {
    return isOfOthers() ? deed.destination() : facts.server();
  }

  /** {@return the port; empty where none stands out} */
  String port() {
    return isOfOthers() ? deed.port() : facts.port();
  }

  /** Whether it is about others than those who stand out by themselves. */
  private boolean isOfOthers() {
    return deed.pattern() == AttackPattern.EXFILTRATION
        || deed.pattern() == AttackPattern.DISCOVERY
        || deed.pattern().family() == AttackPattern.Family.CHANGE;
  }

  /** {@return all patterns but the one given, with the reason, in the order of the rules} */
  List<RuledOut> ruledOut() {
    List<RuledOut> ruledOut = new ArrayList<>();
    boolean isLater = false;
    for (Rule rule : PatternRules.ALL) {
      if (rule.pattern() != pattern()) {
        ruledOut.add(new RuledOut(rule.pattern(), isLater ? EARLIER : whyNot(rule)));
      }
      isLater |= rule == first;
    }
    return ruledOut;
  }

  private String whyNot(Rule rule) {
    if (rule == first) {
      return "more sources than one have flows to it";
    }
    return !rule.holds().test(facts)
        ? rule.whyNot().apply(facts)
        : isOfBlock && DENSE.contains(rule.pattern().family()) ? THINLY : PatternRules.NO_FLOWS;
  }
}
