package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Quieter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Block of windows that is not full, and what is remembered of blocks. Immutable.
 *
 * @param windows of it so far, none of which alarmed
 * @param recent traffic of the blocks before it
 */
record OpenBlock(List<Profile> windows, RecentTraffic recent) {
  OpenBlock {
    windows = List.copyOf(windows);
  }

  /** {@return the windows with one more} */
  List<Profile> plus(Profile profile) {
    List<Profile> more = new ArrayList<>(windows);
    more.add(quietest(profile));
    return more;
  }

  /** The window without the flows of all allowed stories: a block is not judged again without. */
  private static Profile quietest(Profile profile) {
    return profile.allowed().quieter().stream()
        .max(Comparator.comparingInt(it -> it.without().size()))
        .map(Quieter::profile)
        .orElse(profile);
  }
}
