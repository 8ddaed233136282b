package io.logsentinel.cli.terminal;

import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.incident.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The findings of a run on the terminal: a block per alert as it comes, or a block per incident at
 * the end, the most severe first.
 */
public final class FindingsPrinter implements FindingSink {
  private static final Comparator<Incident> MOST_SEVERE_FIRST =
      Comparator.comparing(Incident::severity)
          .reversed()
          .thenComparingDouble(Incident::pValue)
          .thenComparing(Comparator.comparingDouble(Incident::score).reversed())
          .thenComparing(Incident::file)
          .thenComparingLong(Incident::firstWindow);

  private final Console console;
  private final boolean colored;
  private final boolean showsAlerts;
  private final boolean showsIncidents;
  private final List<Incident> incidents = new ArrayList<>();

  /**
   * A printer.
   *
   * @param console where blocks go
   * @param colored whether they are coloured
   * @param view what is shown
   * @param detecting whether the detector is on: if not, the terminal must not stay empty
   */
  public FindingsPrinter(Console console, boolean colored, FindingsView view, boolean detecting) {
    this.console = console;
    this.colored = colored;
    this.showsAlerts = view == FindingsView.ALERTS || !detecting;
    this.showsIncidents = view == FindingsView.INCIDENTS;
  }

  @Override
  public void alert(Alert alert) {
    if (showsAlerts) {
      console.print(AlertBlock.of(alert, colored));
    }
  }

  @Override
  public void incident(Incident incident) {
    if (showsIncidents) {
      incidents.add(incident);
    }
  }

  @Override
  public void end() {
    incidents.stream()
        .sorted(MOST_SEVERE_FIRST)
        .map(incident -> IncidentBlock.of(incident, colored))
        .forEach(console::print);
  }
}
