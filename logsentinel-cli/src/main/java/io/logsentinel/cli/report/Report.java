package io.logsentinel.cli.report;

import com.google.gson.JsonObject;
import io.logsentinel.core.artifact.IncidentsJson;
import java.util.List;

/** Everything that a report on a run tells, read from the run's artifacts by {@link ReportRun}. */
public final class Report {
  private final JsonObject data = new JsonObject();
  private final List<FileTrack> tracks;
  private final List<IncidentsJson.Entry> incidents;
  private final double falseAlarmRate;
  private final String note;
  private final List<String> failures;

  /**
   * A report whose data are still to be filled in.
   *
   * @param tracks windows of each monitored file, in the order of the run
   * @param incidents of the run
   * @param falseAlarmRate share of benign windows that the detector may alarm on
   * @param note what is to be said where scores are not all there; empty where they are
   * @param failures what the run did not look at, and why
   */
  Report(
      List<FileTrack> tracks,
      List<IncidentsJson.Entry> incidents,
      double falseAlarmRate,
      String note,
      List<String> failures) {
    this.tracks = List.copyOf(tracks);
    this.incidents = List.copyOf(incidents);
    this.falseAlarmRate = falseAlarmRate;
    this.note = note;
    this.failures = List.copyOf(failures);
  }

  /** The data of the page. */
  JsonObject data() {
    return data;
  }

  List<FileTrack> tracks() {
    return tracks;
  }

  List<IncidentsJson.Entry> incidents() {
    return incidents;
  }

  double falseAlarmRate() {
    return falseAlarmRate;
  }

  String note() {
    return note;
  }

  List<String> failures() {
    return failures;
  }

  /** {@return the number of monitored windows} */
  public int windows() {
    return tracks.stream().mapToInt(track -> track.windows().size()).sum();
  }

  /** {@return the number of incidents} */
  public int incidentCount() {
    return incidents.size();
  }
}
