package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.baseline.TrainingHistory.WindowsDigest;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The baseline of the models folder.
 *
 * @param baseline mean and deviation
 * @param state what it was made of; the original has none
 */
public record StoredBaseline(Baseline baseline, Optional<BaselineState> state) {

  /**
   * {@return the baseline, its files made sure to be of one another}
   *
   * @param folders where it lies
   * @throws InputException if there is none, or it cannot be used
   */
  public static StoredBaseline load(Workspace folders) throws InputException {
    Path file = folders.path(Artifact.BASELINE);
    byte[] bytes;
    Baseline baseline;
    try (InputStream in = StoredFile.openSettings(file)) {
      bytes = in.readAllBytes();
      baseline = BaselineJson.read(new ByteArrayInputStream(bytes));
    } catch (NoSuchFileException e) {
      throw missing(folders, e);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
    Path beside = folders.path(Artifact.BASELINE_PROFILE);
    if (!Files.exists(beside)) {
      return new StoredBaseline(baseline, Optional.empty());
    }
    BaselineState profile = profile(beside);
    String digest = Digests.sha256Hex(bytes);
    if (!digest.equals(profile.baselineDigest())) {
      throw InputException.of(
          "%s: its digest is %s but %s was made for %s",
          file, digest, beside, profile.baselineDigest());
    }
    if (!profile.metrics().equals(Metric.NAMES)) {
      throw InputException.of(
          "%s: its metrics must be %s but are %s", beside, Metric.NAMES, profile.metrics());
    }
    return new StoredBaseline(baseline, Optional.of(profile));
  }

  /**
   * {@return the flows per window of the baseline, of which no more is read; empty where it does
   * not say}
   *
   * @param folders where it lies
   * @throws InputException if there is none, or its beginning is damaged
   */
  public static OptionalInt windowSize(Workspace folders) throws InputException {
    Path file = folders.path(Artifact.BASELINE);
    if (!Files.exists(file)) {
      throw missing(folders, new NoSuchFileException(file.toString()));
    }
    Path beside = folders.path(Artifact.BASELINE_PROFILE);
    if (!Files.exists(beside)) {
      return OptionalInt.empty();
    }
    try (InputStream in = StoredFile.openWhole(beside)) {
      return OptionalInt.of(BaselineStateJson.windowSize(in));
    } catch (IOException e) {
      throw InputException.unusable(beside, e);
    }
  }

  private static InputException missing(Workspace folders, NoSuchFileException e) {
    return new InputException(
        folders.path(Artifact.BASELINE)
            + ": no such file; learn a baseline first: ./logsentinel learn"
            + folders.stateOption()
            + " FILE"
            + (folders.isDaily()
                ? ""
                : ", or ./logsentinel --step baseline" + folders.options() + " of the pipeline"),
        e);
  }

  private static BaselineState profile(Path file) throws InputException {
    try (InputStream in = StoredFile.openWhole(file)) {
      return BaselineStateJson.read(in);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }

  /** {@return whether there are profiles of enough windows for the detector} */
  public boolean isDetecting() {
    return state.filter(made -> made.profiles().size() >= Detector.MIN_WINDOWS).isPresent();
  }

  /**
   * {@return the detector, learned now; empty where there are profiles of too few windows}
   *
   * @param settings of it
   */
  public Optional<Detector> detector(DetectorSettings settings) {
    return state.flatMap(made -> made.detector(settings.adaptive()));
  }

  /** {@return the number of windows that it was learned from; 0 where that is not known} */
  public int windows() {
    return state.map(made -> made.windows().size()).orElse(0);
  }

  /**
   * {@return whether it was learned from a file of that name, if not of these very windows}
   *
   * @param windowedName name of a windowed file
   */
  public boolean knows(String windowedName) {
    return files().stream()
        .anyMatch(file -> windowedName.equals(Workspace.windowedName(file.name())));
  }

  /** The files that it was learned from; none where an earlier version did not note them. */
  private List<TrainedFile> files() {
    return state.flatMap(BaselineState::history).map(TrainingHistory::files).orElse(List.of());
  }

  /**
   * {@return the windows of a file that were held back when the baseline was learned from the very
   * windows it holds; empty where it was not} None are known where it has forgotten windows.
   *
   * @param windowed the file
   * @param stored where its windows are read
   * @throws IOException if it cannot be read
   */
  public Optional<Set<Long>> heldBackOf(Path windowed, StoredWindows stored) throws IOException {
    String name = windowed.getFileName().toString();
    int place = 0;
    for (TrainedFile file : files()) {
      if (name.equals(Workspace.windowedName(file.name()))) {
        WindowsDigest digest = new WindowsDigest();
        Deque<List<Double>> trained = trained(file, place);
        Set<Long> heldBack = new TreeSet<>();
        try {
          stored.read(windowed, window -> sort(window, trained, digest, heldBack));
        } catch (InputException e) {
          return Optional.empty(); // whoever monitors it will say what is wrong
        }
        return file.digest().equals(digest.hex())
            ? Optional.of(heldBack.size() == file.heldBack() ? heldBack : Set.of())
            : Optional.empty();
      }
      place += file.trained();
    }
    return Optional.empty();
  }

  /** The windows of a file that trained, in order; none where some may be forgotten. */
  private Deque<List<Double>> trained(TrainedFile file, int place) {
    boolean isWhole = state.orElseThrow().history().orElseThrow().halfLife() == 0;
    return isWhole
        ? new ArrayDeque<>(state.get().windows().subList(place, place + file.trained()))
        : new ArrayDeque<>();
  }

  /** In order, a window is the next that trained, or was held back. */
  private static void sort(
      Window window, Deque<List<Double>> trained, WindowsDigest digest, Set<Long> heldBack) {
    digest.add(window);
    if (Metric.all(window).equals(trained.peek())) {
      trained.remove();
    } else {
      heldBack.add(window.id());
    }
  }
}
