package io.logsentinel.cli.evaluate;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.evaluate.WindowLabeller;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The labels of the flows that windowed files were made of, read again from those. */
final class LabelFiles {
  private final Workspace folders;
  private final FlowFormat format;
  private final EvaluationSettings settings;
  private final Reporter reporter;
  private final int windowSize;
  private final List<LabelledWindow> windows = new ArrayList<>();
  private final LabelCounts labels = new LabelCounts();

  /** Null until a file is read. */
  private @Nullable LabelRules rules;

  private long leftOver;

  /** A windowed file, the flows that it was made of, and how many windows it must have. */
  private record Labelled(String windowed, Path flows, int windows) {}

  LabelFiles(EvaluationSettings settings, Reporter reporter, int windowSize) {
    this.folders = settings.folders();
    this.format = settings.format();
    this.settings = settings;
    this.reporter = reporter;
    this.windowSize = windowSize;
  }

  /**
   * Reads the flows of all files.
   *
   * @param decisions by windowed file: as many as it must have windows
   */
  void read(Map<String, ? extends List<?>> decisions) throws IOException {
    List<Labelled> files = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, ? extends List<?>> of : decisions.entrySet()) {
      Path flows = flowsOf(of.getKey());
      files.add(new Labelled(of.getKey(), flows, of.getValue().size()));
      bytes += flows.toFile().length();
    }
    try (Workers workers = new Workers(settings.threads());
        Progress progress = reporter.progress("reading labels", bytes)) {
      for (Labelled file : files) {
        WindowLabeller truth = new WindowLabeller(file.windowed(), windowSize, settings.words());
        read(file.flows(), truth, workers, progress);
        if (truth.windows().size() != file.windows()) {
          throw InputException.of(
              "%s: gives %s windows of %s flows, but %s has %s of %s: they are of"
                  + " different runs",
              file.flows(),
              truth.windows().size(),
              windowSize,
              folders.path(Artifact.DECISIONS),
              file.windows(),
              file.windowed());
        }
        requireLabels(file.windowed(), file.flows(), truth.attackRatios());
        windows.addAll(truth.windows());
        labels.add(truth.labels());
        rules = rules == null ? truth.rules() : rules.and(truth.rules());
        leftOver += truth.leftOver();
      }
    }
  }

  /** Flows that were changed after their windows were made are those of another run. */
  private void requireLabels(String windowed, Path flows, List<Double> attackRatios)
      throws IOException {
    Path file = folders.windowed().resolve(windowed);
    if (!Files.exists(file)) {
      return;
    }
    List<Double> made = new ArrayList<>();
    new StoredWindows(folders).read(file, window -> made.add(window.attackRatio()));
    for (int i = 0; i < Math.max(made.size(), attackRatios.size()); i++) {
      String then = ratio(made, i);
      String now = ratio(attackRatios, i);
      if (!then.equals(now)) {
        throw InputException.of(
            "%s: of another run than %s: by its labels window %s has an attack ratio"
                + " of %s, there of %s; run the pipeline again",
            flows, file, i, now, then);
      }
    }
  }

  /** None where there is no such window, or no flow of it is labelled. */
  private static String ratio(List<Double> ratios, int window) {
    return window < ratios.size() && !ratios.get(window).isNaN()
        ? NumberText.write(ratios.get(window))
        : "none";
  }

  /** The raw file; where there is none any more, the cleaned one has the same rows. */
  private Path flowsOf(String windowed) throws InputException {
    Optional<Path> raw = folders.files(windowed).raw();
    Path cleaned = folders.files(windowed).cleaned();
    if (raw.isPresent()) {
      return raw.get();
    }
    if (Files.exists(cleaned)) {
      return cleaned;
    }
    throw new InputException(
        folders.raw().resolve(Workspace.rawName(windowed))
            + ": no such file, nor is "
            + cleaned
            + ": nothing has the labels of "
            + windowed);
  }

  private void read(Path file, WindowLabeller truth, Workers workers, Progress progress)
      throws IOException {
    boolean cleaned = file.startsWith(folders.processed());
    try (PartialLabels partials = new PartialLabels(truth)) {
      FlowReader.readAll(
          () -> FlowInput.of(file).open(progress),
          cleaned ? FlowFormats.CLEANED : format,
          workers.helpers(),
          3 * workers.threads(),
          hasTimes -> {
            truth.restart();
            if (!cleaned) {
              return (batch, none) -> truth.add(batch);
            }
            partials.open(folders.files(truth.file()).partial());
            return (batch, none) -> partials.add(batch);
          });
      partials.end();
    } catch (FlowFileException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  List<LabelledWindow> windows() {
    return windows;
  }

  /** What the labels meant; of files of several dialects, the words of all. */
  LabelRules rules() {
    return Objects.requireNonNullElse(rules, LabelRules.USUAL);
  }

  LabelCounts labels() {
    return labels;
  }

  /** Flows after the last whole windows. */
  long leftOver() {
    return leftOver;
  }
}
