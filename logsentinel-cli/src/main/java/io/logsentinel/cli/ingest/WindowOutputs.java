package io.logsentinel.cli.ingest;

import io.logsentinel.cli.allow.AllowedCounts;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windower.FullWindow;
import io.logsentinel.core.work.OrderedWork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The windowed file of one reading, and the profiles beside it: the workers make both. */
final class WindowOutputs {
  /** Windows that are under way beyond one a thread, so that none waits for another. */
  private static final int WINDOWS_AHEAD = 3;

  private final Path windowed;
  private final StoredWindows stored;
  private final TableWriter<Window> windows;
  private final OutputStream profiles;
  private final OrderedWork<Line> underWay;
  private final WindowSink watching;

  // the windows so far and their profiles, as long as there is room for them

  private final List<Window> keptWindows = new ArrayList<>();
  private final List<Profile> keptProfiles = new ArrayList<>();
  private final AllowedCounts allowed = new AllowedCounts();
  private long written;

  /** A window, its profile, and the profile's line with the line's end. */
  private record Line(Window window, Profile profile, byte[] bytes) {}

  WindowOutputs(
      Path windowed,
      ArtifactSet artifacts,
      StoredWindows stored,
      Workers workers,
      WindowSink watching)
      throws IOException {
    this.windowed = windowed;
    this.stored = stored;
    this.watching = watching;
    windows = WindowsCsv.writer(artifacts.open(windowed));
    profiles = artifacts.open(stored.profilesOf(windowed));
    underWay = new OrderedWork<>(workers.helpers(), workers.threads() + WINDOWS_AHEAD);
  }

  /**
   * Takes a window, which any thread ends; of flows that count something else where that is not
   * null.
   */
  void write(FullWindow full, @Nullable Measure measure) throws IOException {
    underWay.give(() -> line(full, measure), this::write);
  }

  private static Line line(FullWindow full, @Nullable Measure measure) {
    Profile made = full.profile();
    Profile profile = measure == null ? made : made.withMeasure(measure);
    return new Line(full.window(), profile, ProfilesJsonl.line(profile, CleanedCsv.DIALECT.name()));
  }

  private void write(Line line) throws IOException {
    windows.write(line.window());
    profiles.write(line.bytes());
    allowed.add(line.profile().allowed());
    watching.add(line.window(), line.profile());
    written++;
    if (isKept()) {
      keptWindows.add(line.window());
      keptProfiles.add(line.profile());
    } else {
      keptWindows.clear();
      keptProfiles.clear();
    }
  }

  /** Those that are judged now are not needed again, unless by an output that asks for times. */
  private boolean isKept() {
    return watching == WindowSink.NONE && written <= stored.room();
  }

  /** Writes the windows that are under way. */
  void flush() throws IOException {
    underWay.finish(this::write);
  }

  /** What rules allowed in the windows that were written. */
  AllowedCounts allowed() {
    return allowed;
  }

  /** Ends the file: leaves its windows to the steps after, in memory if there is room for them. */
  void end() {
    watching.end();
    if (isKept()) {
      stored.keep(windowed, keptWindows, keptProfiles);
    }
  }
}
