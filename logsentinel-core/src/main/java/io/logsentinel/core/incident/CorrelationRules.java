package io.logsentinel.core.incident;

import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.detect.naming.Detection;

/**
 * Rules of alert correlation: when a detection goes on with an open incident, and when one incident
 * is part of another. A window is named from its own evidence alone; where it holds little of an
 * attack, the same attack gets another name.
 */
final class CorrelationRules {
  /**
   * Windows without an alarm that an incident may have in a row. If every second window of it
   * alarms, one such gap in 32 is longer.
   */
  static final int MOST_MISSED = 4;

  /** An incident of fewer windows may be the edge of another. */
  private static final int FEW = 3;

  /** Scores this far apart are not of one attack at an even pace. */
  private static final double COMPARABLE = 4;

  /** Beyond, a list of addresses names those that are always there. */
  private static final int LISTED = 3;

  /** Below this p-value a window is no edge of something else. */
  private static final double STRIKING = 1e-8;

  private CorrelationRules() {}

  /**
   * {@return whether a detection is of an open incident} A network that changes is one change,
   * whoever of it stands out in a window. What only several windows together show is a story of its
   * own: where it begins and ends is not known to the window.
   */
  static boolean goesOn(OpenIncident incident, Detection detection) {
    Family family = detection.pattern().family();
    return incident.family() == family
        && incident.pace() == detection.profile().windows()
        && (family == Family.CHANGE
            || incident.sources.contains(detection.attacker())
            || incident.destinations.contains(detection.victim()));
  }

  /** {@return whether nothing from a window on can go on with an incident} */
  static boolean isOver(OpenIncident incident, long window) {
    return window - incident.last() > (MOST_MISSED + 1L) * incident.pace();
  }

  /** {@return whether the gap between two incidents is one that a single one may have} */
  static boolean isNear(OpenIncident a, OpenIncident b) {
    return a.pace() == 1
        && b.pace() == 1
        && a.first() - b.last() <= MOST_MISSED + 1
        && b.first() - a.last() <= MOST_MISSED + 1;
  }

  /** {@return whether an incident may turn out to be the edge of another} */
  static boolean isSmall(OpenIncident incident) {
    return incident.windows.size() < FEW;
  }

  /** {@return whether an incident is part of another one near it} */
  static boolean belongs(OpenIncident part, OpenIncident whole) {
    boolean shares =
        part.sources.sharesAny(whole.sources) || part.destinations.sharesAny(whole.destinations);
    if (part.family() == whole.family()) {
      return shares || part.family() == Family.CHANGE;
    }
    if (part.family() == Family.UNKNOWN) {
      return shares && part.score() <= COMPARABLE * whole.score();
    }
    if (whole.family() == Family.UNKNOWN) {
      return shares && whole.score() <= COMPARABLE * part.score();
    }
    return isUnderAnotherName(part, whole) || isEdge(part, whole);
  }

  /**
   * The same attacker, or many, do as much to the same service; where one of them is a scan, which
   * has no port of its own, to the same host, or to any that it tries.
   */
  private static boolean isUnderAnotherName(OpenIncident part, OpenIncident whole) {
    boolean scans = part.family() == Family.SCAN || whole.family() == Family.SCAN;
    boolean sameService =
        (isSame(part.sources, whole.sources) || (isOfMany(part) && isOfMany(whole)))
            && (isSame(part.destinations, whole.destinations) || isTried(part, whole))
            && (isSame(part.ports, whole.ports) || (scans && isSmall(part)));
    boolean noMore = part.score() <= COMPARABLE * whole.score();
    boolean noLess = isSmall(part) || whole.score() <= COMPARABLE * part.score();
    return sameService && noMore && noLess;
  }

  /** What a scanner does to a host that it scanned is part of the scan. */
  private static boolean isTried(OpenIncident part, OpenIncident scan) {
    return scan.family() == Family.SCAN && scan.destinations.contains(part.destinations.first());
  }

  private static boolean isSame(WeightedNames a, WeightedNames b) {
    return !a.first().isEmpty() && a.first().equals(b.first());
  }

  /** No source stands out in more than half of the windows. */
  private static boolean isOfMany(OpenIncident incident) {
    return 2 * incident.sources.windows(incident.sources.first()) <= incident.windows.size();
  }

  /** Few windows that hardly alarm, in which those of a stronger incident stand out too. */
  private static boolean isEdge(OpenIncident part, OpenIncident whole) {
    return isSmall(part)
        && part.pValue() >= STRIKING
        && part.score() <= whole.score()
        && (standsOut(whole.sources.first(), part) || standsOut(whole.destinations.first(), part));
  }

  private static boolean standsOut(String address, OpenIncident incident) {
    return incident.sources.contains(address)
        || incident.destinations.contains(address)
        || incident.addresses.names(LISTED).contains(address);
  }
}
