package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.artifact.AlertsCsv;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.artifact.DetectionsJson;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The artifacts of what is found, a sink each, in one set that appears together. */
final class FindingArtifacts {
  private FindingArtifacts() {}

  /**
   * Begins them all. What is found by {@code follow} is written in parts, in a class of its own.
   */
  static FindingSink open(
      ArtifactSet set, Workspace folders, DetectorSettings detector, boolean guarded)
      throws IOException {
    detector.write(set.open(folders.path(Artifact.DETECTOR)));
    return FindingSink.all(
        List.of(
            new Decisions(DecisionsCsv.writer(set.open(folders.path(Artifact.DECISIONS)))),
            new Alerts(AlertsCsv.writer(set.open(folders.path(Artifact.ALERTS)))),
            detections(set.open(folders.path(Artifact.DETECTIONS)), guarded),
            new Evidence(DetectionsJson.writer(set.open(folders.path(Artifact.DETECTIONS_JSON)))),
            new Incidents(IncidentsJson.writer(set.open(folders.path(Artifact.INCIDENTS))))));
  }

  private static FindingSink detections(OutputStream out, boolean guarded) throws IOException {
    return new Detections(guarded ? DetectionsCsv.writer(out) : DetectionsCsv.unguardedWriter(out));
  }

  /** {@code decisions.csv}. */
  private record Decisions(TableWriter<DecisionsCsv.Row> out) implements FindingSink {
    @Override
    public void window(String source, ZScoreAssessment assessment) throws IOException {
      out.write(new DecisionsCsv.Row(source, assessment));
    }
  }

  /** {@code alerts_output.csv}. */
  private record Alerts(TableWriter<Alert> out) implements FindingSink {
    @Override
    public void alert(Alert alert) throws IOException {
      out.write(alert);
    }
  }

  /** {@code detections.csv}. */
  private record Detections(TableWriter<Detection> out) implements FindingSink {
    @Override
    public void detection(Detection detection) throws IOException {
      out.write(detection);
    }
  }

  /** {@code detections.json}. */
  private record Evidence(JsonWriter.Array<Detection> out) implements FindingSink {
    @Override
    public void detection(Detection detection) throws IOException {
      out.write(detection);
    }

    @Override
    public void end() throws IOException {
      out.close();
    }
  }

  /** {@code incidents.json}: those of a file in the order of their first windows. */
  private static final class Incidents implements FindingSink {
    private final JsonWriter.Array<Incident> out;
    private final List<Incident> ofFile = new ArrayList<>();

    Incidents(JsonWriter.Array<Incident> out) {
      this.out = out;
    }

    @Override
    public void incident(Incident incident) {
      ofFile.add(incident);
    }

    @Override
    public void endSource(SourceSummary summary) throws IOException {
      ofFile.sort(Comparator.comparingLong(Incident::firstWindow));
      for (Incident incident : ofFile) {
        out.write(incident);
      }
      ofFile.clear();
    }

    @Override
    public void end() throws IOException {
      out.close();
    }
  }
}
