package io.logsentinel.cli.allow;

import io.logsentinel.cli.allow.AllowedCounts.Count;
import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run has to say of the rules of its allowlist, so that none is silent. */
public final class AllowMessages {
  private static final int MOST_NAMED = 5;

  private AllowMessages() {}

  /**
   * {@return what is odd about the rules: those that hold for no flow, those that have ended, and
   * last days that could not be checked}
   *
   * @param file with the rules
   * @param counts of all windows that were cut
   */
  public static List<String> odd(AllowFile file, AllowedCounts counts) {
    List<String> messages = new ArrayList<>();
    if (file.isGiven() && file.list().rules().isEmpty()) {
      messages.add(file.name() + ": holds no rule: nothing is allowed");
    }
    List<Rule> unmet = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    List<String> undated = new ArrayList<>();
    for (Rule rule : file.list().rules()) {
      Count count = counts.of(rule);
      if (count.met() == 0 && count.ended() == 0) {
        unmet.add(rule);
      }
      if (count.ended() > 0) {
        ended.add(
            AllowFile.words(rule)
                + " ended on "
                + rule.until().orElseThrow()
                + ": "
                + flows(count.ended())
                + " after it "
                + (count.ended() == 1 ? "is" : "are")
                + " judged");
      }
      if (rule.until().isPresent() && count.undated() > 0) {
        undated.add(
            AllowFile.words(rule)
                + " ends on "
                + rule.until().get()
                + ", but "
                + flows(count.undated())
                + " without a time "
                + (count.undated() == 1 ? "is" : "are")
                + " allowed all the same");
      }
    }
    addSome(messages, file, ended);
    addSome(messages, file, undated);
    if (!unmet.isEmpty()) {
      messages.add(
          file.name()
              + ": "
              + (unmet.size() == 1 ? "1 rule holds" : grouped(unmet.size()) + " rules hold")
              + " for no flow in a whole window: "
              + named(unmet.stream().map(AllowFile::words).toList()));
    }
    return messages;
  }

  private static void addSome(List<String> messages, AllowFile file, List<String> some) {
    some.stream().limit(MOST_NAMED).forEach(text -> messages.add(file.name() + ": " + text));
    if (some.size() > MOST_NAMED) {
      messages.add(
          file.name() + ": the same of " + grouped(some.size() - MOST_NAMED) + " rules more");
    }
  }

  /**
   * {@return in what the baseline differs from what is judged: flows that it knows and that are
   * allowed now, and flows that it was learned without and that are judged now}
   *
   * @param baseline the baseline
   * @param file with the rules
   * @param counts of this run
   */
  public static List<String> differences(
      BaselineState baseline, AllowFile file, AllowedCounts counts) {
    Map<String, Long> then = new TreeMap<>();
    for (TrainedFile trained : baseline.history().map(TrainingHistory::files).orElse(List.of())) {
      trained.allowed().forEach((rule, flows) -> then.merge(rule, flows, Long::sum));
    }
    List<String> known = new ArrayList<>();
    for (Rule rule : file.list().rules()) {
      long flows =
          counts.of(rule).flows() == 0
                  || rule.story().isPresent()
                  || then.containsKey(rule.conditions())
              ? 0
              : listed(baseline, rule);
      if (flows > 0) {
        known.add(AllowFile.words(rule) + " at least " + flows(flows));
      }
    }
    List<String> messages = new ArrayList<>();
    if (!known.isEmpty()) {
      messages.add(
          "the baseline knows flows that "
              + file.name()
              + " allows now: "
              + named(known)
              + "; learn it again with --allow to have it forget them");
    }
    Set<String> now =
        file.list().rules().stream().map(Rule::conditions).collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    then.forEach(
        (rule, flows) -> {
          if (!now.contains(rule)) {
            unknown.add(rule + " " + flows(flows));
          }
        });
    if (!unknown.isEmpty()) {
      messages.add(
          "the baseline was learned without flows that are judged now: "
              + named(unknown)
              + "; allow them here too, or learn it again");
    }
    return messages;
  }

  /** The flows of an address in the baseline's windows, as far as their profiles list it. */
  private static long listed(BaselineState baseline, Rule rule) {
    long flows = 0;
    for (Profile profile : baseline.profiles()) {
      for (EntityKind kind : List.of(EntityKind.SOURCE, EntityKind.DESTINATION)) {
        for (EntityStats stats : profile.entities(kind)) {
          if (rule.isOf(stats.entity().source(), stats.entity().destination())) {
            flows += stats.flows();
          }
        }
      }
    }
    return flows;
  }

  private static String named(List<String> all) {
    int more = all.size() - MOST_NAMED;
    return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + grouped(more) + " more" : "");
  }

  private static String flows(long flows) {
    return flows == 1 ? "1 flow" : grouped(flows) + " flows";
  }

  private static String grouped(long count) {
    return HumanNumber.grouped(count);
  }
}
