package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import io.logsentinel.core.text.JsonArrayWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The incidents of a run: written file by file, shown at the end, the most severe first. */
final class Incidents implements AutoCloseable {
  private static final Comparator<Incident> MOST_SEVERE_FIRST =
      Comparator.comparing(Incident::severity)
          .reversed()
          .thenComparingDouble(Incident::pValue)
          .thenComparing(Comparator.comparingDouble(Incident::score).reversed());

  private final OutputFile out;
  private final OutputStream bytes;
  private final JsonArrayWriter<Incident> json;
  private final RunReport report;
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Incident> ofFile = new ArrayList<>();
  private IncidentCorrelator grouper = new IncidentCorrelator();

  Incidents(Workspace folders, RunReport report) throws IOException {
    this.report = report;
    out = new OutputFile(folders.path(Artifact.INCIDENTS));
    bytes = new BufferedOutputStream(out);
    json = IncidentsJson.writer(bytes);
  }

  /** Takes the next detection of a file. */
  void add(Detection detection) {
    ofFile.addAll(grouper.add(detection));
  }

  /** Ends a file: an incident is never of two. */
  void endFile() throws IOException {
    ofFile.addAll(grouper.end());
    ofFile.sort(Comparator.comparingLong(Incident::firstWindow));
    for (Incident incident : ofFile) {
      json.write(incident);
      report.grouped(incident.severity());
      incidents.add(incident);
    }
    ofFile.clear();
    report.leftAlone(grouper.lone());
    grouper = new IncidentCorrelator();
  }

  /** Moves the artifact into place. */
  void commit() throws IOException {
    json.close();
    bytes.flush();
    out.commit();
  }

  /** Shows them; files and windows are in order already, and the sort keeps it. */
  void show(Consumer<Incident> shown) {
    incidents.stream().sorted(MOST_SEVERE_FIRST).forEach(shown);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
