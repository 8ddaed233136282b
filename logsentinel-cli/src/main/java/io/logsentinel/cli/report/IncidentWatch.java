package io.logsentinel.cli.report;

import io.logsentinel.core.artifact.IncidentsJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The most unusual window of every incident, found as the windows of its file go by. */
final class IncidentWatch {
  private final Map<String, Map<Long, List<Integer>>> places = new HashMap<>();
  private final Map<Integer, JudgedWindow> most = new TreeMap<>();

  IncidentWatch(List<IncidentsJson.Entry> incidents) {
    for (int place = 0; place < incidents.size(); place++) {
      IncidentsJson.Entry incident = incidents.get(place);
      for (long window : incident.windows()) {
        places
            .computeIfAbsent(incident.file(), file -> new HashMap<>())
            .computeIfAbsent(window, any -> new ArrayList<>())
            .add(place);
      }
    }
  }

  void see(JudgedWindow window) {
    for (int place :
        places
            .getOrDefault(window.file(), Map.of())
            .getOrDefault(window.profile().windowId(), List.of())) {
      JudgedWindow so = most.get(place);
      if (so == null || window.finding().score() > so.finding().score()) {
        most.put(place, window);
      }
    }
  }

  /** The most unusual window of an incident, by the incident's place; empty where none was seen. */
  Optional<JudgedWindow> of(int place) {
    return Optional.ofNullable(most.get(place));
  }
}
