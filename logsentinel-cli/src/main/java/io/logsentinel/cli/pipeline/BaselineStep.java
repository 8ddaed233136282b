package io.logsentinel.cli.pipeline;

import io.logsentinel.core.ArtifactException;
import io.logsentinel.core.baseline.Baseline;
import io.logsentinel.core.baseline.BaselineFile;
import io.logsentinel.core.baseline.BaselineProfile;
import io.logsentinel.core.baseline.BaselineProfileFile;
import io.logsentinel.core.baseline.ProfileSample;
import io.logsentinel.core.detect.Detector;
import io.logsentinel.core.flow.Dialect;
import io.logsentinel.core.profile.Profile;
import io.logsentinel.core.profile.ProfileMetric;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windowing;
import io.logsentinel.ml.ForestFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Learns baseline and forest from the windowed files of benign traffic. */
final class BaselineStep {
  private final WorkFolders folders;
  private final Settings settings;
  private final ProfileFiles profileFiles;

  BaselineStep(WorkFolders folders, Settings settings, ProfileFiles profileFiles) {
    this.folders = folders;
    this.settings = settings;
    this.profileFiles = profileFiles;
  }

  /** Does it; the number of windows learned from. */
  long run() throws InputException, IOException {
    List<Window> windows = new ArrayList<>();
    List<String> names = settings.baselineFiles().stream().sorted(WorkFolders::ordinal).toList();
    for (String name : names) {
      Path file = folders.windowedOfRaw(name);
      if (!java.nio.file.Files.exists(file)) {
        throw new InputException(
            file
                + ": no such file, which the baseline is learned from; name the raw file(s) of"
                + " benign traffic with --baseline");
      }
      WindowedFiles.read(file, windows::add);
    }
    int windowSize = windowSize(windows, names);
    Baseline baseline;
    try {
      baseline = Baseline.learn(windows);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.join(", ", names) + ": " + e.getMessage(), e);
    }
    List<Profile> profiles = profiles(names, windows);
    double[][] vectors = windows.stream().map(Metric::vector).toArray(double[][]::new);
    try (OutputFile baselineOut = new OutputFile(folders.baseline());
        OutputFile profileOut = new OutputFile(folders.baselineProfile());
        OutputFile forestOut = new OutputFile(folders.forest());
        OutputFile profileForestOut = new OutputFile(folders.profileForest())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BaselineFile.write(baseline, bytes);
      baselineOut.write(bytes.toByteArray());
      BaselineProfileFile.write(
          BaselineProfile.of(
              Dialect.CIC_IDS_2017.name(),
              windowSize,
              windows,
              profiles,
              BaselineProfileFile.digest(bytes.toByteArray())),
          profileOut);
      ForestFile.write(
          Forests.train(vectors, Metric.NAMES, windowSize, settings.seed(), settings.threads()),
          forestOut);
      boolean detects = profiles.size() >= Detector.MIN_WINDOWS;
      if (detects) {
        ForestFile.write(
            Forests.train(
                profiles.stream().map(Profile::vector).toArray(double[][]::new),
                ProfileMetric.NAMES,
                windowSize,
                settings.seed(),
                settings.threads()),
            profileForestOut);
      }
      baselineOut.commit();
      profileOut.commit();
      forestOut.commit();
      if (detects) {
        profileForestOut.commit();
      } else {
        // one of an earlier baseline would be taken for this one's
        OutputFile.delete(folders.profileForest());
      }
    } catch (ArtifactException e) {
      throw new InputException(String.join(", ", names) + ": " + e.getMessage(), e);
    }
    return windows.size();
  }

  /** Profiles of the windows; none where a file has none, as of an earlier version. */
  private List<Profile> profiles(List<String> names, List<Window> windows)
      throws InputException, IOException {
    ProfileSample profiles = new ProfileSample(Dialect.CIC_IDS_2017.name());
    for (String name : names) {
      Path windowed = folders.windowedOfRaw(name);
      Path file = folders.profileOfWindowed(windowed.getFileName().toString());
      if (!java.nio.file.Files.exists(file)) {
        return List.of();
      }
      profileFiles.read(file, profiles::add);
    }
    if (profiles.seen() != windows.size()) {
      throw new InputException(
          String.join(", ", names)
              + ": "
              + windows.size()
              + " windows but "
              + profiles.seen()
              + " profiles of them; run --step window again");
    }
    return profiles.profiles();
  }

  private static int windowSize(List<Window> windows, List<String> names) throws InputException {
    long[] sizes = windows.stream().mapToLong(Window::totalFlows).distinct().limit(2).toArray();
    if (sizes.length > 1) {
      throw new InputException(
          String.join(", ", names)
              + ": windows of different sizes, "
              + sizes[0]
              + " and "
              + sizes[1]
              + " flows");
    }
    if (sizes.length == 1 && sizes[0] > Windowing.MAX_WINDOW_SIZE) {
      throw new InputException(
          String.join(", ", names)
              + ": windows of "
              + sizes[0]
              + " flows, but at most "
              + Windowing.MAX_WINDOW_SIZE
              + " are possible");
    }
    return sizes.length == 0 ? 0 : (int) sizes[0];
  }
}
