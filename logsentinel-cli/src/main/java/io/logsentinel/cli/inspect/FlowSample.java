package io.logsentinel.cli.inspect;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.input.FlowSink;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first flows of a file, the span of the times of all, their labels, and what some lack. */
public final class FlowSample implements FlowSink<FlowSample.Prepared> {
  private static final int FIRST_FLOWS = 3;

  private final Optional<ZoneId> zone;
  private final List<SampledFlow> first = new ArrayList<>();
  private final LabelCounts labels = new LabelCounts();
  private @Nullable Moment earliest;
  private @Nullable Moment latest;

  /**
   * A time of a flow.
   *
   * @param millis from 1970 UTC, or on a clock of unknown zone
   * @param zoned whether the zone is known
   */
  public record Moment(long millis, boolean zoned) {}

  /**
   * A flow and when it was.
   *
   * @param flow any whole flow
   * @param time where it has one
   */
  public record SampledFlow(FlowRecord flow, Optional<Moment> time) {}

  /** What needs no other batch: times, null where their zone is not known, and labels. */
  record Prepared(@Nullable FlowTimes utc, LabelCounts labels) {}

  /**
   * An empty sample.
   *
   * @param zone of the clock of times that name none, where it is known
   */
  FlowSample(Optional<ZoneId> zone) {
    this.zone = zone;
  }

  /** {@return the first whole flows, at most three} */
  public List<SampledFlow> first() {
    return List.copyOf(first);
  }

  /** {@return the earliest time; empty where no flow has one} */
  public Optional<Moment> earliest() {
    return Optional.ofNullable(earliest);
  }

  /** {@return the latest time; empty where no flow has one} */
  public Optional<Moment> latest() {
    return Optional.ofNullable(latest);
  }

  /** {@return whether it is known of which zone times are that name none} */
  public boolean isZoneGiven() {
    return zone.isPresent();
  }

  /** {@return the labels of all flows, partial ones included} */
  public LabelCounts labels() {
    return labels;
  }

  @Override
  public Prepared prepare(FlowBatch batch) {
    return new Prepared(
        zone.map(known -> FlowTimes.toUtc(batch, known)).orElse(null), batch.labelCounts());
  }

  @Override
  public void accept(FlowBatch batch, @Nullable Prepared prepared) {
    Prepared known = Objects.requireNonNull(prepared, "every batch is prepared");
    FlowTimes utc = known.utc();
    labels.add(known.labels());
    for (int row = 0; row < batch.size(); row++) {
      long time = utc == null ? batch.localTime(row) : utc.whole()[row];
      if (first.size() < FIRST_FLOWS) {
        first.add(new SampledFlow(batch.record(row), moment(batch, row, time)));
      }
      if (time != FlowBatch.NO_TIME) {
        if (earliest == null || time < earliest.millis) {
          earliest = moment(batch, row, time).orElseThrow();
        }
        if (latest == null || time > latest.millis) {
          latest = moment(batch, row, time).orElseThrow();
        }
      }
    }
  }

  private Optional<Moment> moment(FlowBatch batch, int row, long time) {
    return time == FlowBatch.NO_TIME
        ? Optional.empty()
        : Optional.of(new Moment(time, zone.isPresent() || batch.isInstant(row)));
  }
}
