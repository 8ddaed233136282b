package io.logsentinel.core.window;

import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Profile.Quieter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Flows of a window that an allowlist speaks of, counted by rule.
 *
 * <p>Those that are allowed are kept apart, for the window's sums still count their addresses.
 * Those of a story that is allowed are in the profile, and kept apart besides, so that there is a
 * profile without them.
 */
final class AllowedFlows {
  /** Stories that are each left out alone, those with the most flows. */
  private static final int MOST_ALONE = 6;

  private static final int FLOWS = 0;
  private static final int ENDED = 1;
  private static final int UNDATED = 2;

  private final Matcher matcher;
  private final int[] matches = new int[ProfileAccumulator.CHUNK];
  private final int[] rows = new int[ProfileAccumulator.CHUNK];

  /** By place of the rule in its list. */
  private final Map<Integer, long[]> counts = new TreeMap<>();

  private final Map<Integer, Part> stories = new TreeMap<>();

  /** The allowed flows: their addresses and ports are all that is asked for. */
  private final Part allowed = new Part();

  /** The flows that are neither allowed nor of a story; null until there is a story. */
  private @Nullable Part plain;

  /** Whole flows and partial ones, as a window has them. */
  private static final class Part {
    private final ProfileAccumulator whole = new ProfileAccumulator();
    private final ProfileAccumulator partial = new ProfileAccumulator();

    ProfileAccumulator of(boolean isPartial) {
      return isPartial ? partial : whole;
    }

    void merge(Part other) {
      whole.merge(other.whole);
      partial.merge(other.partial);
    }
  }

  AllowedFlows(Matcher matcher) {
    this.matcher = matcher;
  }

  /** Whether the flows are matched by these rules. */
  boolean isOf(Matcher rules) {
    return matcher == rules;
  }

  /**
   * Adds rows of a batch, those that are not allowed to a part of the window.
   *
   * @param profile of the flows so far that are not allowed, of this kind
   * @param other of those of the other kind; null where there is none
   */
  void add(
      FlowBatch batch,
      int from,
      int to,
      long @Nullable [] times,
      ProfileAccumulator profile,
      @Nullable ProfileAccumulator other,
      boolean isPartial) {
    for (int start = from; start < to; start += ProfileAccumulator.CHUNK) {
      int end = Math.min(to, start + ProfileAccumulator.CHUNK);
      if (matcher.match(batch, start, end, times, matches)) {
        addMatched(batch, start, end, times, profile, other, isPartial);
      } else {
        profile.add(batch, start, end, times);
        if (plain != null) {
          plain.of(isPartial).add(batch, start, end, times);
        }
      }
    }
  }

  private void addMatched(
      FlowBatch batch,
      int from,
      int to,
      long @Nullable [] times,
      ProfileAccumulator profile,
      @Nullable ProfileAccumulator other,
      boolean isPartial) {
    List<Integer> met = new ArrayList<>();
    for (int row = from; row < to; row++) {
      int match = matches[row - from];
      if (match != Matcher.NO_RULE) {
        boolean isTimed = times != null && times[row] != FlowBatch.NO_TIME;
        count(match, isTimed);
        if (isOfStory(match) && !met.contains(match)) {
          met.add(match);
        }
      }
    }
    if (!met.isEmpty() && plain == null) { // until now, there was no difference
      plain = new Part();
      plain.of(isPartial).merge(profile);
      if (other != null) {
        plain.of(!isPartial).merge(other);
      }
    }
    addSome(batch, from, to, times, profile, match -> !isAllowed(match));
    if (plain != null) {
      addSome(batch, from, to, times, plain.of(isPartial), match -> match < 0);
    }
    addSome(batch, from, to, times, allowed.of(isPartial), this::isAllowed);
    for (int story : met) {
      Part of = stories.computeIfAbsent(story, any -> new Part());
      addSome(batch, from, to, times, of.of(isPartial), match -> match == story);
    }
  }

  private boolean isOfStory(int match) {
    return match >= 0 && matcher.rule(match).story().isPresent();
  }

  private boolean isAllowed(int match) {
    return match >= 0 && matcher.rule(match).story().isEmpty();
  }

  private void addSome(
      FlowBatch batch,
      int from,
      int to,
      long @Nullable [] times,
      ProfileAccumulator into,
      IntPredicate some) {
    int count = 0;
    for (int row = from; row < to; row++) {
      if (some.test(matches[row - from])) {
        rows[count++] = row;
      }
    }
    into.add(batch, rows, count, times);
  }

