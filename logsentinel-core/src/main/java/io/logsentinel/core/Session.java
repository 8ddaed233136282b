package io.logsentinel.core;

import com.google.gson.stream.JsonReader;
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
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import io.logsentinel.core.work.OrderedWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

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

  private final String source;
  private final FindingSink sink;
  private final Windower windower;
  private final OrderedWork<Profiled> profiles;
  private final OrderedWork<Judgement> naming;
  private Detectors detectors;
  private IncidentCorrelator incidents;
  private Optional<DriftCheck> drift;
  private Optional<Memory> memory;
  private OptionalDouble previousIndex = OptionalDouble.empty();
  private long windows;
  private long judged;

  /** What was told of open incidents; null where nobody asks for them. */
  private @Nullable OpenIncidents told;

  /** What has the baseline learn from the source; null where it stays as it is. */
  private @Nullable Adaptation adaptation;

  /** A whole window with its profile. */
  private record Profiled(Window window, Profile profile) {}

  /**
   * What the detector and a second opinion make of a window.
   *
   * @param whole the window; empty where it was cut
   */
  private record Judgement(
      Optional<Profiled> whole,
      long windowId,
      Finding finding,
      List<AllowedBy> allowed,
      Optional<Detection> detection) {
    Judgement ofCutWindow(long flows, long size) {
      return new Judgement(
          whole, windowId, finding, allowed, detection.map(it -> it.ofCutWindow(flows, size)));
    }
  }

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
    this.drift = driftFrom(detectors);
  }

  private static Optional<DriftCheck> driftFrom(Detectors detectors) {
    return detectors
        .calibrated()
        .map(
            detector ->
                new DriftCheck(
                    detectors.options().falseAlarmRate(),
                    detector.independentWindows(),
                    detector::middle));
  }

  /** A session that goes on where {@link #save} wrote another one. */
  static Session resume(Detectors detectors, String source, FindingSink sink, InputStream in)
      throws IOException {
    Session session = new Session(detectors, source, sink, Optional.empty());
    StrictJson.read(
        in,
        json -> {
          session.restore(json);
          return session;
        });
    return session;
  }

  private void restore(JsonReader json) throws IOException {
    json.beginObject();
    requireSame("source", source, StrictJson.string(json, "source"));
    requireSame(
        "window size", detectors.options().windowSize(), StrictJson.count(json, "window_size"));
    requireSame(
        "false-alarm rate",
        detectors.options().falseAlarmRate(),
        StrictJson.number(json, "false_alarm_rate"));
    StrictJson.name(json, "windows");
    windows = StrictJson.whole(json);
    windower.goOnAt(windows);
    StrictJson.name(json, "judged");
    judged = StrictJson.whole(json);
    for (double index : StrictJson.list(json, "previous_index", StrictJson::number)) {
      previousIndex = OptionalDouble.of(index);
    }
    requireSame("detector", detectors.calibrated().isPresent(), StrictJson.seek(json, "memory"));
    if (detectors.calibrated().isPresent()) {
      Detector detector = detectors.calibrated().get();
      double rate = detectors.options().falseAlarmRate();
      memory = Optional.of(detector.memory(json, rate));
      StrictJson.name(json, "p_values");
      double independent = detector.independentWindows();
      drift = Optional.of(DriftCheck.read(json, rate, independent, detector::middle));
      StrictJson.name(json, "incidents");
      incidents = IncidentCorrelator.read(json, source, detectors.options().timeZone().isPresent());
    }
    json.endObject();
  }

  private static void requireSame(String what, Object here, Object there) throws ArtifactException {
    if (!here.equals(there)) {
      throw new ArtifactException("is of " + what + " " + there + ", not of " + here);
    }
  }

  /**
   * Writes what the session knows as of its last whole window, for {@link Sentinel#resume}: what is
   * under way is told before. Flows of the window at hand are not in it; whoever goes on adds them
   * again.
   *
   * @param out where the bytes go, a JSON document on one line; neither flushed nor closed
   * @throws IOException if a profile cannot be read, the sink fails, or the bytes cannot be written
   */
  public void save(OutputStream out) throws IOException {
    settle();
    JsonWriter json = JsonWriter.line().beginObject();
    json.name("source").value(source);
    json.name("window_size").value(detectors.options().windowSize());
    json.name("false_alarm_rate").value(detectors.options().falseAlarmRate());
    json.name("windows").value(windows);
    json.name("judged").value(judged);
    json.name("previous_index").beginArray();
    if (previousIndex.isPresent()) {
      json.value(previousIndex.getAsDouble());
    }
    json.endArray();
    if (memory.isPresent()) {
      json.name("memory");
      memory.get().write(json);
      json.name("p_values");
      drift.orElseThrow().write(json);
      json.name("incidents");
      incidents.write(json);
    }
    json.endObject().moveTo(out);
  }

  /**
   * Cuts the window at hand, though it is not full, and has the detector judge it by what it has:
   * it alarms on what would be too much in a whole window. An adaptive detector does not remember
   * it, and it says nothing of the source as a whole. The 3-sigma rule is of whole windows: where
   * there is no detector, the window goes on.
   *
   * @return its whole flows; 0 where there are none, or no detector, and nothing is cut
   * @throws IOException if a profile cannot be read, or the sink fails
   */
  public long cut() throws IOException {
    if (detectors.calibrated().isEmpty()) {
      return 0;
    }
    long flows = openFlows();
    Optional<FullWindow> cut = windower.cut();
    if (cut.isEmpty()) {
      return 0;
    }
    settle();
    adapt();
    long window = windows++;
    Detector detector = detectors.calibrated().get();
    Profile part = cut.get().profile().asPartOf(detectors.options().windowSize());
    Judged judged = judged(detector, part);
    List<AllowedBy> allowed = part.allowed().of(judged.allowed());
    sink.cut(source, window, flows);
    Judgement judgement =
        named(detector, Optional.empty(), judged.profile(), judged.step().finding(), allowed);
    pass(judgement.ofCutWindow(flows, detectors.options().windowSize()));
    return flows;
  }

  /**
   * Waits for what is under way: the sink has taken all that is found in the windows so far.
   *
   * @throws IOException if a profile cannot be read, or the sink fails
   */
  public void settle() throws IOException {
    profiles.finish(this::judge);
    naming.finish(this::tell);
  }

  /**
   * Goes on from a later window of the source: those before it are of another session, such as one
   * with another baseline. Before any flow is added.
   *
   * @param window number of the next window, from 0
   */
  public void goOnAt(long window) {
    windows = window;
    windower.goOnAt(window);
  }

  /**
   * Passes over the next flows that are added, the partial ones before the last of them too: they
   * are in windows that were judged before.
   *
   * @param flows how many whole flows, from 0
   */
  public void skip(long flows) {
    windower.skip(flows);
  }

  /** {@return the number of the window at hand, from 0: so many are whole or were cut} */
  public long openWindow() {
    return windows;
  }

  /** {@return flows of the window at hand: those after the last whole one, from 0} */
  public long openFlows() {
    return windower.leftOver();
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
    ZScoreAssessment assessment = detectors.zScore().assessAfter(window, previousIndex);
    previousIndex = OptionalDouble.of(assessment.anomalyIndex());
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
    adapt();
    add(window);
    if (detectors.calibrated().isPresent()) {
      profiles.give(() -> new Profiled(window, profile.call()), this::judge);
    }
  }

  private void judge(Profiled window) throws IOException {
    Profile profile = window.profile();
    Detector detector = detectors.calibrated().orElseThrow();
    Judged judged = judged(detector, profile);
    memory = Optional.of(judged.step().memory());
    List<AllowedBy> allowed = profile.allowed().of(judged.allowed());
    Optional<Profiled> whole = Optional.of(window);
    naming.give(
        () -> named(detector, whole, judged.profile(), judged.step().finding(), allowed),
        this::tell);
  }

  private Judged judged(Detector detector, Profile profile) {
    return Detection.judge(
        detector,
        profile,
        memory.orElseThrow(),
        detectors.options().falseAlarmRate(),
        detector.own(detectors.options().inside()));
  }

  private Judgement named(
      Detector detector,
      Optional<Profiled> whole,
      Profile profile,
      Finding finding,
      List<AllowedBy> allowed) {
    return new Judgement(
        whole,
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
    drift.orElseThrow().add(judgement.finding().pValue());
    if (adaptation != null) {
      Profiled whole = judgement.whole().orElseThrow();
      adaptation.judged(whole.window(), whole.profile(), judgement.finding());
    }
    pass(judgement);
  }

  private void pass(Judgement judgement) throws IOException {
    judged++;
    sink.finding(source, judgement.windowId(), judgement.finding());
    if (!judgement.allowed().isEmpty()) {
      sink.allowed(source, judgement.windowId(), judgement.allowed());
    }
    if (judgement.detection().isPresent()) {
      sink.detection(judgement.detection().get());
      List<Incident> over = incidents.add(judgement.detection().get());
      for (Incident incident : over) {
        sink.incident(incident);
      }
      List<Incident> open = told == null && adaptation == null ? List.of() : incidents.open();
      if (told != null) {
        told.tell(open, over, sink);
      }
      if (adaptation != null) {
        adaptation.told(judgement.detection().get(), detectors.calibrated().orElseThrow());
        over.forEach(adaptation::told);
        open.forEach(adaptation::told);
      }
    }
  }

  /**
   * Has the baseline learn from the source from now on, as it is told of it. Before any flow is
   * added.
   *
   * @param how the adaptation; of a session that goes on, that of the one that was saved
   * @throws IllegalArgumentException if the detector is off
   */
  public void adapt(Adaptation how) {
    if (detectors.calibrated().isEmpty()) {
      throw new IllegalArgumentException("without a detector no window is held back");
    }
    how.judgedAt(detectors.options().falseAlarmRate());
    adaptation = how;
  }

  private void adapt() throws IOException {
    if (adaptation != null && adaptation.isDueAt(windows)) {
      settle();
      adaptation.learn(windows);
    }
  }

  /** Goes on with other detectors; see {@link Sentinel#takeOver}. */
  void goOnWith(Detectors others) throws IOException {
    settle();
    int size = detectors.options().windowSize();
    if (others.options().windowSize() != size
        || others.calibrated().isPresent() != detectors.calibrated().isPresent()) {
      throw new IllegalArgumentException(
          "a baseline of windows of "
              + others.options().windowSize()
              + " cannot go on with windows of "
              + size
              + ", nor one without a detector for one with it");
    }
    detectors = others;
    memory = memory.map(it -> others.calibrated().orElseThrow().goOn(it));
    drift = driftFrom(others);
    if (adaptation != null) {
      adaptation.judgedAt(others.options().falseAlarmRate());
    }
  }

  /**
   * Has the sink told of incidents that are not over too, from now on: when they open, when they
   * grow more severe, and when one turns out to be part of another. Of those that are open in what
   * the session goes on from, it was told.
   */
  public void tellOpenIncidents() {
    told = new OpenIncidents(incidents.open());
  }

  /**
   * {@return the account of the source, which the sink has taken too} Ends it: what is under way is
   * told, and all incidents are over.
   *
   * @throws IOException if a profile cannot be read, or the sink fails
   */
  public SourceSummary end() throws IOException {
    settle();
    List<Incident> over = incidents.end();
    for (Incident incident : over) {
      sink.incident(incident);
    }
    if (told != null) {
      told.tell(List.of(), over, sink);
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
