package io.logsentinel.cli.output;

import io.logsentinel.cli.output.Event.Activity;
import io.logsentinel.cli.output.Event.Times;
import io.logsentinel.cli.output.EventFormat.EventWriter;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.incident.Incident;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of a run as one sink: of a file that was judged, its incidents are the events, in the
 * order of their first windows; of one that was not, its alerts.
 */
public final class Outputs implements FindingSink {
  private final List<EventWriter> writers = new ArrayList<>();
  private final List<SpecialFile> specials = new ArrayList<>();
  private final @Nullable ArtifactSet artifacts;
  private final Optional<Syslog> syslog;
  private final boolean zoned;
  private final Baseline baseline;
  private final @Nullable WindowTimes windowTimes;
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Event> messages = new ArrayList<>();

  /** Whether events are told as they come; else those of a file at its end. */
  private boolean isLive;

  /** Whether alerts are, too. */
  private boolean tellsAlerts;

  private Outputs(
      @Nullable ArtifactSet artifacts,
      OutputSettings settings,
      Baseline baseline,
      @Nullable WindowTimes windowTimes) {
    this.artifacts = artifacts;
    this.syslog = settings.syslog();
    this.zoned = settings.zoned();
    this.baseline = baseline;
    this.windowTimes = windowTimes;
  }

  /**
   * Begins all outputs: files in a set with the artifacts, so that they appear together.
   *
   * @param artifacts the set
   * @param settings which outputs
   * @param baseline that alerts are held against
   * @param windowTimes gives the times of alerted windows
   * @return where findings go
   * @throws OutputException if one cannot be written
   * @throws IOException never but as that
   */
  public static Outputs open(
      ArtifactSet artifacts, OutputSettings settings, Baseline baseline, WindowTimes windowTimes)
      throws IOException {
    Outputs outputs = new Outputs(artifacts, settings, baseline, windowTimes);
    for (OutputTarget target : settings.targets()) {
      OutputStream out = outputs.stream(artifacts, settings, target);
      outputs.writers.add(target.format().writer(out, settings.guarded()));
    }
    return outputs;
  }

  /**
   * Begins outputs that are told as things happen, of sources that go on: each incident when it
   * opens, grows and is over, in a table when it is over; alerts where the detector is off.
   *
   * @param settings which outputs
   * @param baseline that alerts are held against
   * @param isJudged whether the detector is on
   * @param files where those go that are neither stdout nor a pipe or device
   * @return where findings go
   * @throws IOException if one cannot be written
   */
  public static Outputs openLive(
      OutputSettings settings, Baseline baseline, boolean isJudged, LiveFiles files)
      throws IOException {
    Outputs outputs = new Outputs(null, settings, baseline, null);
    outputs.isLive = true;
    outputs.tellsAlerts = !isJudged;
    for (OutputTarget target : settings.targets()) {
      Optional<OutputStream> other = outputs.other(settings, target);
      Beginning out = new Beginning(other.isPresent() ? other.get() : files.open(target));
      out.isDropped = other.isEmpty() && files.isBegun(target);
      EventWriter writer = // a table begins with its header
          target.format().writer(out, settings.guarded());
      out.isDropped = false;
      boolean isTable = target.format() == EventFormat.CSV;
      outputs.writers.add(isTable ? event -> writeOver(event, writer) : writer);
    }
    return outputs;
  }

  /** Files that go on from run to run. */
  public interface LiveFiles {
    /**
     * {@return where events are appended}
     *
     * @param target a file
     * @throws IOException if it cannot be written
     */
    OutputStream open(OutputTarget target) throws IOException;

    /**
     * {@return whether something stands in it already}
     *
     * @param target that was opened
     * @throws IOException if it is there no more
     */
    boolean isBegun(OutputTarget target) throws IOException;
  }

  /** A stream whose first bytes may be there already. */
  private static final class Beginning extends FilterOutputStream {
    private boolean isDropped;

