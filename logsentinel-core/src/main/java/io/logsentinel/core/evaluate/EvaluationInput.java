package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Labelled windows with the verdicts and incidents to hold against them.
 *
 * @param windowSize flows per window
 * @param windows by labels: file by file, in file order
 * @param labels of all flows, those after the last whole windows included
 * @param leftOver flows after the last whole windows
 * @param verdicts of every subject but the incidents, each on all windows
 * @param incidents of the same files, where there are any
 * @param incidentsMissing why there are no incidents; empty where there are
 * @param days of 24 hours that the judged windows' traffic lasts, above 0; empty where it has no
 *     times
 */
public record EvaluationInput(
    int windowSize,
    List<LabelledWindow> windows,
    LabelCounts labels,
    long leftOver,
    List<Verdicts> verdicts,
    List<IncidentWindows> incidents,
    Optional<String> incidentsMissing,
    OptionalDouble days) {

  /**
   * The windows of an incident.
   *
   * @param id as the file of incidents names it
   * @param file name of the windowed file
   * @param windows ids of its alarmed windows, at least one
   */
  public record IncidentWindows(String id, String file, List<Long> windows) {
    public IncidentWindows {
      windows = List.copyOf(windows);
      if (windows.isEmpty()) {
        throw new IllegalArgumentException("incident " + id + " must have a window but has none");
      }
    }
  }

  public EvaluationInput {
    windows = List.copyOf(windows);
    verdicts = List.copyOf(verdicts);
    incidents = List.copyOf(incidents);
    for (Verdicts of : verdicts) {
      if (of.missing().isEmpty() && of.byWindow().size() != windows.size()) {
        String judged = of.subject().label() + " has verdicts on " + of.byWindow().size();
        throw new IllegalArgumentException(judged + " windows, but there are " + windows.size());
      }
    }
  }
}
