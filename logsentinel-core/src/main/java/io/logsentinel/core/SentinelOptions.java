package io.logsentinel.core;

import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.window.Windower;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Options of a {@link Sentinel}. {@link #defaults} has every one; {@code with…} changes one.
 *
 * @param format of the flows' bytes
 * @param windowSize flows per window to learn from, 1 to {@value Windower#MAX_WINDOW_SIZE};
 *     monitoring takes the baseline's
 * @param falseAlarmRate share of benign windows that the detector may alarm on, above 0 and below 1
 * @param halfLife of the baseline in windows; 0 where it forgets nothing
 * @param timeZone of the clock that the flows' times were read from, unless they name theirs; where
 *     there is none, they are taken as they are and stated without a zone
 * @param clock of times without AM, PM or a zone
 * @param trainer of the models that give second opinions, where there is one
 * @param mixesMeasures whether flows are monitored that count something else than the baseline's,
 *     such as bytes with headers
 * @param inside ranges of one's own public addresses; where none is given, they are learned
 * @param adaptive whether windows are held against those shortly before them too, where those of
 *     the baseline stand in the order of time
 * @param allowlist rules that say which flows are known, and no evidence; {@link Allowlist#NONE}
 *     where all are judged
 * @param workers threads that help; {@code Runnable::run} where none does. The findings are the
 *     same with any
 */
public record SentinelOptions(
    FlowFormat format,
    int windowSize,
    double falseAlarmRate,
    int halfLife,
    Optional<ZoneId> timeZone,
    HourClock clock,
    Optional<OutlierModel.Trainer> trainer,
    boolean mixesMeasures,
    List<Cidr> inside,
    boolean adaptive,
    Allowlist allowlist,
    Executor workers) {

  public SentinelOptions {
    inside = List.copyOf(inside);
    Windower.requireSize(windowSize);
    if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
      throw new IllegalArgumentException(
          "the false alarm rate must be above 0 and below 1 but is " + falseAlarmRate);
    }
    if (halfLife < 0) {
      throw new IllegalArgumentException("the half-life must be from 0 but is " + halfLife);
    }
  }

  /**
   * {@return any known format, windows of {@value Windower#DEFAULT_WINDOW_SIZE} flows, a false
   * alarm rate of {@value Detector#DEFAULT_FALSE_ALARM_RATE}, nothing forgotten, a time zone that
   * is not known and any clock, no second opinion, an adaptive detector, nothing allowed, no
   * helping threads}
   */
  public static SentinelOptions defaults() {
    return new SentinelOptions(
        FlowFormats.AUTO,
        Windower.DEFAULT_WINDOW_SIZE,
        Detector.DEFAULT_FALSE_ALARM_RATE,
        0,
        Optional.empty(),
        HourClock.AUTO,
        Optional.empty(),
        false,
        List.of(),
        true,
        Allowlist.NONE,
        Runnable::run);
  }

  /** Options that are being changed. */
  private static final class Draft {
    private FlowFormat format;
    private int windowSize;
    private double falseAlarmRate;
    private int halfLife;
    private Optional<ZoneId> timeZone;
    private HourClock clock;
    private Optional<OutlierModel.Trainer> trainer;
    private boolean mixesMeasures;
    private List<Cidr> inside;
    private boolean adaptive;
    private Allowlist allowlist;
    private Executor workers;

    private Draft(SentinelOptions from) {
      format = from.format;
      windowSize = from.windowSize;
      falseAlarmRate = from.falseAlarmRate;
      halfLife = from.halfLife;
      timeZone = from.timeZone;
      clock = from.clock;
      trainer = from.trainer;
      mixesMeasures = from.mixesMeasures;
      inside = from.inside;
      adaptive = from.adaptive;
      allowlist = from.allowlist;
      workers = from.workers;
    }
  }

  private SentinelOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new SentinelOptions(
        draft.format,
        draft.windowSize,
        draft.falseAlarmRate,
        draft.halfLife,
        draft.timeZone,
        draft.clock,
        draft.trainer,
        draft.mixesMeasures,
        draft.inside,
        draft.adaptive,
        draft.allowlist,
        draft.workers);
  }

  /**
   * {@return these options with another format}
   *
   * @param other of the flows' bytes
   */
  public SentinelOptions withFormat(FlowFormat other) {
    return with(draft -> draft.format = other);
  }

  /**
   * {@return these options with another window size}
   *
   * @param flows per window, 1 to {@value Windower#MAX_WINDOW_SIZE}
   */
  public SentinelOptions withWindowSize(int flows) {
    return with(draft -> draft.windowSize = flows);
  }

  /**
   * {@return these options with another false alarm rate}
   *
   * @param rate share of benign windows that the detector may alarm on, above 0 and below 1
   */
  public SentinelOptions withFalseAlarmRate(double rate) {
    return with(draft -> draft.falseAlarmRate = rate);
  }

  /**
   * {@return these options with another half-life of the baseline}
   *
   * @param windows from 0, where nothing is forgotten
   */
  public SentinelOptions withHalfLife(int windows) {
    return with(draft -> draft.halfLife = windows);
  }

  /**
   * {@return these options with another time zone}
   *
   * @param zone of the clock that the flows' times were read from
   */
  public SentinelOptions withTimeZone(ZoneId zone) {
    return with(draft -> draft.timeZone = Optional.of(zone));
  }

  /**
   * Changes the clock.
   *
   * @param other of times without AM, PM or a zone
   * @return these options with that one
   */
  public SentinelOptions withClock(HourClock other) {
    return with(draft -> draft.clock = other);
  }

  /** {@return the zone that local times are converted with: UTC where none is known} */
  ZoneId zone() {
    return timeZone.orElse(ZoneOffset.UTC);
  }

  /**
   * {@return these options with second opinions}
   *
   * @param models makes a model of the baseline's windows, such as an isolation forest
   */
  public SentinelOptions withSecondOpinion(OutlierModel.Trainer models) {
    return with(draft -> draft.trainer = Optional.of(models));
  }

  /**
   * {@return these options with helping threads}
   *
   * @param threads that do what can be done in any order
   */
  public SentinelOptions withWorkers(Executor threads) {
    return with(draft -> draft.workers = threads);
  }

  /** {@return these options, with flows of any measure held against the baseline} */
  public SentinelOptions withMixedMeasures() {
    return with(draft -> draft.mixesMeasures = true);
  }

  /**
   * {@return these options with ranges of one's own addresses, which are then not learned}
   *
   * @param ranges public ones; private addresses are inside in any case
   */
  public SentinelOptions withInside(List<Cidr> ranges) {
    return with(draft -> draft.inside = ranges);
  }

  /**
   * {@return these options with a detector that does not adapt: every window is held against the
   * baseline alone, whatever came before it}
   */
  public SentinelOptions withoutAdapting() {
    return with(draft -> draft.adaptive = false);
  }

  /**
   * {@return these options with flows that are known, and no evidence}
   *
   * @param rules that say which
   */
  public SentinelOptions withAllowlist(Allowlist rules) {
    return with(draft -> draft.allowlist = rules);
  }
}
