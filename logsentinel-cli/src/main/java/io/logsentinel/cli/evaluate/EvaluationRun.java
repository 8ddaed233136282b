package io.logsentinel.cli.evaluate;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.RunLock;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.EvaluationJson;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.EvaluationInput;
import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Verdicts;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.text.TableReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An evaluation of the artifacts of a run against the labels of the flows it was made of. */
public final class EvaluationRun {
  private final EvaluationSettings settings;
  private final Reporter reporter;
  private final Workspace folders;

  /** Windowed files that are left out, as not all of their windows were monitored. */
  private final Set<String> partly = new HashSet<>();

  /** What the labels meant that were read; those of several dialects have the words of all. */
  private LabelRules rules = LabelRules.USUAL;

  /**
   * A run.
   *
   * @param settings what to do
   * @param reporter where messages and progress go
   */
  public EvaluationRun(EvaluationSettings settings, Reporter reporter) {
    this.settings = settings;
    this.reporter = reporter;
    this.folders = settings.folders();
  }

  /**
   * Evaluates and writes the figures.
   *
   * @return the figures
   * @throws InputException if an artifact is missing, damaged or of another run than the others
   * @throws OutputException if the figures cannot be written
   * @throws IOException never but as one of these
   */
  @SuppressWarnings("try") // the lock is held, not used
  public Evaluation run() throws InputException, IOException {
    if (!Files.isDirectory(folders.models())) {
      throw new InputException(folders.models() + ": no such folder");
    }
    Path target = target();
    try (RunLock lock = lock(target)) {
      new OutputFile(target).close(); // before labels are read in vain
      Evaluation evaluation = Evaluation.of(read(), settings.minAttackShare());
      try (OutputFile file = new OutputFile(target)) {
        OutputStream bytes = new BufferedOutputStream(file);
        EvaluationJson.write(evaluation, rules, bytes);
        bytes.flush();
        file.commit();
      }
      return evaluation;
    }
  }

  /** {@return what the labels meant that were read last; what they usually mean before} */
  public LabelRules rules() {
    return rules;
  }

  /** {@return the file that the figures go to} */
  public Path target() {
    return settings.json().orElse(folders.path(Artifact.EVALUATION));
  }

  /**
   * {@return whether the figures' file is one of the run's, or lies among its flows and windows}
   *
   * @throws IOException if a folder cannot be looked at
   */
  public boolean overwritesTheRun() throws IOException {
    return folders.isOfRun(target());
  }

