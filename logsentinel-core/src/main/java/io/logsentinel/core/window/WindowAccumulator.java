package io.logsentinel.core.window;

import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.window.Profile.Allowed;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sums up flows to a window, in the order in which they come.
 *
 * <p>Accumulators merge: after {@code a.merge(b)}, a holds what adding all flows of a, then all of
 * b, would have given: counts exactly, sums up to rounding; of more than 262,144 distinct addresses
 * or 131,072 ports, some may be counted twice. Not thread-safe: a window has one owner.
 */
public final class WindowAccumulator {
  /** The most partial flows of a window that are looked at. */
  public static final int MAX_PARTIAL_FLOWS = 1 << 16;

  /** Counts distinct addresses and ports, and the talkers of the window's profile. */
  private final ProfileAccumulator profile = new ProfileAccumulator();

  /** Counts the partial flows, which are in none of the sums; null until there is one. */
  private @Nullable ProfileAccumulator partial;

  /** Takes the flows that an allowlist speaks of; null where there is no list. */
  private @Nullable AllowedFlows allowed;

  /** Partial flows so far, allowed ones too. */
  private long partials;

  /** Holds the partial flow at hand; null until there is one. */
  private FlowBatch.@Nullable Appender one;

  /** Some values of a column, one after the other. */
  private final double[] column = new double[512];

  private Measure measure = Measure.PAYLOAD;
  private long flows;
  private long attacks;
  private long unlabelled;
  private double forwardBytes;
  private double backwardBytes;
  private double forwardPackets;
  private double backwardPackets;
  private double bytesPerSecond;
  private double packetsPerSecond;

  /** An accumulator that holds no flow. */
  public WindowAccumulator() {}

  /**
   * An accumulator that holds no flow, and leaves out of the profile what is allowed.
   *
   * @param rules that say what is
   */
  public WindowAccumulator(Matcher rules) {
    allow(rules);
  }

  /** Has some rules say what is left out of the profile, none where they are null; while empty. */
  void allow(@Nullable Matcher rules) {
    if (rules == null) {
      allowed = null;
    } else if (allowed == null || !allowed.isOf(rules)) {
      allowed = new AllowedFlows(rules);
    }
  }

  /**
   * Adds flows of a batch.
   *
   * @param batch any batch
   * @param from the first row, from 0
   * @param to the row after the last, at most the batch's size
   * @param times of the batch's flows, in milliseconds from 1970 UTC or {@link FlowBatch#NO_TIME};
   *     null where there are none
   */
  public void add(FlowBatch batch, int from, int to, long @Nullable [] times) {
    if (allowed == null) {
      profile.add(batch, from, to, times);
    } else {
      allowed.add(batch, from, to, times, profile, partial, false);
    }
    measure = batch.measure();
    forwardBytes = plus(forwardBytes, batch, FlowField.FORWARD_BYTES, from, to);
    backwardBytes = plus(backwardBytes, batch, FlowField.BACKWARD_BYTES, from, to);
    forwardPackets = plus(forwardPackets, batch, FlowField.FORWARD_PACKETS, from, to);
    backwardPackets = plus(backwardPackets, batch, FlowField.BACKWARD_PACKETS, from, to);
    bytesPerSecond = plus(bytesPerSecond, batch, FlowField.BYTES_PER_SECOND, from, to);
    packetsPerSecond = plus(packetsPerSecond, batch, FlowField.PACKETS_PER_SECOND, from, to);
    flows += to - from;
    for (int row = from; row < to; row++) {
      LabelKind kind = batch.labelKind(row);
      attacks += kind == LabelKind.ATTACK ? 1 : 0;
      unlabelled += kind == LabelKind.UNLABELLED ? 1 : 0;
    }
  }

  /**
   * Adds a partial flow: to the profile alone, after the whole flows, wherever among them it stood.
   * A window has room for {@value #MAX_PARTIAL_FLOWS}, as their distinct addresses are held in
   * memory.
   *
   * @param flow any partial flow
   * @param time when it was, in milliseconds from 1970 UTC, or {@link FlowBatch#NO_TIME}
   * @return false where there was no room for it
   */
  public boolean addPartial(PartialFlow flow, long time) {
    if (partial == null) {
      partial = new ProfileAccumulator();
    }
    if (partials >= MAX_PARTIAL_FLOWS) {
      return false;
    }
    partials++;
    one = one == null ? new FlowBatch.Appender() : one;
    one.clear();
    one.flow(flow.flow()).add();
    long[] times = {time};
    if (allowed == null) {
      partial.add(one.batch(), 0, 1, times);
    } else {
      allowed.add(one.batch(), 0, 1, times, partial, profile, true);
    }
    return true;
  }

  /** The sum and a column's values, in the order of the rows. */
  private double plus(double sum, FlowBatch batch, FlowField field, int from, int to) {
    double total = sum;
    for (int start = from; start < to; start += column.length) {
      int count = Math.min(column.length, to - start);
      batch.numbers(field, start, start + count, column);
      for (int i = 0; i < count; i++) {
        total += ProfileAccumulator.finite(column[i]);
      }
    }
    return total;
  }

