package io.logsentinel.cli.explain;

import io.logsentinel.cli.explain.WindowExplanation.Detected;
import io.logsentinel.cli.run.RunFile;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.FlowNames;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredIncidents;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.naming.Detection.Judged;
import io.logsentinel.core.detect.naming.Explanation;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.ml.ForestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The search for a window or an incident among the artifacts, and for all behind its verdict. */
public final class ExplainRun {
  private static final int MOST_NAMES = 10;

  private final Workspace folders;
  private final Reporter reporter;
  private final StoredWindows windows;
  private final DetectorSettings settings;

  /**
   * {@return the folders of the run that has what is asked for: the working folders, else the last
   * run of the state folder; where none has it, the working folders, if there are any}
   *
   * @param folders the working folders; their models may be a state folder, or one of its runs
   * @param target a file, a colon and a window, or the beginning of the id of an incident
   * @throws InputException if an artifact cannot be used
   */
  public static Workspace runOf(Workspace folders, String target) throws InputException {
    Optional<Workspace> named = StateFolder.runAt(folders.models());
    if (named.isPresent()) {
      return named.get();
    }
    List<Workspace> runs = new ArrayList<>(new StateFolder(folders.models()).runs());
    // one that was interrupted has nothing to show where another has it
    runs.sort(Comparator.comparing(Workspace::isUnfinished));
    List<Workspace> candidates = new ArrayList<>(List.of(folders));
    candidates.addAll(runs);
    for (Workspace candidate : candidates) {
      if (has(candidate, target)) {
        return candidate;
      }
    }
    return runs.isEmpty() || Files.isDirectory(folders.windowed()) ? folders : runs.get(0);
  }

  private static boolean has(Workspace folders, String target) throws InputException {
    int colon = target.lastIndexOf(':');
    if (colon >= 0) {
      String name = target.substring(0, colon);
      return Files.isDirectory(folders.windowed())
          && Workspace.csvFiles(folders.windowed()).stream()
              .map(file -> file.getFileName().toString())
              .anyMatch(file -> file.contains(name) || file.equals(Workspace.windowedName(name)));
    }
    Path incidents = folders.path(Artifact.INCIDENTS);
    return Files.exists(incidents)
        && StoredIncidents.read(incidents).stream()
            .anyMatch(incident -> incident.id().startsWith(target));
  }

  /**
   * A run.
   *
   * @param folders where the artifacts of the run lie
   * @param reporter where messages go
   * @throws InputException if the settings of the run cannot be used
   */
  public ExplainRun(Workspace folders, Reporter reporter) throws InputException {
    folders.requireOfOneRun();
    this.folders = folders;
    this.reporter = reporter;
    this.windows = new StoredWindows(folders);
    this.settings = DetectorSettings.load(folders);
  }

  /**
   * Explains a verdict.
   *
   * @param target a file, a colon and what {@link #isWindow}, or the id of an incident
   * @return what is behind the verdict
   * @throws InputException if there is no such window, or an artifact cannot be used
   * @throws IOException never but as such
   */
  public WindowExplanation explain(String target) throws IOException {
    StoredBaseline stored = StoredBaseline.load(folders);
    int colon = target.lastIndexOf(':');
    if (colon >= 0) {
      Path file = file(target.substring(0, colon));
      List<Long> window = List.of(Long.parseLong(target.substring(colon + 1)));
      return explanation(file, window, Optional.empty(), stored);
    }
    IncidentsJson.Entry incident = incident(target);
    WindowExplanation explanation =
        explanation(file(incident.file()), incident.windows(), Optional.of(incident), stored);
    warnOfAnotherRun(incident, explanation);
    return explanation;
  }

  /** An incident keeps the score that its window had with the baseline of its run. */
  private void warnOfAnotherRun(IncidentsJson.Entry incident, WindowExplanation explanation) {
    if (explanation.detected().isEmpty()) {
      return;
    }
    double score = explanation.detected().get().explanation().finding().score();
    if (score != incident.score()) {
      reporter.warn(
          "%s: incident %s is of another run than %s: its score is %s, now it would be %s;"
              + " monitor its flows again",
          folders.path(Artifact.INCIDENTS),
          incident.id(),
          folders.path(Artifact.BASELINE_PROFILE),
          NumberText.write(incident.score()),
          NumberText.write(score));
    }
  }

