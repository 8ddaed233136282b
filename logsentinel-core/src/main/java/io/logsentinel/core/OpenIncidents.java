package io.logsentinel.core;

import io.logsentinel.core.incident.Incident;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Open incidents of a source as a sink was told of them: what is told next is what differs. An
 * incident is known by its first window, which is of no other; what joins another is of its windows
 * from then on.
 */
final class OpenIncidents {
  private final Map<Long, Incident> told = new TreeMap<>();

  /** Incidents of which the sink was told before, as they are by now. */
  OpenIncidents(List<Incident> open) {
    open.forEach(incident -> told.put(incident.firstWindow(), incident));
  }

  /**
   * Tells what is new.
   *
   * @param open all that are open after a detection
   * @param over those that it ended, of which the sink was told already
   */
  void tell(List<Incident> open, List<Incident> over, FindingSink sink) throws IOException {
    for (Incident part : List.copyOf(told.values())) {
      Optional<Incident> whole =
          Stream.concat(open.stream(), over.stream())
              .filter(it -> it.windows().contains(part.firstWindow()))
              .findFirst();
      if (whole.isPresent() && whole.get().firstWindow() != part.firstWindow()) {
        sink.joined(part, whole.get());
        told.remove(part.firstWindow());
      }
    }
    over.forEach(incident -> told.remove(incident.firstWindow()));
    for (Incident incident : open) {
      Incident before = told.put(incident.firstWindow(), incident);
      if (before == null) {
        sink.opened(incident);
      } else if (incident.severity().compareTo(before.severity()) > 0) {
        sink.grew(incident);
      }
    }
  }
}
