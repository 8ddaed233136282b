package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Workspace;

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
    ManifestSettings manifest) {

  /**
   * The options of a whole run where none are given, on all cores.
   *
   * @param folders where the artifacts lie
   * @return the defaults
   */
  public static RunSettings defaults(Workspace folders) {
    return new RunSettings(
        Step.ALL,
        folders,
        Runtime.getRuntime().availableProcessors(),
        InputSettings.defaults(),
        IngestSettings.defaults(),
        BaselineSettings.defaults(),
        DetectionSettings.defaults(),
        ManifestSettings.defaults());
  }

  /**
   * The same but for the ingest.
   *
   * @param other of flows into windows
   * @return the settings
   */
  public RunSettings withIngest(IngestSettings other) {
    return new RunSettings(step, folders, threads, input, other, baseline, detection, manifest);
  }

  /**
   * The same but for the detection.
   *
   * @param other what is found, and what of it is shown
   * @return the settings
   */
  public RunSettings withDetection(DetectionSettings other) {
    return new RunSettings(step, folders, threads, input, ingest, baseline, other, manifest);
  }
}
