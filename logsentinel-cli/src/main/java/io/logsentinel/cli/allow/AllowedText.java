package io.logsentinel.cli.allow;

import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** What an allowlist allowed, for people. */
public final class AllowedText {
  private static final int MOST_RULES = 3;

  private AllowedText() {}

  /**
   * {@return the flows of a run that were allowed, and the rules that allowed most of them}
   *
   * @param file with the rules
   * @param counts of the run
   */
  public static String of(AllowFile file, AllowedCounts counts) {
    List<Rule> rules =
        file.list().rules().stream()
            .filter(rule -> counts.of(rule).flows() > 0)
            .sorted(Comparator.comparingLong(rule -> -counts.of(rule).flows()))
            .toList();
    if (rules.isEmpty()) {
      return "no flow by " + counted(file.list().rules().size(), "rule");
    }
    StringJoiner named = new StringJoiner(", ");
    for (Rule rule : rules.subList(0, Math.min(MOST_RULES, rules.size()))) {
      named.add(
          AllowFile.words(rule)
              + " "
              + HumanNumber.grouped(counts.of(rule).flows())
              + " in "
              + counted(counts.of(rule).windows(), "window"));
    }
    int more = rules.size() - MOST_RULES;
    return counted(counts.flows(), "flow")
        + ": "
        + named
        + (more > 0 ? " and " + counted(more, "rule") + " more" : "");
  }

  /**
   * {@return the rules that flows of a window are left out by, in words}
   *
   * @param rules with their flows of the window
   */
  public static List<String> of(List<AllowedBy> rules) {
    List<String> lines = new ArrayList<>();
    for (AllowedBy by : rules.subList(0, Math.min(MOST_RULES, rules.size()))) {
      String which = "line " + by.line() + " (" + by.conditions() + ")";
      lines.add("allowed, left out: " + counted(by.flows(), "flow") + " by " + which);
    }
    int more = rules.size() - MOST_RULES;
    if (more > 0) {
      lines.add("allowed, left out: flows of " + counted(more, "rule") + " more");
    }
    return lines;
  }

  private static String counted(long count, String what) {
    return HumanNumber.grouped(count) + " " + what + (count == 1 ? "" : "s");
  }
}
