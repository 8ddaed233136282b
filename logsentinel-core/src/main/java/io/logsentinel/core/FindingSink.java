package io.logsentinel.core;

import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The output port: a receiver of what is found in a source of flows, window by window.
 *
 * <p>Every method does nothing unless it is overridden. Calls come on one thread, source after
 * source. Within a source, assessments and alerts come in the order of their windows, findings and
 * detections too, but the one may run ahead of the other; incidents come when nothing can be added
 * to them any more; {@link #endSource} ends it, and {@link #end} the whole. An {@link IOException}
 * says that something cannot be passed on.
 */
public interface FindingSink {
  /**
   * Takes a window that the original's rule has assessed.
   *
   * @param source name of the source
   * @param assessment the window, its z-scores and the decision
   */
  default void window(String source, ZScoreAssessment assessment) throws IOException {}

  /**
   * Takes an alert of the original's rule; its window came just before.
   *
   * @param alert the alert
   */
  default void alert(Alert alert) throws IOException {}

  /**
   * Takes a window that was cut before it was full: the original's rule, which knows whole windows
   * only, does not assess it. What the detector says of it comes next.
   *
   * @param source name of the source
   * @param windowId the window's number within the source, from 0
   * @param flows its whole flows, from 1, below the window size
   */
  default void cut(String source, long windowId, long flows) throws IOException {}

  /**
   * Takes what the detector says of a window, alarm or not.
   *
   * @param source name of the source
   * @param windowId the window's number within the source, from 0
   * @param finding score, p-value and evidence
   */
  default void finding(String source, long windowId, Finding finding) throws IOException {}

  /**
   * Takes the stories that rules of an allowlist allow in a window, which alarms with them; the
   * finding, which came just before, is of the other flows.
   *
   * @param source name of the source
   * @param windowId the window's number within the source, from 0
   * @param stories the rules, with their flows of the window; at least one
   */
  default void allowed(String source, long windowId, List<AllowedBy> stories) throws IOException {}

  /**
   * Takes a finding beyond the threshold, with its name; the finding came just before.
   *
   * @param detection the detection
   */
  default void detection(Detection detection) throws IOException {}

  /**
   * Takes an incident that has begun and is not over, where {@link Session#tellOpenIncidents} asks
   * for it; the detection came just before.
   *
   * @param incident as it is by now; its first window stays
   */
  default void opened(Incident incident) throws IOException {}

  /**
   * Takes an incident that is more severe than it was before the last detection, and not over.
   *
   * @param incident as it is by now
   */
  default void grew(Incident incident) throws IOException {}

  /**
   * Takes an incident that was told as open and turned out to be part of another; it comes again
   * neither as open nor as over.
   *
   * @param part as it was before
   * @param whole that it is part of
   */
  default void joined(Incident part, Incident whole) throws IOException {}

  /**
   * Takes an incident that is over.
   *
   * @param incident the incident
   */
  default void incident(Incident incident) throws IOException {}

  /**
   * Takes the end of a source.
   *
   * @param summary of the whole source
   */
  default void endSource(SourceSummary summary) throws IOException {}

  /** Takes the end of all sources, once, and passes on what waited for it. */
  default void end() throws IOException {}

  /**
   * {@return a sink that passes everything on to all of several}
   *
   * @param sinks in the order in which each call reaches them
   */
  static FindingSink all(List<? extends FindingSink> sinks) {
    return new All(List.copyOf(sinks));
  }

  /**
   * Several sinks as one.
   *
   * @param sinks in the order in which each call reaches them
   */
  record All(List<FindingSink> sinks) implements FindingSink {
    @Override
    public void window(String source, ZScoreAssessment assessment) throws IOException {
      for (FindingSink sink : sinks) {
        sink.window(source, assessment);
      }
    }

    @Override
    public void alert(Alert alert) throws IOException {
      for (FindingSink sink : sinks) {
        sink.alert(alert);
      }
    }

    @Override
    public void cut(String source, long windowId, long flows) throws IOException {
      for (FindingSink sink : sinks) {
        sink.cut(source, windowId, flows);
      }
    }

    @Override
    public void finding(String source, long windowId, Finding finding) throws IOException {
      for (FindingSink sink : sinks) {
        sink.finding(source, windowId, finding);
      }
    }

    @Override
    public void allowed(String source, long windowId, List<AllowedBy> stories) throws IOException {
      for (FindingSink sink : sinks) {
        sink.allowed(source, windowId, stories);
      }
    }

    @Override
    public void detection(Detection detection) throws IOException {
      for (FindingSink sink : sinks) {
        sink.detection(detection);
      }
    }

    @Override
    public void opened(Incident incident) throws IOException {
      for (FindingSink sink : sinks) {
        sink.opened(incident);
      }
    }

    @Override
    public void grew(Incident incident) throws IOException {
      for (FindingSink sink : sinks) {
        sink.grew(incident);
      }
    }

    @Override
    public void joined(Incident part, Incident whole) throws IOException {
      for (FindingSink sink : sinks) {
        sink.joined(part, whole);
      }
    }

    @Override
    public void incident(Incident incident) throws IOException {
      for (FindingSink sink : sinks) {
        sink.incident(incident);
      }
    }

    @Override
    public void endSource(SourceSummary summary) throws IOException {
      for (FindingSink sink : sinks) {
        sink.endSource(summary);
      }
    }

    @Override
    public void end() throws IOException {
      for (FindingSink sink : sinks) {
        sink.end();
      }
    }
  }

  /**
   * Account of a source whose windows were all monitored.
   *
   * @param source its name
   * @param windows whole windows and those that were cut, from 0
   * @param leftOver flows after the last whole window, from 0; 0 where windows came instead of
   *     flows
   * @param judged windows that the detector judged: all, or none where it is off or they came
   *     without profiles
   * @param loneDetections detections that are in no incident
   * @param drift of the source as a whole against the baseline; empty where no window was judged
   */
  public record SourceSummary(
      String source,
      long windows,
      long leftOver,
      long judged,
      long loneDetections,
      Optional<Drift> drift) {}
}
