package io.logsentinel.cli.output;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Event that outputs tell of: an incident, an alert of a file of which no window was judged, or the
 * silence of a source that is followed.
 *
 * @param id 32 hexadecimal digits, the same in every run over the same flows
 * @param file name of the windowed file
 * @param windows numbers of its windows, rising
 * @param times of its flows
 * @param severity of the incident or alert; medium of a silence
 * @param naming what it looks like
 * @param decision of two models together
 * @param endpoints between whom it took place
 * @param participants addresses with their parts; none of an alert
 * @param observations the strongest first
 * @param message one sentence
 * @param drift of the file against the baseline, where it was judged
 * @param incident that it is
 * @param alert that it is
 * @param activity what became of the incident, where it is followed; empty where it is told once
 */
record Event(
    String id,
    String file,
    List<Long> windows,
    Times times,
    Severity severity,
    Naming naming,
    Decision decision,
    Endpoints endpoints,
    List<Participant> participants,
    List<Observation> observations,
    String message,
    Optional<Drift> drift,
    Optional<Incident> incident,
    Optional<Alert> alert,
    Optional<Activity> activity) {
  /** Controls of terminals but tabs and line ends, and marks of direction. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  Event {
    windows = List.copyOf(windows);
    participants = List.copyOf(participants);
    observations = List.copyOf(observations);
  }

  /** What may become of an incident that is told while it is open, in the words of OCSF. */
  enum Activity {
    /** It has begun. */
    CREATE,
    /** It has grown more severe. */
    UPDATE,
    /** It is over, or part of another. */
    CLOSE;

    /** {@return its name in lower case} */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@return the same event as news of an incident that is followed} */
  Event as(Activity news, String words) {
    return new Event(
        id,
        file,
        windows,
        times,
        severity,
        naming,
        decision,
        endpoints,
        participants,
        observations,
        words,
        drift,
        incident,
        alert,
        Optional.of(news));
  }

  /** {@return {@code incident}, {@code alert} or {@code silence}} */
  String kind() {
    return incident.isPresent() ? "incident" : alert.isPresent() ? "alert" : "silence";
  }

  /**
   * First and last time of an event's flows.
   *
   * @param first in milliseconds from 1970 UTC; {@link FlowBatch#NO_TIME} where there is none
   * @param last likewise
   * @param zoned whether the zone of the flows' clock is known; else they are as if in UTC
   */
  record Times(long first, long last, boolean zoned) {
    boolean areKnown() {
      return first != FlowBatch.NO_TIME;
    }

    /** As {@code 2017-07-07T13:45:00Z}. */
    String start() {
      return Instant.ofEpochMilli(first).toString();
    }

    String end() {
      return Instant.ofEpochMilli(last).toString();
    }

    /** {@return the zone that they are in, in a word} */
    String zone() {
      return zoned ? "UTC" : "unknown";
    }
  }

  /**
   * Name of what an event looks like.
   *
   * @param code name for machines, as {@code vertical_scan}
   * @param label name for people
   * @param category family of patterns, as {@code scan}
   * @param techniques candidates, the likeliest first
   * @param confidence the chance that it is so, 0 to 1; an alert has none
   * @param level of the confidence: 1 low, 2 medium, 3 high
   * @param nextStep what to do first
   */
  record Naming(
      String code,
      String label,
      String category,
      List<Technique> techniques,
      OptionalDouble confidence,
      int level,
      String nextStep) {
    Naming {
      techniques = List.copyOf(techniques);
    }
  }

  /**
   * {@return a text whose control characters but line ends, and marks that turn the direction of
   * what follows, stand as {@code \\u001b}: a terminal that shows the text obeys none of them}
   */
  static String visible(String text) {
    return UNSEEN
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.format(Locale.ROOT, "\\u%04x", (int) found.group().charAt(0))));
  }
}