  private void count(int match, boolean isTimed) {
    boolean hasEnded = match < Matcher.NO_RULE;
    int place = hasEnded ? Matcher.ended(match) : match;
    long[] its = counts.computeIfAbsent(place, any -> new long[UNDATED + 1]);
    its[hasEnded ? ENDED : FLOWS]++;
    its[UNDATED] += isTimed ? 0 : 1;
  }

  /** Adds the addresses and ports of the whole flows that are allowed, as distinct ones. */
  void mergeEndsInto(ProfileAccumulator other) {
    other.mergeEnds(allowed.whole);
  }

  /** Whether whole flows are allowed. */
  boolean isAny() {
    return allowed.whole.flows() > 0;
  }

  /**
   * Adds all flows of another window, which holds what it held.
   *
   * @param profile of the whole flows here that are not allowed
   * @param partial of the partial ones; null where there is none
   * @param ofOther the other's whole flows
   * @param partialOfOther likewise
   */
  void merge(
      AllowedFlows other,
      ProfileAccumulator profile,
      @Nullable ProfileAccumulator partial,
      ProfileAccumulator ofOther,
      @Nullable ProfileAccumulator partialOfOther) {
    if (plain == null && other.plain != null) {
      plain = part(profile, partial);
    }
    if (plain != null) {
      plain.merge(other.plain == null ? part(ofOther, partialOfOther) : other.plain);
    }
    allowed.merge(other.allowed);
    other.stories.forEach(
        (story, its) -> stories.computeIfAbsent(story, any -> new Part()).merge(its));
    other.counts.forEach(
        (rule, its) -> {
          long[] ours = counts.computeIfAbsent(rule, any -> new long[UNDATED + 1]);
          Arrays.setAll(ours, i -> ours[i] + its[i]);
        });
  }

  private static Part part(ProfileAccumulator whole, @Nullable ProfileAccumulator partial) {
    Part part = new Part();
    part.whole.merge(whole);
    if (partial != null) {
      part.partial.merge(partial);
    }
    return part;
  }

  /** {@return what the allowlist says of the window} */
  Allowed allowed(long windowId, Measure measure) {
    List<AllowedBy> by = new ArrayList<>();
    counts.forEach(
        (place, its) -> {
          Rule rule = matcher.rule(place);
          by.add(
              new AllowedBy(rule.line(), rule.conditions(), its[FLOWS], its[ENDED], its[UNDATED]));
        });
    List<Quieter> quieter = new ArrayList<>();
    for (List<Integer> without : leftOut()) {
      quieter.add(new Quieter(stories(without), without(without, windowId, measure)));
    }
    return new Allowed(
        allowed.whole.flows(),
        allowed.partial.flows(),
        by,
        stories(List.copyOf(stories.keySet())),
        quieter);
  }

  private List<Story> stories(List<Integer> places) {
    return places.stream().map(place -> matcher.rule(place).story().orElseThrow()).toList();
  }

  /** Those with the most flows, each alone, and the first two together. */
  private List<List<Integer>> leftOut() {
    List<Integer> most =
        counts.entrySet().stream()
            .filter(rule -> stories.containsKey(rule.getKey()))
            .sorted(Comparator.comparingLong(story -> -story.getValue()[FLOWS]))
            .limit(MOST_ALONE)
            .map(Map.Entry::getKey)
            .toList();
    List<List<Integer>> leftOut = new ArrayList<>();
    most.stream().sorted().forEach(story -> leftOut.add(List.of(story)));
    if (most.size() > 1) {
      leftOut.add(most.stream().limit(2).sorted().toList());
    }
    return leftOut;
  }

  private Profile without(List<Integer> leftOut, long windowId, Measure measure) {
    Part left = new Part();
    left.merge(Objects.requireNonNull(plain, "where a story is, there are flows of none"));
    long flows = allowed.whole.flows();
    long partialFlows = allowed.partial.flows();
    for (Map.Entry<Integer, Part> story : stories.entrySet()) {
      if (leftOut.contains(story.getKey())) {
        flows += story.getValue().whole.flows();
        partialFlows += story.getValue().partial.flows();
      } else {
        left.merge(story.getValue());
      }
    }
    left.whole.merge(left.partial);
    Allowed counted = new Allowed(flows, partialFlows, List.of(), List.of(), List.of());
    return left.whole.profile(windowId, left.partial.flows(), measure, counted);
  }

  /** Forgets all flows. */
  void clear() {
    counts.clear();
    stories.clear();
    plain = null;
    allowed.whole.clear();
    allowed.partial.clear();
  }
}
