package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Quieter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Block of windows that is not judged yet, and what is remembered of blocks. Immutable.
 *
 * <p>Its windows follow each other, and none of them alarmed, nor did one shortly before: what is
 * at the edges of an alarm is told with that, not once more as something slow.
 *
 * @param windows of it so far, at most {@value Blocks#WINDOWS}
 * @param passing windows after an alarm that are still to pass before it begins
 * @param recent traffic of the blocks before it
 */
record OpenBlock(List<Profile> windows, int passing, RecentTraffic recent) {
  /** Windows that pass after an alarm: as many as one incident may have between two alarms. */
  private static final int AFTERMATH = 5;

  OpenBlock {
    windows = List.copyOf(windows);
  }

  /** {@return the block that begins after another one} */
  static OpenBlock after(RecentTraffic recent) {
    return new OpenBlock(List.of(), 0, recent);
  }

  /** {@return the block that begins some windows after an alarm} */
  static OpenBlock afterAlarm(RecentTraffic recent) {
    return new OpenBlock(List.of(), AFTERMATH, recent);
  }

  /** {@return the same with what another detector remembers} */
  OpenBlock with(RecentTraffic other) {
    return new OpenBlock(windows, passing, other);
  }

  /** {@return the block with one more window that did not alarm} */
  OpenBlock plus(Profile profile) {
    if (passing > 0) {
      return new OpenBlock(windows, passing - 1, recent);
    }
    List<Profile> more = new ArrayList<>(windows);
    more.add(quietest(profile));
    return new OpenBlock(more, 0, recent);
  }

  /** {@return whether it is to be judged} */
  boolean isFull() {
    return windows.size() == Blocks.WINDOWS;
  }

  /** The window without the flows of all allowed stories: a block is not judged again without. */
  private static Profile quietest(Profile profile) {
    return profile.allowed().quieter().stream()
        .max(Comparator.comparingInt(it -> it.without().size()))
        .map(Quieter::profile)
        .orElse(profile);
  }
}
