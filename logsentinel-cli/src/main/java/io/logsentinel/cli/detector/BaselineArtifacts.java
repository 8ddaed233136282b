package io.logsentinel.cli.detector;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.ml.ForestFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The four files of a baseline, which appear together: mean and deviation, what it was made of, and
 * both forests, which are trained for it.
 *
 * @param folders where they lie
 * @param seed of the forests
 * @param threads that train them, from 1
 */
public record BaselineArtifacts(Workspace folders, long seed, int threads) {
  /** Seed of the forests where none is given, as in the original. */
  public static final long DEFAULT_SEED = 42;

  /**
   * Writes all of them.
   *
   * @param state what the baseline was made of
   * @throws IOException if one cannot be written; then none is
   */
  public void write(BaselineState state) throws IOException {
    try (ArtifactSet artifacts = new ArtifactSet()) {
      BaselineJson.write(
          Baseline.ofMetrics(state.windows()), artifacts.open(folders.path(Artifact.BASELINE)));
      BaselineStateJson.write(state, artifacts.open(folders.path(Artifact.BASELINE_PROFILE)));
      writeForest(
          state.windows().stream().map(Metric::vector).toArray(double[][]::new),
          Metric.NAMES,
          state.windowSize(),
          artifacts.open(folders.path(Artifact.FOREST)));
      if (state.profiles().size() >= Detector.MIN_WINDOWS) {
        writeForest(
            state.profiles().stream().map(Profile::vector).toArray(double[][]::new),
            ProfileMetric.NAMES,
            state.windowSize(),
            artifacts.open(folders.path(Artifact.PROFILE_FOREST)));
      } else {
        // one of an earlier baseline would be taken for this one's
        artifacts.remove(folders.path(Artifact.PROFILE_FOREST));
      }
      artifacts.commit();
    }
  }

  private void writeForest(
      double[][] vectors, List<String> metrics, int windowSize, OutputStream out)
      throws IOException {
    ForestFile.write(Forests.train(vectors, metrics, windowSize, seed, threads), out);
  }
}
