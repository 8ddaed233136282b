package io.logsentinel.core;

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
    Executor workers) {

  public SentinelOptions {
    inside = List.copyOf(inside);
    if (windowSize < 1 || windowSize > Windower.MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "the window size must be 1 to " + Windower.MAX_WINDOW_SIZE + " but is " + windowSize);
    }
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
   * is not known and any clock, no second opinion, no helping threads}
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
        Runnable::run);
  }

  /**
   * {@return these options with another format}
   *
   * @param other of the flows' bytes
   */
  public SentinelOptions withFormat(FlowFormat other) {
    return new SentinelOptions(
        other,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * {@return these options with another window size}
   *
   * @param flows per window, 1 to {@value Windower#MAX_WINDOW_SIZE}
   */
  public SentinelOptions withWindowSize(int flows) {
    return new SentinelOptions(
        format,
        flows,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * {@return these options with another false alarm rate}
   *
   * @param rate share of benign windows that the detector may alarm on, above 0 and below 1
   */
  public SentinelOptions withFalseAlarmRate(double rate) {
    return new SentinelOptions(
        format,
        windowSize,
        rate,
        halfLife,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * {@return these options with another half-life of the baseline}
   *
   * @param windows from 0, where nothing is forgotten
   */
  public SentinelOptions withHalfLife(int windows) {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        windows,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * {@return these options with another time zone}
   *
   * @param zone of the clock that the flows' times were read from
   */
  public SentinelOptions withTimeZone(ZoneId zone) {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        Optional.of(zone),
        clock,
        trainer,
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * Changes the clock.
   *
   * @param other of times without AM, PM or a zone
   * @return these options with that one
   */
  public SentinelOptions withClock(HourClock other) {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        other,
        trainer,
        mixesMeasures,
        inside,
        workers);
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
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        Optional.of(models),
        mixesMeasures,
        inside,
        workers);
  }

  /**
   * {@return these options with helping threads}
   *
   * @param threads that do what can be done in any order
   */
  public SentinelOptions withWorkers(Executor threads) {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        inside,
        threads);
  }

  /** {@return these options, with flows of any measure held against the baseline} */
  public SentinelOptions withMixedMeasures() {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        trainer,
        true,
        inside,
        workers);
  }

  /**
   * {@return these options with ranges of one's own addresses, which are then not learned}
   *
   * @param ranges public ones; private addresses are inside in any case
   */
  public SentinelOptions withInside(List<Cidr> ranges) {
    return new SentinelOptions(
        format,
        windowSize,
        falseAlarmRate,
        halfLife,
        timeZone,
        clock,
        trainer,
        mixesMeasures,
        ranges,
        workers);
  }
}
