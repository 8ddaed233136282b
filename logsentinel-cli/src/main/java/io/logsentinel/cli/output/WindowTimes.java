package io.logsentinel.cli.output;

import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Times of windows, which their profiles have and alerts do not.
 *
 * @param folder of windowed files
 * @param windows reads them
 * @param reporter is told of profiles that cannot be read
 */
public record WindowTimes(Path folder, StoredWindows windows, Reporter reporter) {
  /**
   * First and last time of a window's flows, in milliseconds from 1970 UTC.
   *
   * @param first {@link FlowBatch#NO_TIME} where the window has none
   * @param last likewise
   */
  record Span(long first, long last) {
    static final Span UNKNOWN = new Span(FlowBatch.NO_TIME, FlowBatch.NO_TIME);
  }

  /**
   * {@return the spans of some windows of a file; of none where it has no profiles}
   *
   * @param file name of the windowed file
   * @param wanted numbers of windows
   */
  Map<Long, Span> of(String file, Collection<Long> wanted) throws IOException {
    Path windowed = folder.resolve(file);
    Map<Long, Span> spans = new HashMap<>();
    if (!Files.exists(windows.profilesOf(windowed))) {
      return spans;
    }
    Set<Long> open = Set.copyOf(wanted);
    long[] number = {0};
    try {
      windows.readProfiles(
          windowed,
          reading -> {
            if (open.contains(number[0]++)) {
              Profile profile = reading.get();
              spans.put(profile.windowId(), new Span(profile.firstTime(), profile.lastTime()));
            }
          });
    } catch (InputException e) {
      reporter.warn("%s; events of %s go without times", e.getMessage(), file);
      spans.clear();
    }
    return spans;
  }
}
