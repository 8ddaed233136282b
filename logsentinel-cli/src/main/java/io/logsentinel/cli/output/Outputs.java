package io.logsentinel.cli.output;

import io.logsentinel.cli.output.Event.Times;
import io.logsentinel.cli.output.EventFormat.EventWriter;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.incident.Incident;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outputs of a run as one sink: of a file that was judged, its incidents are the events, in the
 * order of their first windows; of one that was not, its alerts.
 */
public final class Outputs implements FindingSink {
  private final List<EventWriter> writers = new ArrayList<>();
  private final List<SpecialFile> specials = new ArrayList<>();
  private final ArtifactSet artifacts;
  private final Optional<Syslog> syslog;
  private final boolean zoned;
  private final Baseline baseline;
  private final WindowTimes windowTimes;
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Event> messages = new ArrayList<>();

  private Outputs(
      ArtifactSet artifacts, OutputSettings settings, Baseline baseline, WindowTimes windowTimes) {
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
      OutputStream out = outputs.stream(settings, target);
      outputs.writers.add(target.format().writer(out));
    }
    return outputs;
  }

  private OutputStream stream(OutputSettings settings, OutputTarget target) throws IOException {
    if (target.file().isEmpty()) {
      return settings.standardOutput();
    }
    Path file = target.file().get();
    if (SpecialFile.is(file)) {
      SpecialFile special = new SpecialFile(file);
      specials.add(special);
      return special;
    }
    // a link stays one: what it leads to is replaced
    return artifacts.open(Files.isSymbolicLink(file) ? file.toRealPath() : file);
  }

  /**
   * Looks whether files can be written, before there is anything to write.
   *
   * @param settings which outputs
   * @throws OutputException if there is no folder, or a folder in a file's place
   */
  public static void requireFolders(OutputSettings settings) throws OutputException {
    for (OutputTarget target : settings.targets()) {
      if (target.file().isPresent()) {
        requireFolder(target.file().get());
      }
    }
    if (settings.metricsFile().isPresent()) {
      requireFolder(settings.metricsFile().get());
    }
  }

  private static void requireFolder(Path file) throws OutputException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new OutputException(file, new IOException("no folder " + folder + "; make it first"));
    }
    if (Files.isDirectory(file)) {
      throw new OutputException(file, new IOException("it is a folder"));
    }
  }

  @Override
  public void alert(Alert alert) {
    if (isWanted()) {
      alerts.add(alert);
    }
  }

  @Override
  public void incident(Incident incident) {
    if (isWanted()) {
      incidents.add(incident);
    }
  }

  @Override
  public void endSource(SourceSummary summary) throws IOException {
    boolean wasJudged = summary.judged() > 0;
    for (Event event : wasJudged ? ofIncidents(summary) : ofAlerts(summary.source())) {
      for (EventWriter writer : writers) {
        writer.write(event);
      }
      if (syslog.isPresent()) {
        messages.add(event);
      }
    }
    incidents.clear();
    alerts.clear();
  }

  @Override
  public void end() throws IOException {
    for (SpecialFile special : specials) {
      special.close();
    }
    if (syslog.isPresent()) {
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
    Map<Long, WindowTimes.Span> spans = windowTimes.of(source, windows);
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