  /** {@return the rate at which the last run alarmed; the default where nothing tells} */
  public double falseAlarmRate() {
    return settings.falseAlarmRate();
  }

  /** {@return whether the last run knew the zone of its flows' times} */
  public boolean isZoned() {
    return RunFile.isZoned(folders.path(Artifact.RUN));
  }

  private IncidentsJson.Entry incident(String id) throws InputException {
    Path file = folders.path(Artifact.INCIDENTS);
    if (!Files.exists(file)) {
      throw new InputException(
          "`" + id + "` is no FILE:WINDOW, and there is no " + file + " to look it up in");
    }
    List<IncidentsJson.Entry> incidents = StoredIncidents.read(file);
    List<IncidentsJson.Entry> found =
        incidents.stream().filter(incident -> incident.id().startsWith(id)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty()
        ? InputException.of(
            "%s: no incident `%s` among %s; a window is named as FILE:WINDOW",
            file, id, incidents.size())
        : InputException.of(
            "%s: %s incidents begin with `%s`: %s",
            file,
            found.size(),
            id,
            found.stream()
                .map(IncidentsJson.Entry::id)
                .limit(MOST_NAMES)
                .collect(Collectors.joining(", ")));
  }

  /**
   * {@return whether a text is the number of a window, there or not}
   *
   * @param text what stands after the colon of a file and a window
   */
  public static boolean isWindow(String text) {
    try {
      return Long.parseLong(text) >= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A windowed file by its name, by that of the file it was made of, or by a part of its name. */
  private Path file(String name) throws InputException {
    List<String> known = new ArrayList<>(List.of(Workspace.windowedNameOfCleaned(name), name));
    if (FlowNames.isOfFlows(name)) {
      known.add(0, Workspace.windowedName(name));
    }
    for (String windowed : known) {
      Path file = folders.windowed().resolve(windowed);
      if (!name.isEmpty() && Files.isRegularFile(file)) {
        return file;
      }
    }
    List<Path> files = Workspace.csvFiles(folders.windowed());
    if (folders.isDaily() && files.isEmpty()) {
      throw InputException.of(
          "%s: holds no windows, as runs of `follow` keep none; what is behind an incident stands in"
              + " %s",
          folders.windowed(), folders.path(Artifact.DETECTIONS_JSON));
    }
    List<Path> like =
        files.stream().filter(file -> file.getFileName().toString().contains(name)).toList();
    if (like.size() == 1) {
      return like.get(0);
    }
    throw InputException.of(
        like.isEmpty()
            ? "%s: no windowed file matches \"%s\"; there are: %s"
            : "%s: \"%s\" is ambiguous: %s",
        folders.windowed(),
        name,
        names(like.isEmpty() ? files : like));
  }

  /** Names of raw files, as they can be typed. */
  private static String names(List<Path> windowed) {
    int more = windowed.size() - MOST_NAMES;
    String names =
        windowed.stream()
            .limit(MOST_NAMES)
            .map(file -> Workspace.rawName(file.getFileName().toString()))
            .collect(Collectors.joining(", "));
    return windowed.isEmpty() ? "none" : names + (more > 0 ? " and " + more + " more" : "");
  }

  /**
   * A window that the detector judged, what it remembered before, and the flows that are allowed in
   * it.
   */
  private record MostUnusual(
      Profile profile, Memory before, double score, List<AllowedBy> allowed) {}

  private WindowExplanation explanation(
      Path file, List<Long> ids, Optional<IncidentsJson.Entry> incident, StoredBaseline stored)
      throws IOException {
    Optional<Detector> detector = stored.detector(settings);
    Set<Long> heldBack = stored.heldBackOf(file, windows).orElse(Set.of());
    boolean isOfThose = heldBack.containsAll(ids); // then the others were not judged in the run
    Optional<MostUnusual> judged =
        detector.isPresent() && Files.exists(windows.profilesOf(file))
            ? mostUnusual(file, ids, isOfThose ? heldBack::contains : it -> true, detector.get())
            : Optional.empty();
    long window = judged.map(it -> it.profile().windowId()).orElse(ids.get(0));
    Optional<ForestModel> forest = forest(folders.path(Artifact.FOREST), Metric.NAMES, stored);
    ZScoreMonitor monitor = new ZScoreMonitor(stored.baseline(), forest.map(Forests::opinionOf));
    ZScoreAssessment assessment = assessment(file, window, monitor);
    requireFlows(file, assessment.window().totalFlows(), stored.state());
    if (!isOfThose && stored.heldBackOf(file, windows).isPresent()) {
      reporter.warn(file + ": the baseline was learned from it, and knows the window");
    }
    double[] metrics = Metric.vector(assessment.window());
    return new WindowExplanation(
        file.getFileName().toString(),
        incident,
        stored.baseline(),
        assessment,
        forest.map(model -> ForestExplanation.of(model, metrics)),
        detected(file, window, stored, detector, judged));
  }

  /** The most unusual of some windows of a file, which is judged from its first on, as in a run. */
  private Optional<MostUnusual> mostUnusual(
      Path windowed, List<Long> ids, LongPredicate isJudged, Detector detector) throws IOException {
    MostUnusual[] most = new MostUnusual[1];
    Memory[] memory = {detector.memory(settings.falseAlarmRate())};
    Predicate<String> own = detector.own(settings.inside());
    long last = Collections.max(ids);
    windows.readProfiles(
        windowed,
        reading -> {
          Profile profile = reading.get();
          if (profile.windowId() <= last && isJudged.test(profile.windowId())) {
            Judged judged =
                Detection.judge(detector, profile, memory[0], settings.falseAlarmRate(), own);
            Step step = judged.step();
            double score = step.finding().score();
            if (ids.contains(profile.windowId()) && (most[0] == null || score > most[0].score())) {
              most[0] =
                  new MostUnusual(
                      judged.profile(), memory[0], score, AllowedFlows.of(judged, profile));
            }
            memory[0] = step.memory();
          }
        });
    return Optional.ofNullable(most[0]);
  }

  private static void requireFlows(Path file, long flows, Optional<BaselineState> baseline)
      throws InputException {
    if (baseline.isPresent() && baseline.get().windowSize() != flows) {
      throw InputException.of(
          "%s: a window of %s flows, but the baseline was learned from windows of %s",
          file, flows, baseline.get().windowSize());
    }
  }

  private ZScoreAssessment assessment(Path file, long id, ZScoreMonitor monitor)
      throws IOException {
    ZScoreAssessment[] found = new ZScoreAssessment[1];
    ZScoreAssessment[] previous = new ZScoreAssessment[1];
    long[] count = new long[1];
    windows.read(
        file,
        window -> {
          count[0]++;
          if (window.id() <= id) {
            ZScoreAssessment assessment = monitor.assess(window, previous[0]);
            previous[0] = assessment;
            found[0] = window.id() == id ? assessment : found[0];
          }
        });
    if (found[0] == null) {
      throw new InputException(
          file + ": no window " + id + "; it has " + count[0] + ", counted from 0");
    }
    return found[0];
  }

  private Optional<Detected> detected(
      Path file,
      long id,
      StoredBaseline stored,
      Optional<Detector> detector,
      Optional<MostUnusual> judged)
      throws IOException {
    if (detector.isEmpty()) {
      reporter.warn(
          "%s: profiles of %s windows; the detector needs %s and stays off",
          folders.path(Artifact.BASELINE_PROFILE),
          stored.state().map(baseline -> baseline.profiles().size()).orElse(0),
          Detector.MIN_WINDOWS);
      return Optional.empty();
    }
    Path profiles = windows.profilesOf(file);
    if (!Files.exists(profiles)) {
      reporter.warn(profiles + ": no such file; the detector does not see the window");
      return Optional.empty();
    }
    if (judged.isEmpty()) {
      throw new InputException(profiles + ": no window " + id + "; run --step window again");
    }
    Profile profile = judged.get().profile();
    requireFlows(profiles, profile.wholeFlows(), stored.state());
    Optional<ForestModel> forest =
        forest(folders.path(Artifact.PROFILE_FOREST), ProfileMetric.NAMES, stored);
    Explanation explanation =
        Explanation.of(detector.get(), profile, settings.inside(), judged.get().before());
    double[] metrics = profile.vector();
    return Optional.of(
        new Detected(
            profile,
            explanation,
            detector.get().independentRate(),
            forest.map(model -> ForestExplanation.of(model, metrics)),
            judged.get().allowed()));
  }

  private Optional<ForestModel> forest(Path file, List<String> metrics, StoredBaseline stored)
      throws InputException {
    if (!Files.exists(file)) {
      reporter.warn(file + ": no such file; explained without a forest");
      return Optional.empty();
    }
    return Optional.of(Forests.load(file, metrics, stored));
  }
}
