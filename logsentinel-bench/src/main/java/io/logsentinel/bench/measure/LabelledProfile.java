package io.logsentinel.bench.measure;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.Dialect;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.input.FlowSource;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A window as the detector sees it, and the truth that it does not see.
 *
 * @param profile of the window
 * @param attackRatio share of its flows that are attacks, 0 to 1
 */
record LabelledProfile(Profile profile, double attackRatio) {

  /**
   * The whole windows of a file.
   *
   * @param rows that it must have; any number where this is below 0
   */
  static List<LabelledProfile> read(FlowSource source, int windowSize, long rows)
      throws IOException {
    List<LabelledProfile> windows = new ArrayList<>();
    Windower windowing =
        Windower.withProfiles(
            windowSize,
            (window, profile) ->
                windows.add(new LabelledProfile(profile.get(), window.attackRatio())));
    RowCounts counts =
        FlowReader.readAll(
            source, Dialect.CIC_IDS_2017, Runnable::run, 1, new Cutter(windowing, windows));
    if (rows >= 0 && counts.read() != rows) {
      throw new IllegalStateException(counts.read() + " rows were read of " + rows);
    }
    return windows;
  }

  static List<Profile> profiles(List<LabelledProfile> windows) {
    return windows.stream().map(LabelledProfile::profile).toList();
  }

  /** A sink that begins again where the file turns out to be in another encoding. */
  private record Cutter(Windower windowing, List<LabelledProfile> windows)
      implements FlowSink<Void> {
    @Override
    public void begin(boolean hasTimes) {
      windowing.restart();
      windows.clear();
    }

    @Override
    public Void prepare(FlowBatch batch) {
      return null;
    }

    @Override
    public void accept(FlowBatch batch, Void prepared) throws IOException {
      windowing.add(batch);
    }
  }
}
