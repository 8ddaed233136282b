package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.logsentinel.cli.compare.CompareRun;
import io.logsentinel.cli.explain.ForestExplanation;
import io.logsentinel.cli.explain.WindowExplanation;
import io.logsentinel.cli.explain.WindowExplanation.Detected;
import io.logsentinel.cli.output.Technique;
import io.logsentinel.cli.run.RunFile;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredIncidents;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.naming.Explanation;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.ml.ForestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The reading of everything that a report tells from the artifacts of a run. */
public final class ReportRun {
  /** Windows are drawn alone up to so many. */
  private static final int MOST_BINS = 1000;

  private static final String FORMAT = "logsentinel-report";

  private final Workspace folders;
  private final Reporter reporter;
  private final Function<WindowExplanation, String> words;
  private final Function<String, String> explainCall;

  /**
   * A reading.
   *
   * @param folders where the artifacts of the run lie
   * @param reporter where messages go
   * @param words the text that stands behind the verdict on an incident's most unusual window
   * @param explainCall the command that explains an incident, by its id
   */
  public ReportRun(
      Workspace folders,
      Reporter reporter,
      Function<WindowExplanation, String> words,
      Function<String, String> explainCall) {
    this.folders = folders;
    this.reporter = reporter;
    this.words = words;
    this.explainCall = explainCall;
  }

  /**
   * Reads the artifacts, and judges the windows again where the run kept no score of them.
   *
   * @param earlier a run whose incidents those of this one are compared with
   * @return what they tell
   * @throws InputException if an artifact is missing, damaged or of another run than the others
   * @throws IOException never but as such
   */
  public Report read(Optional<Workspace> earlier) throws IOException {
    folders.requireOfOneRun();
    RunVerdicts verdicts = RunVerdicts.read(folders);
    StoredBaseline stored = StoredBaseline.load(folders);
    DetectorSettings settings = DetectorSettings.load(folders);
    Optional<JsonElement> trees = JsonTree.read(folders.path(Artifact.INCIDENTS));
    List<IncidentsJson.Entry> incidents =
        trees.isPresent() ? StoredIncidents.read(folders.path(Artifact.INCIDENTS)) : List.of();
    Optional<Detector> detector =
        verdicts.isDetecting() ? stored.detector(settings) : Optional.empty();
    Optional<ForestModel> forest = forest(Artifact.FOREST, Metric.NAMES, stored);
    ZScoreMonitor monitor = new ZScoreMonitor(stored.baseline(), forest.map(Forests::opinionOf));
    int windowSize = stored.state().map(state -> state.windowSize()).orElse(0);
    int bin = (int) Math.max(1, (verdicts.windows() + MOST_BINS - 1) / MOST_BINS);
    Function<Optional<Detector>, WindowPass> passes =
        judge ->
            new WindowPass(
                folders,
                reporter,
                verdicts,
                monitor,
                judge,
                settings,
                windowSize,
                new IncidentWatch(incidents),
                bin);
    WindowPass pass = passes.apply(detector);
    String note = note(verdicts, stored);
    if (!pass.run()) {
      note =
          "The baseline is not that of the run any more, so scores are known only of windows that"
              + " alarmed; run it again for the others.";
      reporter.warn(folders.path(Artifact.BASELINE_PROFILE) + ": " + note);
      detector = Optional.empty();
      pass = passes.apply(detector);
      pass.run();
    }
    Optional<RunManifest> manifest = RunManifest.read(folders.path(Artifact.RUN));
    List<String> failures = manifest.map(RunManifest::failures).orElse(List.of());
    Report report = new Report(pass.tracks(), incidents, settings.falseAlarmRate(), note, failures);
    JsonObject data = report.data();
    data.addProperty("format", FORMAT);
    data.addProperty("version", 1);
    data.add("run", run(report, stored, settings, detector, bin));
    data.add("files", JsonTree.array(pass.tracks(), FileTrack::json));
    Verdict verdict =
        new Verdict(
            stored,
            forest,
            forest(Artifact.PROFILE_FOREST, ProfileMetric.NAMES, stored),
            detector,
            settings);
    WindowPass done = pass;
    JsonArray incidentTrees =
        IncidentTrees.of(
            trees.map(JsonElement::getAsJsonArray).orElseGet(JsonArray::new),
            place ->
                done.watch()
                    .of(place)
                    .map(window -> words.apply(verdict.on(window, incidents.get(place)))));
    // a run of `follow` keeps no windows that could be explained
    boolean isKept = !folders.isDaily() || !Workspace.csvFiles(folders.windowed()).isEmpty();
    for (int place = 0; isKept && place < incidents.size(); place++) {
      String call = explainCall.apply(incidents.get(place).id());
      incidentTrees.get(place).getAsJsonObject().addProperty("explain", call);
    }
    new KeptFlows(folders, reporter, windowSize).addTo(incidentTrees, incidents);
    data.add("incidents", incidentTrees);
    data.add("techniques", techniques(incidentTrees));
    data.add("metrics", pass.bands().json(stored.baseline()));
    data.add("evidence", pass.grid().json());
    data.add("talkers", pass.talkers().json());
    if (earlier.isPresent()) {
      data.add("against", EarlierRun.json(new CompareRun(earlier.get(), folders)));
    }
    manifest.ifPresent(it -> data.add("manifest", it.json()));
    evaluation(pass.tracks()).ifPresent(it -> data.add("evaluation", it));
    return report;
  }

