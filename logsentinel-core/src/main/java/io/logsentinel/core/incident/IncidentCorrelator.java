package io.logsentinel.core.incident;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes the incidents of one file of its detections, in the order of their windows.
 *
 * <p>A detection goes on with an open story of its family and of one of its addresses; else it
 * opens one. A story is over when its last window lies further back than a gap may be long. Then it
 * becomes part of another near it whose edge it is, or an incident. A lone window of the lowest
 * severity is none: so many of these come by chance.
 *
 * <p>Holds sums of the stories that are open, and incidents; not safe for use by several threads.
 */
public final class IncidentCorrelator {
  /** In the order of their first windows. */
  private final List<OpenIncident> stories = new ArrayList<>();

  private final List<Incident> incidents = new ArrayList<>();
  private long latest = -1;
  private long lone;

  /** Begins a file. */
  public IncidentCorrelator() {
    // nothing is open yet
  }

  /**
   * Takes the next detection.
   *
   * @param detection of a later window of the same file than those before
   * @throws IllegalArgumentException if the window is not a later one
   */
  public void add(Detection detection) {
    long window = detection.profile().windowId();
    if (window <= latest) {
      throw new IllegalArgumentException(
          "detections must come in the order of their windows, but "
              + window
              + " comes after "
              + latest);
    }
    latest = window;
    settle(window);
    stories.stream()
        .filter(
            story ->
                !CorrelationRules.isOver(story, window)
                    && CorrelationRules.goesOn(story, detection))
        .max(
            Comparator.comparing((OpenIncident story) -> sharesBoth(story, detection))
                .thenComparing(OpenIncident::last))
        .ifPresentOrElse(
            story -> story.add(detection), () -> stories.add(new OpenIncident(detection)));
  }

  private static boolean sharesBoth(OpenIncident story, Detection detection) {
    return story.sources().contains(detection.attacker())
        && story.destinations().contains(detection.victim());
  }

  /**
   * Ends the file.
   *
   * @return its incidents, in the order of their first windows
   */
  public List<Incident> incidents() {
    settle(Long.MAX_VALUE);
    incidents.sort(Comparator.comparingLong(Incident::firstWindow));
    return List.copyOf(incidents);
  }

  /**
   * Detections that are in no incident: alone, and of {@link Severity#LOW}; once {@link #incidents}
   * was called.
   *
   * @return how many
   */
  public long lone() {
    return lone;
  }

  private void settle(long window) {
    boolean again = true;
    while (again) {
      again = false;
      for (OpenIncident story : List.copyOf(stories)) {
        Optional<OpenIncident> whole =
            CorrelationRules.isOver(story, window) ? wholeOf(story) : Optional.empty();
        if (whole.isPresent()) {
          unite(story, whole.get());
          again = true;
          break;
        }
      }
    }
    for (OpenIncident story : List.copyOf(stories)) {
      // one that is open and small may yet turn out to be the edge of this one
      boolean waits =
          stories.stream()
              .anyMatch(
                  other ->
                      other != story
                          && !CorrelationRules.isOver(other, window)
                          && CorrelationRules.isSmall(other)
                          && CorrelationRules.isNear(story, other));
      if (CorrelationRules.isOver(story, window) && !waits) {
        stories.remove(story);
        end(story);
      }
    }
  }

  private Optional<OpenIncident> wholeOf(OpenIncident story) {
    return stories.stream()
        .filter(other -> other != story && CorrelationRules.isNear(story, other))
        .filter(other -> CorrelationRules.belongs(story, other))
        .max(
            Comparator.comparingDouble(OpenIncident::score).thenComparing(other -> -other.first()));
  }

  private void unite(OpenIncident part, OpenIncident whole) {
    boolean partIsFirst = part.first() < whole.first();
    OpenIncident first = partIsFirst ? part : whole;
    OpenIncident second = partIsFirst ? whole : part;
    first.add(second);
    stories.remove(second);
  }

  private void end(OpenIncident story) {
    if (story.windows().size() == 1 && story.severity() == Severity.LOW) {
      lone++;
    } else {
      incidents.add(IncidentSummary.incident(story));
    }
  }
}