    Beginning(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!isDropped) {
        out.write(bytes, from, length);
      }
    }
  }

  private static void writeOver(Event event, EventWriter writer) throws IOException {
    if (event.activity().isEmpty() || event.activity().get() == Activity.CLOSE) {
      writer.write(event);
    }
  }

  private OutputStream stream(ArtifactSet artifacts, OutputSettings settings, OutputTarget target)
      throws IOException {
    Optional<OutputStream> other = other(settings, target);
    if (other.isPresent()) {
      return other.get();
    }
    Path file = target.file().orElseThrow();
    // a link stays one: what it leads to is replaced
    return artifacts.open(Files.isSymbolicLink(file) ? file.toRealPath() : file);
  }

  /** Standard output, or what nothing can be moved into the place of. */
  private Optional<OutputStream> other(OutputSettings settings, OutputTarget target)
      throws OutputException {
    if (target.file().isEmpty()) {
      return Optional.of(settings.standardOutput());
    }
    if (!SpecialFile.is(target.file().get())) {
      return Optional.empty();
    }
    SpecialFile special = new SpecialFile(target.file().get());
    specials.add(special);
    return Optional.of(special);
  }

  @Override
  public void alert(Alert alert) throws IOException {
    if (isWanted() && !isLive) {
      alerts.add(alert);
    } else if (isWanted() && tellsAlerts) {
      WindowTimes.Span span = WindowTimes.Span.UNKNOWN;
      write(Events.of(alert, baseline, new Times(span.first(), span.last(), zoned)));
    }
  }

  @Override
  public void opened(Incident incident) throws IOException {
    tell(incident, Activity.CREATE, incident.reason());
  }

  @Override
  public void grew(Incident incident) throws IOException {
    tell(incident, Activity.UPDATE, incident.reason());
  }

  @Override
  public void joined(Incident part, Incident whole) throws IOException {
    tell(part, Activity.CLOSE, part.reason() + " It is part of incident " + whole.id() + ".");
  }

  @Override
  public void incident(Incident incident) throws IOException {
    if (isLive) {
      tell(incident, Activity.CLOSE, incident.reason());
    } else if (isWanted()) {
      incidents.add(incident);
    }
  }

  /**
   * Tells of a source that fell silent, or is heard again. In a table it has a row when it is over.
   *
   * @param silence of the source
   * @throws IOException if it cannot be written
   */
  public void silence(Silence silence) throws IOException {
    if (isWanted()) {
      write(Events.of(silence));
    }
  }

  private void tell(Incident incident, Activity activity, String words) throws IOException {
    if (isWanted()) {
      write(Events.of(incident, Optional.empty(), zoned).as(activity, words));
    }
  }

  private void write(Event event) throws IOException {
    for (EventWriter writer : writers) {
      writer.write(event);
    }
    if (syslog.isPresent()) {
      messages.add(event);
    }
  }

  /**
   * Writes what waits for a receiver beside what waited before, of outputs that are told as things
   * happen: nothing is there twice, whenever it is done again.
   *
   * @throws IOException if it cannot be written
   */
  public void spool() throws IOException {
    if (syslog.isPresent() && !messages.isEmpty()) {
      try (ArtifactSet set = new ArtifactSet()) {
        syslog.get().write(set, messages);
        set.commit();
      }
      messages.clear();
    }
  }

  @Override
  public void endSource(SourceSummary summary) throws IOException {
    if (isLive) {
      return;
    }
    boolean wasJudged = summary.judged() > 0;
    for (Event event : wasJudged ? ofIncidents(summary) : ofAlerts(summary.source())) {
      write(event);
    }
    incidents.clear();
    alerts.clear();
  }

  @Override
  public void end() throws IOException {
    for (SpecialFile special : specials) {
      special.close();
    }
    if (syslog.isPresent() && artifacts != null) {
      syslog.get().write(artifacts, messages);
    }
  }

  /**
   * Sends what is to be sent, once the artifacts are in place.
   *
   * @throws OutputException if that fails; the message says where the events wait
   * @throws IOException never but as that
   */
  public void deliver() throws IOException {
    if (syslog.isPresent()) {
      syslog.get().deliver();
    }
  }

  private boolean isWanted() {
    return !writers.isEmpty() || syslog.isPresent();
  }

  private List<Event> ofIncidents(SourceSummary summary) {
    return incidents.stream()
        .sorted(Comparator.comparingLong(Incident::firstWindow))
        .map(incident -> Events.of(incident, summary.drift(), zoned))
        .toList();
  }

  private List<Event> ofAlerts(String source) throws IOException {
    if (alerts.isEmpty()) {
      return List.of();
    }
    List<Long> windows = alerts.stream().map(alert -> alert.window().id()).toList();
    Map<Long, WindowTimes.Span> spans =
        windowTimes == null ? Map.of() : windowTimes.of(source, windows);
    return alerts.stream()
        .map(
            alert -> {
              WindowTimes.Span span =
                  spans.getOrDefault(alert.window().id(), WindowTimes.Span.UNKNOWN);
              return Events.of(alert, baseline, new Times(span.first(), span.last(), zoned));
            })
        .toList();
  }
}