  private static String note(RunVerdicts verdicts, StoredBaseline stored) {
    if (stored.isDetecting() && verdicts.isDetecting()) {
      return "";
    }
    int profiles = stored.state().map(state -> state.profiles().size()).orElse(0);
    return profiles < Detector.MIN_WINDOWS
        ? String.format(
            "The detector was off: it needs a baseline of %s windows, and this one has profiles of"
                + " %s. Alerts of the 3-sigma rule are all there is.",
            Detector.MIN_WINDOWS, profiles)
        : "The run kept no detections, so no score is known.";
  }

  private Optional<ForestModel> forest(
      Artifact artifact, List<String> metrics, StoredBaseline stored) throws InputException {
    Path file = folders.path(artifact);
    return Files.exists(file) ? Optional.of(Forests.load(file, metrics, stored)) : Optional.empty();
  }

  private JsonObject run(
      Report report,
      StoredBaseline stored,
      DetectorSettings settings,
      Optional<Detector> detector,
      int bin) {
    JsonObject run = new JsonObject();
    run.addProperty("name", folders.isDaily() ? folders.findings().getFileName().toString() : "");
    run.addProperty("zoned", RunFile.isZoned(folders.path(Artifact.RUN)));
    run.addProperty("note", report.note());
    run.add("failures", JsonTree.array(report.failures(), JsonPrimitive::new));
    run.addProperty("version", RunFile.version());
    run.addProperty("window_size", stored.state().map(state -> state.windowSize()).orElse(0));
    run.addProperty("baseline_windows", stored.windows());
    run.add("false_alarm_rate", JsonTree.number(settings.falseAlarmRate()));
    run.addProperty("adaptive", detector.map(Detector::isAdaptive).orElse(false));
    detector.ifPresent(it -> run.add("least_counted_rate", JsonTree.number(it.independentRate())));
    run.addProperty("windows_per_bin", bin);
    return run;
  }

  private static JsonObject techniques(JsonArray incidents) {
    Map<String, String> names = new TreeMap<>();
    for (JsonElement incident : incidents) {
      JsonElement techniques = incident.getAsJsonObject().get("attack_techniques");
      for (JsonElement id : techniques == null ? new JsonArray() : techniques.getAsJsonArray()) {
        names.put(id.getAsString(), Technique.of(id.getAsString()).name());
      }
    }
    JsonObject json = new JsonObject();
    names.forEach((id, name) -> json.add(id, new JsonPrimitive(name)));
    return json;
  }

  /**
   * An evaluation, if it is of as many windows as the run has in the files that it monitored whole.
   */
  private Optional<JsonObject> evaluation(List<FileTrack> tracks) throws InputException {
    Path file = folders.path(Artifact.EVALUATION);
    Optional<JsonObject> evaluation = JsonTree.readObject(file);
    if (evaluation.isEmpty()) {
      return evaluation;
    }
    long windows = new JsonTree.Members(file, evaluation.get()).members("windows").counts();
    long monitored =
        tracks.stream().filter(FileTrack::isWhole).mapToLong(it -> it.windows().size()).sum();
    if (windows == monitored) {
      return evaluation;
    }
    reporter.warn(
        String.format(
            "%s: is of %s windows, the run of %s; left out: run ./logsentinel evaluate%s again",
            file, windows, monitored, folders.options()));
    return Optional.empty();
  }

  /** What stands behind the verdict on a window. */
  private record Verdict(
      StoredBaseline stored,
      Optional<ForestModel> forest,
      Optional<ForestModel> profileForest,
      Optional<Detector> detector,
      DetectorSettings settings) {

    WindowExplanation on(JudgedWindow window, IncidentsJson.Entry incident) {
      Explanation explanation =
          Explanation.of(
              detector.orElseThrow(), window.profile(), settings.inside(), window.before());
      return new WindowExplanation(
          window.file(),
          Optional.of(incident),
          stored.baseline(),
          window.assessment(),
          forest.map(
              model -> ForestExplanation.of(model, Metric.vector(window.assessment().window()))),
          Optional.of(
              new Detected(
                  window.profile(),
                  explanation,
                  detector.get().independentRate(),
                  profileForest.map(
                      model -> ForestExplanation.of(model, window.profile().vector())),
                  window.allowed())));
    }
  }
}
