package io.logsentinel.bench.measure;

import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSource;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A window's profile, and the truth that the detector does not see: its share of attacks. */
record LabelledProfile(Profile profile, double attackRatio) {

  /** The whole windows of a file, which must have {@code rows} rows where that is not below 0. */
  static List<LabelledProfile> read(FlowSource source, int windowSize, long rows)
      throws IOException {
    List<LabelledProfile> windows = new ArrayList<>();
    Windower windowing =
        new Windower(
            windowSize,
            new AccumulatorPool(),
            full -> windows.add(new LabelledProfile(full.profile(), full.window().attackRatio())));
    RowCounts counts =
        FlowReader.readAll(
            source, (batch, none) -> windowing.add(batch, FlowTimes.toUtc(batch, ZoneOffset.UTC)));
    if (rows >= 0 && counts.read() != rows) {
      throw new IllegalStateException(counts.read() + " rows were read of " + rows);
    }
    return windows;
  }

  static List<Profile> profiles(List<LabelledProfile> windows) {
    return windows.stream().map(LabelledProfile::profile).toList();
  }
}