  /** The lock of the models' folder, where the figures go there: a run must not be met in it. */
  private @Nullable RunLock lock(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new OutputException(target, new IOException("it is a folder"));
    }
    return Files.isDirectory(folder) && Files.isSameFile(folder, folders.models())
        ? new RunLock(folders.models())
        : null;
  }

  /**
   * {@return what is evaluated: windows by their labels, and what was said of them}
   *
   * @throws InputException if an artifact is missing, damaged or of another run than the others
   * @throws IOException never but as such
   */
  public EvaluationInput read() throws InputException, IOException {
    folders.requireOfOneRun();
    BaselineState baseline =
        require(folders.path(Artifact.BASELINE_PROFILE), BaselineStateJson::read);
    Map<String, List<DecisionsCsv.Row>> decisions = decisions(baseline);
    LabelFiles truth = new LabelFiles(settings, reporter, baseline.windowSize());
    truth.read(decisions);
    rules = truth.rules();
    List<Verdicts> verdicts = new ArrayList<>();
    verdicts.add(
        original(
            Subject.RULE,
            decisions,
            row -> Optional.of(new Verdict(row.anomalyIndex(), row.zTrigger()))));
    // a forest's score is lower for what is more unusual
    verdicts.add(
        original(
            Subject.FOREST,
            decisions,
            row -> row.opinion().map(of -> new Verdict(-of.score(), of.anomalous()))));
    verdicts.add(original(Subject.DECISION, decisions, EvaluationRun::decision));
    DetectorVerdicts detector =
        new DetectorVerdicts(folders, settings.threads(), reporter, baseline);
    verdicts.add(detector.read(decisions, partly));
    Optional<List<IncidentWindows>> incidents = incidents(decisions, detector.told());
    return new EvaluationInput(
        baseline.windowSize(),
        truth.windows(),
        truth.labels(),
        truth.leftOver(),
        verdicts,
        incidents.orElse(List.of()),
        incidents.isPresent()
            ? Optional.empty()
            : Optional.of("no " + folders.path(Artifact.INCIDENTS).getFileName() + " of the run"),
        detector.days());
  }

  /** By windowed file, a decision for every window from 0 on. */
  private Map<String, List<DecisionsCsv.Row>> decisions(BaselineState baseline)
      throws InputException, IOException {
    Map<String, List<DecisionsCsv.Row>> byFile = new LinkedHashMap<>();
    Path path = folders.path(Artifact.DECISIONS);
    require(
        path,
        in -> {
          try (TableReader<DecisionsCsv.Row> reader = DecisionsCsv.reader(in)) {
            for (var row = reader.next(); row != null; row = reader.next()) {
              byFile.computeIfAbsent(row.file(), file -> new ArrayList<>()).add(row);
            }
          }
          return byFile;
        });
    byFile.entrySet().removeIf(file -> isMonitoredInPart(file.getKey(), file.getValue(), baseline));
    for (Map.Entry<String, List<DecisionsCsv.Row>> file : byFile.entrySet()) {
      for (int i = 0; i < file.getValue().size(); i++) {
        if (file.getValue().get(i).windowId() != i) {
          throw InputException.of(
              "%s: expected window %s of %s but found window %s",
              path, i, file.getKey(), file.getValue().get(i).windowId());
        }
      }
    }
    if (byFile.isEmpty()) {
      throw new InputException(path + ": holds no window, nothing can be evaluated");
    }
    return byFile;
  }

  /**
   * Of a file that trained in part, the windows that were held back are monitored, and no other.
   */
  private boolean isMonitoredInPart(
      String windowed, List<DecisionsCsv.Row> rows, BaselineState baseline) {
    boolean inPart =
        baseline.history().map(TrainingHistory::files).orElse(List.of()).stream()
            .filter(file -> windowed.equals(Workspace.windowedName(file.name())))
            .anyMatch(file -> file.heldBack() == rows.size() && file.trained() > 0);
    if (inPart) {
      reporter.warn(
          windowed + ": monitored in part, as the baseline was learned from the rest; left out");
      partly.add(windowed);
    }
    return inPart;
  }

  private static Verdicts original(
      Subject judge,
      Map<String, List<DecisionsCsv.Row>> decisions,
      Function<DecisionsCsv.Row, Optional<Verdict>> verdict) {
    List<Optional<Verdict>> verdicts =
        decisions.values().stream().flatMap(List::stream).map(verdict).toList();
    return verdicts.stream().anyMatch(Optional::isPresent)
        ? Verdicts.of(judge, verdicts)
        : Verdicts.none(judge, "the run had no forest");
  }

  private static Optional<Verdict> decision(DecisionsCsv.Row row) {
    int level = row.decision().ordinal();
    return Optional.of(new Verdict(level, level > 0));
  }

  private Optional<List<IncidentWindows>> incidents(
      Map<String, List<DecisionsCsv.Row>> decisions, Map<String, Set<Long>> told)
      throws InputException, IOException {
    Path path = folders.path(Artifact.INCIDENTS);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    List<IncidentWindows> incidents =
        require(path, IncidentsJson::read).stream()
            .filter(entry -> !partly.contains(entry.file()))
            .map(entry -> new IncidentWindows(entry.id(), entry.file(), entry.windows()))
            .toList();
    for (IncidentWindows incident : incidents) {
      int windows = decisions.getOrDefault(incident.file(), List.of()).size();
      for (long window : incident.windows()) {
        if (window < 0 || window >= windows) {
          throw InputException.of(
              "%s: of another run: incident %s names window %s of %s, of which %s has" + " %s",
              path,
              incident.id(),
              window,
              incident.file(),
              folders.path(Artifact.DECISIONS),
              windows);
        }
      }
    }
    requireTold(path, incidents, told);
    return Optional.of(incidents);
  }

  /** An emptied file would count as incidents that were never found. */
  private void requireTold(Path path, List<IncidentWindows> incidents, Map<String, Set<Long>> told)
      throws InputException {
    for (Map.Entry<String, Set<Long>> file : told.entrySet()) {
      if (incidents.isEmpty() && !partly.contains(file.getKey())) {
        throw InputException.of(
            "%s: of another run than %s: it holds no incident, but window %s of %s alarmed; run"
                + " --step monitor again",
            path,
            folders.path(Artifact.DETECTIONS),
            file.getValue().iterator().next(),
            file.getKey());
      }
    }
  }

  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  private <T> T require(Path file, Reading<T> reading) throws InputException, IOException {
    try (InputStream in = StoredFile.openWhole(file)) {
      return reading.read(in);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new InputException(
          file
              + ": no such file; run the pipeline first (runs of `monitor` keep no labels to"
              + " evaluate): ./logsentinel"
              + folders.options(),
          e);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }
}
