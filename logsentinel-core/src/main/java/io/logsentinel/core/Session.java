package io.logsentinel.core;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Drift.DriftCheck;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.naming.Detection.Judged;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The monitoring of one source, whose flows, or windows, come one after the other: each whole
 * window is assessed by the original's rule and judged by the detector, and detections become
 * incidents.
 *
 * <p>Profiles are made, and detections named, on the options' workers; windows are judged in their
 * order, as an adaptive detector remembers those before, and what is found reaches the sink in that
 * order, on the thread that adds. Not thread-safe.
 */
public final class Session {
  /** Windows under way at once, before their judgement and after it: profiles held in memory. */
  private static final int WINDOWS_UNDER_WAY = 8;

  private final Detectors detectors;
  private final String source;
  private final FindingSink sink;
  private final Windower windower;
  private final OrderedWork<Profile> profiles;
  private final OrderedWork<Judgement> naming;
  private final IncidentCorrelator incidents;
  private final Optional<DriftCheck> drift;
  private Optional<Memory> memory;
  private ZScoreAssessment previous;
  private long windows;
  private long judged;

  /** What the detector and a second opinion make of a window. */
  private record Judgement(
      long windowId, Finding finding, List<AllowedBy> allowed, Optional<Detection> detection) {}

  Session(Detectors detectors, String source, FindingSink sink, Optional<Memory> memory) {
    this.detectors = detectors;
    this.source = source;
    this.sink = sink;
    this.windower =
        new Windower(
            detectors.options().windowSize(),
            new AccumulatorPool(),
            Runnable::run,
            detectors.options().allowlist().matcher(source, detectors.options().zone()),
            this::add);
    this.incidents = new IncidentCorrelator(detectors.options().timeZone().isPresent());
    this.memory = memory;
    this.profiles = new OrderedWork<>(detectors.options().workers(), WINDOWS_UNDER_WAY);
    this.naming = new OrderedWork<>(detectors.options().workers(), WINDOWS_UNDER_WAY);
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
      profiles.give(profile, this::judge);
    }
  }

  private void judge(Profile profile) throws IOException {
    Detector detector = detectors.calibrated().orElseThrow();
    Judged judged =
        Detection.judge(
            detector,
            profile,
            memory.orElseThrow(),
            detectors.options().falseAlarmRate(),
            detector.own(detectors.options().inside()));
    memory = Optional.of(judged.step().memory());
    List<AllowedBy> allowed = profile.allowed().of(judged.allowed());
    naming.give(
        () -> named(detector, judged.profile(), judged.step().finding(), allowed), this::tell);
  }

  private Judgement named(
      Detector detector, Profile profile, Finding finding, List<AllowedBy> allowed) {
    return new Judgement(
        profile.windowId(),
        finding,
        allowed,
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
    if (!judgement.allowed().isEmpty()) {
      sink.allowed(source, judgement.windowId(), judgement.allowed());
    }
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
    profiles.finish(this::judge);
    naming.finish(this::tell);
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

  /**
   * {@return what an adaptive detector remembers after the windows judged so far, all of them once
   * the session has ended: what another session can go on from; empty where the detector is off}
   */
  public Optional<Memory> memory() {
    return memory;
  }
}
