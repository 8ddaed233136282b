package io.logsentinel.core.evaluate;

import java.util.List;

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
