package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.text.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pairing of one-way flows that are two halves of one conversation: the later half is taken into
 * the earlier, which stays where it stands, so that the order of the file holds.
 *
 * <p>Two halves have the same protocol and swapped addresses and ports, stand at most {@value
 * #MOST_ROWS_APART} rows apart and begin at most {@link #LONGEST_APART} apart; the earliest half
 * that waits is taken. What finds no other half stays a one-way flow. The half that began first was
 * sent by who began; of two that began at the same time, it is the one to a port below 1024, else
 * the one that stands first. Of ICMP, an echo's request and its answer are two halves.
 */
final class OneWayPairing {
  /** So many rows a half waits for the other: memory does not grow with the file. */
  static final int MOST_ROWS_APART = 1 << 14;

  /** Milliseconds between the beginnings of two halves: an answer is not slower. */
  static final long LONGEST_APART = 60_000;

  private static final int ICMP = 1;
  private static final int ICMP_V6 = 58;

  /**
   * Types of a request and of its answer. Exporters put type and code into the port: the type times
   * 256, or before a point.
   */
  private static final double[][] ECHO = {{8 << 8, 0}, {8, 0}, {128 << 8, 129 << 8}, {128, 129}};

  /** Ports below are those of services. */
  private static final int WELL_KNOWN = 1024;

  private static final double MICROS_PER_MILLI = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private final Deque<Row> waiting = new ArrayDeque<>();
  private final Map<Conversation, Deque<Half>> unanswered = new HashMap<>();

  /** By an address as it is spelled, its one form; of addresses that came lately. */
  private final Map<String, String> forms = new HashMap<>();

  private final Measure measure;

  /** Takes labels as those who wrote the file meant them. */
  private FlowBatch.Appender out;

  private boolean isHandedOut;
  private long rows;
  private long paired;

  OneWayPairing(Measure measure) {
    this.measure = measure;
    begin(LabelRules.USUAL);
  }

  private void begin(LabelRules rules) {
    out = new FlowBatch.Appender(rules);
    out.measure(measure);
  }

  /** Adds the next flows of the file. */
  void add(FlowBatch batch) {
    if (rows == 0) {
      begin(batch.labelRules());
    }
    int partial = 0;
    for (int row = 0; row <= batch.size(); row++) {
      while (partial < batch.partials().size()
          && batch.partials().get(partial).wholeBefore() == row) {
        String label = batch.partialLabel(partial);
        waiting.add(new Partial(batch.partials().get(partial++), label));
        rows++;
      }
      if (row < batch.size()) {
        FlowRecord flow = batch.record(row).withLabel(batch.label(row));
        add(new Half(flow, batch.localTime(row), batch.isInstant(row), rows++));
      }
    }
  }

  private void add(Half half) {
    waiting.add(half);
    if (half.isTwoWay() || form(half.flow.sourceIp()).equals(form(half.flow.destinationIp()))) {
      return;
    }
    Half first = unansweredBy(half);
    if (first == null) {
      unanswered.computeIfAbsent(conversation(half.flow), none -> new ArrayDeque<>()).add(half);
      half.isUnanswered = true;
    } else {
      first.join(half, rules());
      half.isTaken = true;
      paired++;
    }
  }

  /** The earliest half that this one may be the other of, which waits no longer; null for none. */
  private @Nullable Half unansweredBy(Half half) {
    for (Conversation other : others(half.flow)) {
      Half first = waitingFor(half, other);
      if (first != null) {
        return first;
      }
    }
    return null;
  }

  private @Nullable Half waitingFor(Half half, Conversation other) {
    Deque<Half> candidates = unanswered.get(other);
    while (candidates != null && half.isTooFarBehind(candidates.peek())) {
      removeFirst(other, candidates);
      candidates = unanswered.get(other);
    }
    if (candidates == null || candidates.peek().isLaterThan(half)) {
      return null;
    }
    Half first = candidates.peek();
    removeFirst(other, candidates);
    return first;
  }

  private LabelRules rules() {
    return out.batch().labelRules();
  }

  private void removeFirst(Conversation conversation, Deque<Half> halves) {
    halves.remove().isUnanswered = false;
    if (halves.isEmpty()) {
      unanswered.remove(conversation);
    }
  }

  /**
   * {@return the next flows, valid until the next call; null until there are enough of them}
   *
   * @param isEnd true if the file has no more: all that wait come out
   */
  @Nullable FlowBatch next(boolean isEnd) {
    clearHandedOut();
    while (waiting.size() > (isEnd ? 0 : MOST_ROWS_APART) && !out.isFull()) {
      Row row = waiting.remove();
      if (row instanceof Half half && !half.isTaken) {
        Conversation conversation = conversation(half.flow);
        Deque<Half> halves = unanswered.get(conversation);
        if (halves != null && halves.peek() == half) {
          removeFirst(conversation, halves);
        }
      }
      row.appendTo(out);
    }
    return handOut(isEnd || out.isFull());
  }

  /**
   * {@return the next flows that no row to come can change, valid until the next call; null where
   * there are none} Those behind a half that may still find its other one stay, as the order of the
   * file holds. It is not given up for its age: rows come in the order of their ends, and one that
   * began long before may be the next.
   */
  @Nullable FlowBatch settled() {
    clearHandedOut();
    while (!waiting.isEmpty() && waiting.peek().isSettled() && !out.isFull()) {
      waiting.remove().appendTo(out);
    }
    return handOut(true);
  }

  private void clearHandedOut() {
    if (isHandedOut) {
      out.clear();
      isHandedOut = false;
    }
  }

  private @Nullable FlowBatch handOut(boolean isDue) {
    boolean isEmpty = out.batch().size() + out.batch().partials().size() == 0;
    isHandedOut = isDue && !isEmpty;
    return isHandedOut ? out.batch() : null;
  }

  /** {@return the number of rows that were taken into earlier ones} */
  long paired() {
    return paired;
  }

  /** What two halves have in common, as the one that is answered has it. */
  private record Conversation(
      String source,
      String destination,
      double sourcePort,
      double destinationPort,
      double protocol) {}

  private Conversation conversation(FlowRecord flow) {
    return new Conversation(
        form(flow.sourceIp()),
        form(flow.destinationIp()),
        flow.sourcePort(),
        flow.destinationPort(),
        flow.protocol());
  }

  /** Those of the flows that a flow may be the other half of. */
  private List<Conversation> others(FlowRecord flow) {
    if (!isIcmp(flow)) {
      return List.of(other(flow, flow.destinationPort(), flow.sourcePort()));
    }
    List<Conversation> others = new ArrayList<>();
    for (double[] echo : ECHO) {
      if (flow.destinationPort() == echo[0]) {
        others.add(other(flow, flow.sourcePort(), echo[1]));
      } else if (flow.destinationPort() == echo[1]) {
        others.add(other(flow, flow.sourcePort(), echo[0]));
      }
    }
    return others;
  }

  private Conversation other(FlowRecord flow, double sourcePort, double destinationPort) {
    return new Conversation(
        form(flow.destinationIp()),
        form(flow.sourceIp()),
        sourcePort,
        destinationPort,
        flow.protocol());
  }

  private static boolean isIcmp(FlowRecord flow) {
    return flow.protocol() == ICMP || flow.protocol() == ICMP_V6;
  }

  private String form(String address) {
    if (forms.size() > MOST_ROWS_APART) {
      forms.clear();
    }
    return forms.computeIfAbsent(address, IpAddress::canonical);
  }

  /** A row that waits. */
  private interface Row {
    /** Adds it to those that come out. */
    void appendTo(FlowBatch.Appender rows);

    /** {@return whether no row to come can be a part of it} */
    default boolean isSettled() {
      return true;
    }

    static void time(FlowBatch.Appender rows, long localTime, boolean isInstant) {
      if (isInstant) {
        rows.instant(localTime);
      } else {
        rows.localTime(localTime);
      }
    }
  }

  /** A partial flow, with its label as it came. */
  private record Partial(PartialFlow flow, String label) implements Row {
    @Override
    public void appendTo(FlowBatch.Appender rows) {
      rows.flow(flow.flow());
      Row.time(rows, flow.localTime(), flow.isInstant());
      rows.label(label).addPartial(flow.lacking());
    }
  }

  /** A one-way flow, or one that needs no other half. */
  private static final class Half implements Row {
    private FlowRecord flow;
    private long localTime;
    private final boolean isInstant;

    /** Its place among the rows of the file. */
    private final long row;

    /** Whether it was taken into another half. */
    private boolean isTaken;

    /** Whether it waits for another half. */
    private boolean isUnanswered;

    Half(FlowRecord flow, long localTime, boolean isInstant, long row) {
      this.flow = flow;
      this.localTime = localTime;
      this.isInstant = isInstant;
      this.row = row;
    }

    @Override
    public boolean isSettled() {
      return !isUnanswered;
    }

    boolean isTwoWay() {
      return flow.backwardPackets() > 0;
    }

    private boolean isComparableWith(Half other) {
      return isInstant == other.isInstant
          && localTime != FlowBatch.NO_TIME
          && other.localTime != FlowBatch.NO_TIME;
    }

    boolean isTooFarBehind(Half other) {
      return row - other.row > MOST_ROWS_APART || isLaterThan(other);
    }

    boolean isLaterThan(Half other) {
      return isComparableWith(other) && localTime - other.localTime > LONGEST_APART;
    }

    /** Takes in the other half. */
    void join(Half other, LabelRules rules) {
      boolean isTimed = isComparableWith(other);
      boolean isFirst =
          isTimed && localTime != other.localTime ? localTime < other.localTime : beganBefore(flow);
      FlowRecord sent = isFirst ? flow : other.flow;
      FlowRecord answer = isFirst ? other.flow : flow;
      double micros = Math.max(flow.flowDuration(), other.flow.flowDuration());
      if (isTimed) {
        long begin = Math.min(localTime, other.localTime);
        micros = Math.max(micros(begin), other.micros(begin));
        localTime = begin;
      }
      double seconds = micros / MICROS_PER_SECOND;
      double packets = sent.forwardPackets() + answer.forwardPackets();
      double bytes = sent.forwardBytes() + answer.forwardBytes();
      flow =
          new FlowRecord(
              sent.sourceIp(),
              sent.destinationIp(),
              sent.sourcePort(),
              sent.destinationPort(),
              sent.protocol(),
              micros,
              sent.forwardPackets(),
              answer.forwardPackets(),
              sent.forwardBytes(),
              answer.forwardBytes(),
              seconds > 0 ? bytes / seconds : 0,
              seconds > 0 ? packets / seconds : 0,
              rules.ofBoth(sent.label(), answer.label()));
    }

    /** Of two halves that begin at once: to a service, else as they stand in the file. */
    private static boolean beganBefore(FlowRecord first) {
      if (isIcmp(first)) {
        return Stream.of(ECHO).anyMatch(echo -> first.destinationPort() == echo[0]);
      }
      boolean isToService = first.destinationPort() < WELL_KNOWN;
      boolean isOfService = first.sourcePort() < WELL_KNOWN;
      return isToService || !isOfService;
    }

    /** Microseconds from a time to the flow's end. */
    private double micros(long begin) {
      return MICROS_PER_MILLI * (localTime - begin) + flow.flowDuration();
    }

    @Override
    public void appendTo(FlowBatch.Appender rows) {
      if (!isTaken) {
        rows.flow(flow);
        Row.time(rows, localTime, isInstant);
        rows.add();
      }
    }
  }
}