  /**
   * Adds all flows of another accumulator, which stays as it is.
   *
   * @param other what was accumulated elsewhere
   * @throws IllegalArgumentException if one of the two has an allowlist and the other has none
   */
  public void merge(WindowAccumulator other) {
    if ((allowed == null) != (other.allowed == null)) {
      throw new IllegalArgumentException("only windows of one allowlist can be merged");
    }
    if (allowed != null) {
      allowed.merge(other.allowed, profile, partial, other.profile, other.partial);
    }
    profile.merge(other.profile);
    if (other.partial != null) {
      partial = partial == null ? new ProfileAccumulator() : partial;
      partial.merge(other.partial);
    }
    forwardBytes = merged(forwardBytes, other.forwardBytes);
    backwardBytes = merged(backwardBytes, other.backwardBytes);
    forwardPackets = merged(forwardPackets, other.forwardPackets);
    backwardPackets = merged(backwardPackets, other.backwardPackets);
    bytesPerSecond = merged(bytesPerSecond, other.bytesPerSecond);
    packetsPerSecond = merged(packetsPerSecond, other.packetsPerSecond);
    measure = other.flows > 0 ? other.measure : measure;
    flows += other.flows;
    attacks += other.attacks;
    unlabelled += other.unlabelled;
    partials += other.partials;
  }

  /** {@return the number of partial flows so far, allowed ones too, from 0} */
  public long partialFlows() {
    return partials;
  }

  /** {@return the number of whole flows so far, from 0} */
  public long flows() {
    return flows;
  }

  /**
   * {@return the window of the flows so far}
   *
   * @param id place of the window in its file
   * @throws IllegalStateException if no flow was added
   */
  public Window window(long id) {
    if (flows == 0) {
      throw new IllegalStateException("window " + id + " must hold at least 1 flow but holds 0");
    }
    double packets = sum(forwardPackets, backwardPackets);
    ProfileAccumulator ends = ends();
    return new Window(
        id,
        flows,
        sum(forwardBytes, backwardBytes),
        packets,
        ends.distinctSources(),
        ends.distinctDestinations(),
        ends.distinctPorts(),
        bytesPerSecond / flows,
        packetsPerSecond / flows,
        packets / flows,
        flows == unlabelled ? Double.NaN : (double) attacks / (flows - unlabelled));
  }

  /** What counts the distinct addresses and ports of all whole flows. */
  private ProfileAccumulator ends() {
    if (allowed == null || !allowed.isAny()) {
      return profile;
    }
    ProfileAccumulator ends = new ProfileAccumulator();
    ends.mergeEnds(profile);
    allowed.mergeEndsInto(ends);
    return ends;
  }

  /**
   * {@return the profile of all flows so far that are not allowed, partial ones included} It ends
   * the window, to be called last before {@link #clear}.
   *
   * @param id the window's number within its file, from 0
   * @throws IllegalStateException if there is no flow
   */
  public Profile profile(long id) {
    Allowed of = allowed == null ? Allowed.NONE : allowed.allowed(id, measure);
    long partialFlows = 0;
    if (partial != null && partial.flows() > 0) {
      partialFlows = partial.flows();
      profile.merge(partial);
    }
    return profile.profile(id, partialFlows, measure, of);
  }

  /** Forgets all flows; the tables are kept for the next window. */
  public void clear() {
    profile.clear();
    if (partial != null) {
      partial.clear();
    }
    if (allowed != null) {
      allowed.clear();
    }
    partials = 0;
    flows = 0;
    attacks = 0;
    unlabelled = 0;
    forwardBytes = 0;
    backwardBytes = 0;
    forwardPackets = 0;
    backwardPackets = 0;
    bytesPerSecond = 0;
    packetsPerSecond = 0;
  }

  /** A sum that overflowed stays there, whatever is added. */
  private static double merged(double sum, double other) {
    return Double.isInfinite(sum) ? sum : sum + other;
  }

  /** Sums that overflowed in opposite directions cancel out to 0, as infinities do in a window. */
  private static double sum(double a, double b) {
    double sum = a + b;
    return Double.isNaN(sum) ? 0 : sum;
  }

  /**
   * A pool of empty accumulators, whose tables are costly to make: shared by the windows of any
   * number of files, one after the other or at once. Safe for use by several threads.
   */
  public static final class AccumulatorPool {
    /** The latest first: it is still in the processor's cache. */
    private final Deque<WindowAccumulator> spare = new ConcurrentLinkedDeque<>();

    /** A pool that holds nothing yet. */
    public AccumulatorPool() {}

    /** An empty one, with some rules; none where they are null. */
    WindowAccumulator take(@Nullable Matcher rules) {
      WindowAccumulator spared = spare.pollFirst();
      WindowAccumulator taken = spared == null ? new WindowAccumulator() : spared;
      taken.allow(rules);
      return taken;
    }

    void give(WindowAccumulator accumulator) {
      accumulator.clear();
      spare.addFirst(accumulator);
    }
  }

  /**
   * {@return the profile of windows that follow each other, with the number of the last of them}
   * Flows of the listed entities, and of conversations, are added up, means weighted by flows.
   * Distinct things are those listed, at least as many as in the window with the most: all, where
   * no list is full. Then a source's peers and ports are counted from the pairs and clients, a
   * destination's from pairs and services, a port's peers from the clients; ports of a pair, and
   * peers of a client or service, are those of the window with the most. Listed are at most {@value
   * Profile#MAX_TOGETHER} entities of a kind. Of allowed flows their number is kept.
   *
   * @param windows at least one, in the order of time
   */
  public static Profile together(List<Profile> windows) {
    return ProfileMerge.of(windows);
  }
}
