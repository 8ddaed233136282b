package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.WindowAccumulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of windows that follow each other, a second and larger window size: what has two flows in
 * each of many windows is seen in none of them, but in all together.
 */
final class Blocks {
  /** Windows of a block. */
  static final int WINDOWS = 8;

  /** Of fewer blocks of a baseline nothing is learned: the last two thirds of them have a tail. */
  static final int LEAST = 10;

  /** Share of the asked rate that is for blocks. One comes once in so many windows. */
  static final double SHARE = 0.1;

  /** Of a baseline of up to so many flows every eight windows in a row are learned from. */
  private static final int DENSE = 1 << 14;

  private Blocks() {}

  /** What a block reads, and the number of windows up to its end. */
  private record Read(int end, List<ChannelReading> readings) {}

  /**
   * {@return a calibration over the blocks of a baseline, in the order of time; empty where it has
   * too few, or windows that are too large} Where a window lists less for its size, who has two
   * flows in it is in no list, nor in that of a block. Blocks overlap, so each begins a chain of
   * others that do not, and is held against those before it in its chain alone: as the blocks that
   * are judged are.
   */
  static Optional<Calibration> calibrate(List<Profile> benign) {
    int windows = benign.size();
    if (windows < LEAST * WINDOWS
        || benign.stream().anyMatch(it -> Profile.mostListed(it.flows()) < Profile.MAX_LISTED)) {
      return Optional.empty();
    }
    int step = step(benign.stream().mapToLong(Profile::flows).sum());
    List<Profile> last = chain(benign, 0);
    BaselineTraffic seen = new BaselineTraffic(last);
    List<Read> all = new ArrayList<>();
    RecentTraffic recent = RecentTraffic.NOTHING;
    for (int behind = WINDOWS - step; behind >= 0; behind -= step) {
      List<Profile> chain = behind == 0 ? last : chain(benign, behind);
      List<List<ChannelReading>> readings = new ArrayList<>();
      recent = Calibration.readForward(seen, chain, readings);
      int end = windows - behind - WINDOWS * readings.size();
      for (List<ChannelReading> each : readings) {
        end += WINDOWS;
        all.add(new Read(end, each));
      }
    }
    all.sort(Comparator.comparingInt(Read::end));
    List<List<ChannelReading>> readings = all.stream().map(Read::readings).toList();
    return Optional.of(Calibration.ofOverlapping(seen, readings, WINDOWS / step, recent));
  }

  /** Windows from the end of a block to that of the next one. */
  private static int step(long flows) {
    int step = 1;
    while (step < WINDOWS && flows > (long) step * DENSE) {
      step *= 2;
    }
    return step;
  }

  /** Blocks that do not overlap, the last of them ends some windows before the baseline does. */
  private static List<Profile> chain(List<Profile> benign, int behind) {
    List<Profile> blocks = new ArrayList<>();
    for (int end = benign.size() - behind; end >= WINDOWS; end -= WINDOWS) {
      blocks.add(WindowAccumulator.together(benign.subList(end - WINDOWS, end)));
    }
    Collections.reverse(blocks);
    return blocks;
  }
}
