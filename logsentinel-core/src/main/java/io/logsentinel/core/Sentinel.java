package io.logsentinel.core;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSource;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The engine: a baseline learned from benign flows, and what it takes to hold other flows against
 * it. It composes the stages and adds nothing to them; each can be used alone.
 *
 * <p>Immutable, and safe for use by several threads.
 */
public final class Sentinel {
  /** Enough for a few workers, and 2 MB at most. */
  private static final int BLOCKS_AHEAD = 8;

  private static final String OPENED = "a source that was read to its end was opened";

  private final Optional<BaselineState> state;
  private final Detectors detectors;

  private Sentinel(Optional<BaselineState> state, Detectors detectors) {
    this.state = state;
    this.detectors = detectors;
  }

  /**
   * {@return a sentinel that has learned from one source of benign flows}
   *
   * @param name of the source, as the baseline notes it
   * @param benign flows without attacks, in the order of time
   * @param options of learning, and of monitoring after it
   * @throws IOException if the source is no file of flows, or cannot be read to its end
   * @throws IllegalArgumentException if it fills fewer than {@value Baseline#MIN_WINDOWS} windows
   */
  public static Sentinel learn(String name, FlowSource benign, SentinelOptions options)
      throws IOException {
    AtomicReference<Learning> learning = new AtomicReference<>();
    FlowReader.readAll(
        benign,
        options.format(),
        options.clock(),
        options.workers(),
        BLOCKS_AHEAD,
        hasTimes -> {
          Learning begun = new Learning(name, options);
          learning.set(begun);
          return (batch, none) -> begun.add(batch);
        });
    return of(Objects.requireNonNull(learning.get(), OPENED).end(), options);
  }

  /**
   * {@return a sentinel with what was learned before, its second opinions trained anew}
   *
   * @param state the baseline
   * @param options of monitoring; the window size is the baseline's
   * @throws IllegalArgumentException if the state holds too few windows for a baseline
   */
  public static Sentinel of(BaselineState state, SentinelOptions options) {
    List<Profile> profiles = state.profiles();
    Optional<Detector> detector = state.detector(options.adaptive());
    double[][] windowVectors =
        state.windows().stream().map(Metric::vector).toArray(double[][]::new);
    double[][] profileVectors = profiles.stream().map(Profile::vector).toArray(double[][]::new);
    return new Sentinel(
        Optional.of(state),
        new Detectors(
            new ZScoreMonitor(
                Baseline.ofMetrics(state.windows()),
                options.trainer().map(trainer -> trainer.train(windowVectors, Metric.NAMES))),
            detector,
            options
                .trainer()
                .filter(trainer -> detector.isPresent())
                .map(trainer -> trainer.train(profileVectors, ProfileMetric.NAMES)),
            options.mixesMeasures() ? measure -> {} : state::requireMeasure,
            options.withWindowSize(state.windowSize())));
  }

  /**
   * {@return a sentinel of parts that were kept one by one} It cannot be {@linkplain #save saved}.
   *
   * @param baseline mean and deviation
   * @param detector learned from the same windows; without it, as with a bare baseline of the
   *     original, the detector is off
   * @param windowModel second opinion on the nine metrics, if there is one
   * @param profileModel second opinion on the metrics of profiles, if there is one
   * @param options of monitoring, with the baseline's window size
   */
  public static Sentinel of(
      Baseline baseline,
      Optional<Detector> detector,
      Optional<OutlierModel> windowModel,
      Optional<OutlierModel> profileModel,
      SentinelOptions options) {
    return new Sentinel(
        Optional.empty(),
        new Detectors(
            new ZScoreMonitor(baseline, windowModel),
            detector,
            profileModel,
            measure -> {},
            options));
  }

  /**
   * {@return a sentinel of what {@link #save} wrote, which finds what the saved one would}
   *
   * @param in the bytes; closed by the caller
   * @param options of monitoring
   * @throws IOException if the bytes are damaged or cannot be read; the message says where
   */
  public static Sentinel load(InputStream in, SentinelOptions options) throws IOException {
    return of(BaselineStateJson.read(in), options);
  }

  /**
   * Writes the baseline, to be {@linkplain #load loaded} again: {@code baseline_profile.json}.
   *
   * @param out where the bytes go; flushed and closed by the caller
   * @throws IllegalStateException if the sentinel was made of parts
   * @throws IOException if the bytes cannot be written
   */
  public void save(OutputStream out) throws IOException {
    BaselineStateJson.write(
        state.orElseThrow(
            () -> new IllegalStateException("a sentinel made of parts cannot be saved")),
        out);
  }

