package io.logsentinel.core.evaluate;

import java.util.List;
import java.util.Optional;

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
 */
public record EvaluationInput(
    int windowSize,
    List<LabelledWindow> windows,
    LabelCounts labels,
    long leftOver,
    List<Verdicts> verdicts,
    List<IncidentWindows> incidents,
    Optional<String> incidentsMissing) {

  public EvaluationInput {
    windows = List.copyOf(windows);
    verdicts = List.copyOf(verdicts);
    incidents = List.copyOf(incidents);
    for (Verdicts of : verdicts) {
      if (of.missing().isEmpty() && of.byWindow().size() != windows.size()) {
        throw new IllegalArgumentException(
            of.subject().label()
                + " has verdicts on "
                + of.byWindow().size()
                + " windows, but there are "
                + windows.size());
      }
    }
  }
}
