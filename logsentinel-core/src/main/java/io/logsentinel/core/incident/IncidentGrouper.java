package io.logsentinel.core.incident;

import io.logsentinel.core.alert.Severity;
import io.logsentinel.core.detect.Detection;
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
public final class IncidentGrouper {
  /** In the order of their first windows. */
  private final List<Story> stories = new ArrayList<>();

  private final List<Incident> incidents = new ArrayList<>();
  private long latest = -1;
  private long lone;

  /** Begins a file. */
  public IncidentGrouper() {
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
        .filter(story -> !Kinship.isOver(story, window) && Kinship.goesOn(story, detection))
        .max(
            Comparator.comparing((Story story) -> sharesBoth(story, detection))
                .thenComparing(Story::last))
        .ifPresentOrElse(story -> story.add(detection), () -> stories.add(new Story(detection)));
  }

  private static boolean sharesBoth(Story story, Detection detection) {
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
      for (Story story : List.copyOf(stories)) {
        Optional<Story> whole = Kinship.isOver(story, window) ? wholeOf(story) : Optional.empty();
        if (whole.isPresent()) {
          unite(story, whole.get());
          again = true;
          break;
        }
      }
    }
    for (Story story : List.copyOf(stories)) {
      // one that is open and small may yet turn out to be the edge of this one
      boolean waits =
          stories.stream()
              .anyMatch(
                  other ->
                      other != story
                          && !Kinship.isOver(other, window)
                          && Kinship.isSmall(other)
                          && Kinship.isNear(story, other));
      if (Kinship.isOver(story, window) && !waits) {
        stories.remove(story);
        end(story);
      }
    }
  }

  private Optional<Story> wholeOf(Story story) {
    return stories.stream()
        .filter(other -> other != story && Kinship.isNear(story, other))
        .filter(other -> Kinship.belongs(story, other))
        .max(Comparator.comparingDouble(Story::score).thenComparing(other -> -other.first()));
  }

  private void unite(Story part, Story whole) {
    boolean partIsFirst = part.first() < whole.first();
    Story first = partIsFirst ? part : whole;
    Story second = partIsFirst ? whole : part;
    first.add(second);
    stories.remove(second);
  }

  private void end(Story story) {
    if (story.windows().size() == 1 && story.severity() == Severity.LOW) {
      lone++;
    } else {
      incidents.add(Telling.incident(story));
    }
  }
}