  /**
   * {@return everything found in a source, which is monitored to its end}
   *
   * @param name of the source, as findings carry it
   * @param source of flows
   * @throws IllegalArgumentException if its flows count something else than those of the baseline
   * @throws IOException if the source is no file of flows, or cannot be read to its end
   */
  public Findings monitor(String name, FlowSource source) throws IOException {
    AtomicReference<FindingCollector> findings = new AtomicReference<>();
    AtomicReference<Session> session = new AtomicReference<>();
    RowCounts rows =
        FlowReader.readAll(
            source,
            detectors.options().format(),
            detectors.options().clock(),
            detectors.options().workers(),
            BLOCKS_AHEAD,
            hasTimes -> {
              FindingCollector collector = new FindingCollector();
              Session begun = session(name, collector);
              findings.set(collector);
              session.set(begun);
              return (batch, none) -> begun.add(batch);
            });
    SourceSummary summary = Objects.requireNonNull(session.get(), OPENED).end();
    return Objects.requireNonNull(findings.get(), OPENED).findings(rows, summary);
  }

  /**
   * {@return a session that waits for the flows of a source, which come one after the other}
   *
   * @param name of the source, as findings carry it
   * @param sink where findings go as they are made
   */
  public Session session(String name, FindingSink sink) {
    return new Session(
        detectors,
        name,
        sink,
        detectors.calibrated().map(it -> it.memory(detectors.options().falseAlarmRate())));
  }

  /**
   * {@return a session that goes on where another one ended: in the same source, in another run}
   *
   * @param name of the source, as findings carry it
   * @param sink where findings go as they are made
   * @param memory what {@link Session#memory} of the other one was; of this baseline
   */
  public Session session(String name, FindingSink sink, Memory memory) {
    return new Session(detectors, name, sink, detectors.calibrated().map(any -> memory));
  }

  /**
   * {@return a session that goes on exactly where another one was saved: same source, same
   * baseline, same options}
   *
   * @param name of the source, as findings carry it
   * @param sink where findings go as they are made
   * @param in what {@link Session#save} wrote; closed by the caller
   * @throws IOException if it is damaged, or of another source, baseline or option; the message
   *     says where
   */
  public Session resume(String name, FindingSink sink, InputStream in) throws IOException {
    return Session.resume(detectors, name, sink, in);
  }

  /**
   * Has a session of another baseline go on with this one: open incidents and what an adaptive
   * detector remembers stay. What is said of the source as a whole is said of the windows from here
   * on.
   *
   * @param session of an engine with the same options
   * @throws IllegalArgumentException if its windows are of another size, or its detector is off
   *     where this one is not
   * @throws IOException if a profile cannot be read, or the sink fails
   */
  public void takeOver(Session session) throws IOException {
    session.goOnWith(detectors);
  }

  /** {@return the options, the window size that of the baseline} */
  public SentinelOptions options() {
    return detectors.options();
  }

  /** {@return the detector; empty where the baseline has too few profiles, and it is off} */
  public Optional<Detector> detector() {
    return detectors.calibrated();
  }

  /**
   * Everything found in a source that was read to its end.
   *
   * @param rows the account of its rows: read = kept + rejected
   * @param summary of its windows
   * @param alerts of the original's rule, in the order of their windows
   * @param detections of the calibrated detector, in the order of their windows
   * @param incidents that the detections became, in the order of their first windows
   */
  public record Findings(
      RowCounts rows,
      SourceSummary summary,
      List<Alert> alerts,
      List<Detection> detections,
      List<Incident> incidents) {

    public Findings {
      alerts = List.copyOf(alerts);
      detections = List.copyOf(detections);
      incidents = List.copyOf(incidents);
    }
  }

  /** A sink that keeps everything found in one source. */
  private static final class FindingCollector implements FindingSink {
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Detection> detections = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    @Override
    public void alert(Alert alert) {
      alerts.add(alert);
    }

    @Override
    public void detection(Detection detection) {
      detections.add(detection);
    }

    @Override
    public void incident(Incident incident) {
      incidents.add(incident);
    }

    Findings findings(RowCounts rows, SourceSummary summary) {
      incidents.sort(Comparator.comparingLong(Incident::firstWindow));
      return new Findings(rows, summary, alerts, detections, incidents);
    }
  }
}
