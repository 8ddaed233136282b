package io.logsentinel.cli.run;

import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.calibrated.Detector;
import java.util.List;
import java.util.Map;

/**
 * The options of a run.
 *
 * @param step what to do
 * @param folders where the artifacts lie
 * @param threads that work at once, from 1
 * @param input what is read
 * @param ingest of flows into windows
 * @param baseline how it is learned
 * @param detection what is found, and what of it is shown
 * @param outputs for other systems
 * @param manifest what {@code run.json} holds besides
 */
public record RunSettings(
    Step step,
    Workspace folders,
    int threads,
    InputSettings input,
    IngestSettings ingest,
    BaselineSettings baseline,
    DetectionSettings detection,
    OutputSettings outputs,
    ManifestSettings manifest) {

  /**
   * {@return the options of a whole run on all cores, with the default baseline}
   *
   * @param folders where the artifacts lie
   * @param ingest of flows into windows
   * @param detection what is found, and what of it is shown
   */
  public static RunSettings ofAll(
      Workspace folders, IngestSettings ingest, DetectionSettings detection) {
    return new RunSettings(
        Step.ALL,
        folders,
        Runtime.getRuntime().availableProcessors(),
        InputSettings.defaults(),
        ingest,
        new BaselineSettings(
            List.of(), Detector.DEFAULT_FALSE_ALARM_RATE, false, 0, BaselineSettings.DEFAULT_SEED),
        detection,
        OutputSettings.none(),
        new ManifestSettings(false, Map.of()));
  }
}
