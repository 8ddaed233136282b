package io.logsentinel.cli.allow;

import io.logsentinel.core.allow.Allowlist.Rule;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The account of what rules allowed, window by window. Not thread-safe. */
public final class AllowedCounts {
  private final Map<Integer, Count> counts = new TreeMap<>();

  /** By line of a rule that allows a story, the files in which it did. */
  private final Map<Integer, Set<String>> files = new HashMap<>();

  private long flows;
  private long windows;
  private long windowsOfStories;

  /**
   * Count of a rule.
   *
   * @param met flows of whole windows for which its conditions hold, from 0
   * @param ended flows for which they would hold but for its last day, from 0
   * @param undated those among {@code met} without a time
   * @param flows that were allowed: all that were met, of a story those of windows that it explains
   * @param windows in which a flow was allowed
   * @param files likewise
   */
  public record Count(long met, long ended, long undated, long flows, long windows, long files) {
    private static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

    private Count plus(Count other) {
      return new Count(
          met + other.met,
          ended + other.ended,
          undated + other.undated,
          flows + other.flows,
          windows + other.windows,
          files + other.files);
    }
  }

  /** The account of no window. */
  public AllowedCounts() {}

  private void add(int line, Count count) {
    counts.merge(line, count, Count::plus);
  }

  /**
   * Adds a window.
   *
   * @param allowed what the allowlist says of it
   */
  public void add(Allowed allowed) {
    long inAll = allowed.flows() + allowed.partialFlows();
    flows += inAll;
    windows += inAll > 0 ? 1 : 0;
    List<AllowedBy> stories = allowed.of(allowed.stories());
    for (AllowedBy by : allowed.rules()) {
      long allowedBy = stories.contains(by) ? 0 : by.flows();
      int any = allowedBy > 0 ? 1 : 0;
      add(by.line(), new Count(by.flows(), by.ended(), by.undated(), allowedBy, any, 0));
    }
  }

  /**
   * Adds stories that were allowed in a window, which was added before.
   *
   * @param file that the window is of
   * @param stories the rules, with their flows of the window
   */
  public void addStories(String file, List<AllowedBy> stories) {
    for (AllowedBy by : stories) {
      boolean isFirst = files.computeIfAbsent(by.line(), any -> new HashSet<>()).add(file);
      add(by.line(), new Count(0, 0, 0, by.flows(), 1, isFirst ? 1 : 0));
      flows += by.flows();
    }
    windowsOfStories++;
  }

  /**
   * Adds the windows of a file.
   *
   * @param ofFile account of that file alone
   */
  public void addFile(AllowedCounts ofFile) {
    ofFile.counts.forEach(
        (line, count) ->
            add(line, count.plus(new Count(0, 0, 0, 0, 0, count.flows() > 0 ? 1 : 0))));
    flows += ofFile.flows;
    windows += ofFile.windows;
  }

  /**
   * {@return the count of a rule}
   *
   * @param rule any rule
   */
  public Count of(Rule rule) {
    return counts.getOrDefault(rule.line(), Count.NONE);
  }

  /** {@return the number of flows that were allowed, whole and partial ones, from 0} */
  public long flows() {
    return flows;
  }

  /** {@return in how many windows rules without a pattern allowed them, from 0} */
  public long windows() {
    return windows;
  }

  /** {@return in how many windows stories were allowed, from 0} */
  public long windowsOfStories() {
    return windowsOfStories;
  }
}
