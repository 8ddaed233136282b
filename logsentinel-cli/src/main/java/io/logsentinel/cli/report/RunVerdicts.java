package io.logsentinel.cli.report;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.text.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run said of every window: its decisions, and its detections where it had a detector. */
final class RunVerdicts {
  /** Windows between two of a file that trained in part, of which only some are monitored. */
  private static final int MOST_BETWEEN = 1_000_000;

  /**
   * By windowed file, those of its windows from the first on; empty where one was not monitored.
   */
  private final Map<String, List<Optional<DecisionsCsv.Row>>> decisions = new LinkedHashMap<>();

  private final Map<String, Map<Long, DetectionsCsv.Row>> detections = new HashMap<>();
  private final boolean isDetecting;

  /** The largest p-value that was alarmed on; below it, nothing else may lie. */
  private double largestAlarmed = -1;

  private RunVerdicts(boolean isDetecting) {
    this.isDetecting = isDetecting;
  }

  /** Reads the verdicts of a run. */
  static RunVerdicts read(Workspace folders) throws InputException {
    Path path = folders.path(Artifact.DECISIONS);
    if (!Files.exists(path)) {
      throw new InputException(
          path
              + ": no such file; run the pipeline first: ./logsentinel, or ./logsentinel monitor FILE");
    }
    Path detected = folders.path(Artifact.DETECTIONS);
    RunVerdicts verdicts = new RunVerdicts(Files.exists(detected));
    verdicts.readDecisions(path);
    if (verdicts.isDetecting) {
      verdicts.readDetections(detected);
    }
    return verdicts;
  }

  private void readDecisions(Path path) throws InputException {
    try (InputStream in = StoredFile.open(path);
        TableReader<DecisionsCsv.Row> reader = DecisionsCsv.reader(in)) {
      for (DecisionsCsv.Row row = reader.next(); row != null; row = reader.next()) {
        List<Optional<DecisionsCsv.Row>> rows =
            decisions.computeIfAbsent(row.file(), file -> new ArrayList<>());
        if (row.windowId() < rows.size() || row.windowId() > rows.size() + MOST_BETWEEN) {
          throw InputException.of(
              "%s: expected window %s of %s but found window %s",
              path, rows.size(), row.file(), row.windowId());
        }
        while (rows.size() < row.windowId()) {
          rows.add(Optional.empty());
        }
        rows.add(Optional.of(row));
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      throw InputException.unusable(path, e);
    }
  }

  private void readDetections(Path path) throws InputException {
    try (InputStream in = StoredFile.open(path);
        TableReader<DetectionsCsv.Row> reader = DetectionsCsv.reader(in)) {
      for (DetectionsCsv.Row row = reader.next(); row != null; row = reader.next()) {
        if (row.windowId() >= windows(row.file())) {
          throw InputException.of(
              "%s: of another run: names window %s of %s, which has %s",
              path, row.windowId(), row.file(), windows(row.file()));
        }
        detections.computeIfAbsent(row.file(), file -> new HashMap<>()).put(row.windowId(), row);
        largestAlarmed = Math.max(largestAlarmed, row.pValue());
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException e) {
      throw InputException.unusable(path, e);
    }
  }

  /** Windowed files, in the order of the run. */
  Set<String> files() {
    return decisions.keySet();
  }

  /** From the first window of a file on, up to the last that was monitored. */
  int windows(String file) {
    return decisions.getOrDefault(file, List.of()).size();
  }

  /** All that were monitored. */
  long windows() {
    return decisions.values().stream().flatMap(List::stream).filter(Optional::isPresent).count();
  }

  boolean isDetecting() {
    return isDetecting;
  }

  Optional<DecisionsCsv.Row> decision(String file, int window) {
    return decisions.get(file).get(window);
  }

  boolean isMonitored(String file, long window) {
    return window < windows(file) && decisions.get(file).get((int) window).isPresent();
  }

  Optional<DetectionsCsv.Row> detection(String file, long window) {
    return Optional.ofNullable(detections.getOrDefault(file, Map.of()).get(window));
  }

  /** Whether a window is found now as it was in the run. */
  boolean agree(Optional<DetectionsCsv.Row> detection, Finding finding) {
    return detection.isPresent()
        ? detection.get().score() == finding.score() && detection.get().pValue() == finding.pValue()
        : finding.pValue() > largestAlarmed;
  }
}
