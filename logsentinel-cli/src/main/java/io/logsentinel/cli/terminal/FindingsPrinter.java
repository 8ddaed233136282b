package io.logsentinel.cli.terminal;

import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.incident.Incident;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The findings of a run on the terminal: a block per alert as it comes, or at the end a word on
 * files that the baseline does not fit and a block per incident, the most severe first.
 */
public final class FindingsPrinter implements FindingSink {
  private static final Comparator<Incident> MOST_SEVERE_FIRST =
      Comparator.comparing(Incident::severity)
          .reversed()
          .thenComparingLong(Incident::firstTime)
          .thenComparing(Incident::file)
          .thenComparingLong(Incident::firstWindow);

  private final Console console;
  private final TerminalStyle style;
  private final Workspace folders;
  private final double leastChance;
  private final TimeText times;
  private final boolean showsAlerts;
  private final boolean showsIncidents;
  private final List<Incident> incidents = new ArrayList<>();
  private final Map<String, Drift> drifts = new LinkedHashMap<>();
  private boolean hasSecondModel;

  /** Whether incidents are printed as they open and are over; else at the end. */
  private boolean isLive;

  /**
   * A printer.
   *
   * @param console where blocks go
   * @param style of the terminal
   * @param view what is shown
   * @param sentinel that finds it; without a detector alerts are shown, the terminal must not stay
   *     empty
   * @param zone that times are shown in; empty where theirs is not known
   * @param folders where the artifacts lie
   */
  public FindingsPrinter(
      Console console,
      TerminalStyle style,
      FindingsView view,
      Sentinel sentinel,
      Optional<ZoneId> zone,
      Workspace folders) {
    this.console = console;
    this.style = style;
    this.leastChance = sentinel.detector().map(Detector::independentRate).orElse(1.0);
    this.times = new TimeText(zone);
    this.folders = folders;
    this.showsAlerts = view == FindingsView.ALERTS || sentinel.detector().isEmpty();
    this.showsIncidents = view == FindingsView.INCIDENTS;
  }

  /** {@return this, which prints a line per incident that opens, and its block when it is over} */
  public FindingsPrinter live() {
    isLive = true;
    return this;
  }

  @Override
  public void opened(Incident incident) {
    line("open", incident);
  }

  @Override
  public void grew(Incident incident) {
    line("more severe", incident);
  }

  @Override
  public void joined(Incident part, Incident whole) {
    line("part of " + whole.id(), part);
  }

  private void line(String what, Incident incident) {
    if (showsIncidents) {
      console.print(
          AlertBlock.severity(incident.severity(), style.colored())
              + "  "
              + what
              + ": "
              + incident.pattern().label()
              + "  "
              + incident.id()
              + "\n");
    }
  }

  @Override
  public void alert(Alert alert) {
    if (showsAlerts) {
      console.print(AlertBlock.of(alert, style.colored()));
    }
  }

  @Override
  public void detection(Detection detection) {
    hasSecondModel |= detection.opinion().filter(OutlierVerdict::tells).isPresent();
  }

  @Override
  public void incident(Incident incident) {
    if (showsIncidents && isLive) {
      console.print(text(incident));
    } else if (showsIncidents) {
      incidents.add(incident);
    }
  }

  @Override
  public void endSource(SourceSummary summary) {
    summary.drift().ifPresent(drift -> drifts.put(summary.source(), drift));
  }

  @Override
  public void end() {
    if (showsIncidents) {
      console.print(MisfitText.of(drifts, incidents, folders, style));
      incidents.stream().sorted(MOST_SEVERE_FIRST).map(this::text).forEach(console::print);
    }
  }

  private String text(Incident incident) {
    Optional<String> caution =
        Optional.ofNullable(drifts.get(incident.file()))
            .flatMap(drift -> BaselineFit.caution(drift, incident));
    return new IncidentBlock(style, times, leastChance, folders, isLive)
        .of(incident, caution, hasSecondModel);
  }
}
