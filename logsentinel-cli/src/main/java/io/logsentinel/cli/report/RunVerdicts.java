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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run said of every window: its decisions, and its detections where it had a detector. */
final class RunVerdicts {
  /** By windowed file those on the windows that were monitored, by their rising numbers. */
  private final Map<String, SortedMap<Long, DecisionsCsv.Row>> decisions = new LinkedHashMap<>();

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
              + ": no such file; monitor flows first: ./logsentinel monitor"
              + folders.stateOption()
              + " FILE, or run the pipeline: ./logsentinel"
              + folders.options());
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
        SortedMap<Long, DecisionsCsv.Row> rows =
            decisions.computeIfAbsent(row.file(), file -> new TreeMap<>());
        if (!rows.isEmpty() && row.windowId() <= rows.lastKey()) {
          throw InputException.of(
              "%s: window %s of %s comes after window %s",
              path, row.windowId(), row.file(), rows.lastKey());
        }
        rows.put(row.windowId(), row);
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
        if (decision(row.file(), row.windowId()).isEmpty()) {
          throw InputException.of(
              "%s: of another run: names window %s of %s, which was not monitored",
              path, row.windowId(), row.file());
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

  /** Numbers of the windows of a file that were monitored, rising. */
  Set<Long> windows(String file) {
    return decisions.getOrDefault(file, new TreeMap<>()).keySet();
  }

  /** How many windows were monitored. */
  long windows() {
    return decisions.values().stream().mapToLong(Map::size).sum();
  }

  boolean isDetecting() {
    return isDetecting;
  }

  /** The decision on a window; empty where it was not monitored. */
  Optional<DecisionsCsv.Row> decision(String file, long window) {
    return Optional.ofNullable(decisions.getOrDefault(file, new TreeMap<>()).get(window));
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
