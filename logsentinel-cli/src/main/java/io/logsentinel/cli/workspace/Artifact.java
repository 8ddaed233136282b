package io.logsentinel.cli.workspace;

/**
 * The files of the models' folder, and of that of the findings. Those of the other folders are
 * named after their raw files.
 */
public enum Artifact {
  /** Mean and deviation of the nine metrics. */
  BASELINE("baseline_model.json", true),
  /** State of the baseline that can be merged, and its digests. */
  BASELINE_PROFILE("baseline_profile.json", true),
  /** The forest on the nine metrics. */
  FOREST("isolation_forest_model.json", true),
  /** The forest on the profiles' metrics. */
  PROFILE_FOREST("profile_forest.json", true),
  /** A row per window that the original's rule or the forest alarmed on. */
  ALERTS("alerts_output.csv", true),
  /** A row per monitored window. */
  DECISIONS("decisions.csv", true),
  /** A row per window that the detector alarmed on. */
  DETECTIONS("detections.csv", true),
  /** The same with their evidence. */
  DETECTIONS_JSON("detections.json", true),
  /** Detections of one story, together. */
  INCIDENTS("incidents.json", true),
  /** Settings of the detector that found them. */
  DETECTOR("detector.json", true),
  /** Options, inputs, counts and times of the run. */
  RUN("run.json", true),
  /** End of a run of {@code monitor}, for another over the same. */
  JUDGED("judged.json", true),
  /** Figures of an evaluation, which is made of a run and no part of it. */
  EVALUATION("evaluation.json", false),
  /** The report, which is made of a run and no part of it. */
  REPORT("report.html", false);

  private final String fileName;
  private final boolean ofRun;

  Artifact(String fileName, boolean ofRun) {
    this.fileName = fileName;
    this.ofRun = ofRun;
  }

  /** {@return the name of the file in its folder} */
  public String fileName() {
    return fileName;
  }

  /** {@return whether it is learned, not found} */
  public boolean isOfBaseline() {
    return compareTo(PROFILE_FOREST) <= 0;
  }

  boolean isOfRun() {
    return ofRun;
  }
}
