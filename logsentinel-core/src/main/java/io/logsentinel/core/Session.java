package io.logsentinel.core;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift.DriftCheck;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The monitoring of one source, whose flows, or windows, come one after the other: each whole
 * window is assessed by the original's rule and judged by the detector, and detections become
 * incidents.
 *
 * <p>Profiles are made and judged on the options' workers; findings reach the sink in the order of
 * the windows, on the thread that adds. Not thread-safe.
 */
public final class Session {
  /** Windows whose judgement is under way at once: their profiles are held in memory. */
  private static final int WINDOWS_UNDER_WAY = 8;

  private final Detectors detectors;
  private final String source;
  private final FindingSink sink;
  private final Windower windower;
  private final OrderedWork<Judgement> judging;
  private final IncidentCorrelator incidents;
  private final Optional<DriftCheck> drift;
  private ZScoreAssessment previous;
  private long windows;
  private long judged;

  /** What the detector and a second opinion make of a window. */
  private record Judgement(long windowId, Finding finding, Optional<Detection> detection) {}

  Session(Detectors detectors, String source, FindingSink sink) {
    this.detectors = detectors;
    this.source = source;
    this.sink = sink;
    this.windower =
        new Windower(detectors.options().windowSize(), new AccumulatorPool(), this::add);
    this.incidents = new IncidentCorrelator(detectors.options().timeZone().isPresent());
    this.judging = new OrderedWork<>(detectors.options().workers(), WINDOWS_UNDER_WAY);
    this.drift =
        detectors
            .calibrated()
            .map(
                detector ->
                    new DriftCheck(
                        detectors.options().falseAlarmRate(),
                        detector.independentWindows(),
                        detector::middle));
  }

  /**
   * Adds flows, in the order of the source; their times are taken for those of the options' time
   * zone.
   *
   * @param batch any batch; it may be used again after the call
   * @throws IllegalArgumentException if its flows count something else than those of the baseline,
   *     such as bytes with headers, unless the options mix them
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch) throws IOException {
    detectors.measures().accept(batch.measure());
    windower.add(batch, FlowTimes.toUtc(batch, detectors.options().zone()));
  }

  private void add(FullWindow full) throws IOException {
    if (detectors.calibrated().isPresent()) {
      add(full.window(), full::profile);
    } else {
      full.discard();
      add(full.window());
    }
  }

  /**
   * Adds a window that was cut elsewhere, without a profile: the detector does not see it.
   *
   * @param window the next window of the source
   * @throws IOException if the sink fails
   */
  public void add(Window window) throws IOException {
    ZScoreAssessment assessment = detectors.zScore().assess(window, previous);
    previous = assessment;
    windows++;
    sink.window(source, assessment);
    Optional<Alert> alert = Alert.of(source, assessment);
    if (alert.isPresent()) {
      sink.alert(alert.get());
    }
  }

  /**
   * Adds a window that was cut elsewhere.
   *
   * @param window the next window of the source, of the baseline's window size
   * @param profile makes or reads its profile; called once, on any thread, or not at all where the
   *     detector is off
   * @throws IllegalArgumentException if the window is of another size
   * @throws IOException if the profile cannot be read, or the sink fails
   */
  public void add(Window window, Callable<Profile> profile) throws IOException {
    int size = detectors.options().windowSize();
    if (window.totalFlows() != size) {
      String flows = "a window of " + window.totalFlows() + " flows";
      throw new IllegalArgumentException(
          flows + ", but the baseline was learned from windows of " + size);
    }
    add(window);
    if (detectors.calibrated().isPresent()) {
      Detector detector = detectors.calibrated().get();
      judging.give(() -> judge(detector, profile.call()), this::tell);
    }
  }

  private Judgement judge(Detector detector, Profile profile) {
    Finding finding = detector.judge(profile);
    return new Judgement(
        profile.windowId(),
        finding,
        Detection.of(
            source,
            profile,
            finding,
            detectors.options().falseAlarmRate(),
            detectors.profileModel().map(model -> model.judge(profile.vector())),
            detector.own(detectors.options().inside())));
  }

  private void tell(Judgement judgement) throws IOException {
    judged++;
    drift.orElseThrow().add(judgement.finding().pValue());
    sink.finding(source, judgement.windowId(), judgement.finding());
    if (judgement.detection().isPresent()) {
      sink.detection(judgement.detection().get());
      for (Incident incident : incidents.add(judgement.detection().get())) {
        sink.incident(incident);
      }
    }
  }

  /**
   * {@return the account of the source, which the sink has taken too} Ends it: what is under way is
   * told, and all incidents are over.
   *
   * @throws IOException if a profile cannot be read, or the sink fails
   */
  public SourceSummary end() throws IOException {
    judging.finish(this::tell);
    for (Incident incident : incidents.end()) {
      sink.incident(incident);
    }
    SourceSummary summary =
        new SourceSummary(
            source,
            windows,
            windower.leftOver(),
            judged,
            incidents.lone(),
            judged == 0 ? Optional.empty() : drift.map(DriftCheck::drift));
    sink.endSource(summary);
    return summary;
  }
}
