package io.logsentinel.cli.reuse;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * End of a run of {@code monitor} that failed in nothing, kept as {@code judged.json} beside its
 * findings: what another run of the same identity ends with.
 *
 * @param identity of the run
 * @param isComplete whether every file was taken and every row kept
 * @param isJudged whether the detector judged any window
 * @param alerts severities of alerts that occurred
 * @param incidents severities of incidents that occurred
 * @param summary as it was printed
 */
public record JudgedRun(
    String identity,
    boolean isComplete,
    boolean isJudged,
    Set<Severity> alerts,
    Set<Severity> incidents,
    String summary) {
  public JudgedRun {
    alerts = Set.copyOf(alerts);
    incidents = Set.copyOf(incidents);
  }

  /**
   * {@return the end of a run}
   *
   * @param identity of the run
   * @param report of it
   * @param summary as it was printed
   */
  public static JudgedRun of(String identity, RunReport report, String summary) {
    return new JudgedRun(
        identity,
        report.isComplete(),
        report.judgedWindows() > 0,
        report.alertsBySeverity().keySet(),
        report.incidentsBySeverity().keySet(),
        summary);
  }

  /**
   * {@return the last run of an identity whose findings are there}
   *
   * @param state where runs are kept
   * @param identity of a run
   * @throws IOException if they cannot be listed
   */
  public static Optional<Workspace> find(StateFolder state, String identity) throws IOException {
    for (Workspace run : state.endedRuns()) {
      Optional<JudgedRun> judged = read(run);
      if (judged.isPresent() && judged.get().identity.equals(identity)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the end of a run; empty where it kept none that can be used}
   *
   * @param run its folders
   */
  public static Optional<JudgedRun> read(Workspace run) {
    try (InputStream in = StoredFile.openSettings(run.path(Artifact.JUDGED))) {
      return Optional.of(StrictJson.read(in, JudgedRun::read));
    } catch (IOException e) {
      return Optional.empty(); // it is judged again, which is always right
    }
  }

  private static JudgedRun read(JsonReader json) throws IOException {
    json.beginObject();
    JudgedRun run =
        new JudgedRun(
            StrictJson.string(json, "identity"),
            StrictJson.count(json, "complete") == 1,
            StrictJson.count(json, "judged") == 1,
            severities(json, "alerts"),
            severities(json, "incidents"),
            StrictJson.string(json, "summary"));
    json.endObject();
    return run;
  }

  private static Set<Severity> severities(JsonReader json, String name) throws IOException {
    List<Severity> all = StrictJson.list(json, name, it -> StrictJson.constant(it, Severity.class));
    return all.isEmpty() ? Set.of() : EnumSet.copyOf(all);
  }

  /**
   * Keeps it beside the findings.
   *
   * @param run its folders
   * @throws IOException if it cannot be written
   */
  public void write(Workspace run) throws IOException {
    try (OutputFile out = new OutputFile(run.path(Artifact.JUDGED))) {
      JsonWriter json = JsonWriter.document(2);
      json.beginObject();
      json.name("identity").value(identity);
      json.name("complete").value(isComplete ? 1 : 0);
      json.name("judged").value(isJudged ? 1 : 0);
      json.name("alerts").values(alerts.stream().map(Enum::name).sorted().toList());
      json.name("incidents").values(incidents.stream().map(Enum::name).sorted().toList());
      json.name("summary").value(summary);
      json.endObject();
      json.moveTo(out);
      out.commit();
    }
  }
}
