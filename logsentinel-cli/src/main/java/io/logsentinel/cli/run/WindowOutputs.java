package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.OrderedWork;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The windowed file of one reading, and the profiles beside it, which the workers make. */
final class WindowOutputs {
  /** Profiles that are held in memory until their turn to be written comes. */
  private static final int PROFILES_UNDER_WAY = 5;

  private final Path windowed;
  private final StoredWindows stored;
  private final TableWriter<Window> windows;
  private final OutputStream profiles;
  private final OrderedWork<Line> underWay;

  // the windows so far and their profiles, as long as there is room for them

  private final List<Window> keptWindows = new ArrayList<>();
  private final List<Profile> keptProfiles = new ArrayList<>();
  private long written;

  /** A profile and its line with the line's end. */
  private record Line(Profile profile, byte[] bytes) {}

  WindowOutputs(Path windowed, ArtifactSet artifacts, StoredWindows stored, Workers workers)
      throws IOException {
    this.windowed = windowed;
    this.stored = stored;
    windows = WindowsCsv.writer(artifacts.open(windowed));
    profiles = artifacts.open(stored.profilesOf(windowed));
    underWay = new OrderedWork<>(workers.helpers(), PROFILES_UNDER_WAY);
  }

  /**
   * Takes a window: its sums are written, its profile is made on any thread, of flows that count
   * something else where that is not null.
   */
  void write(FullWindow full, Measure measure) throws IOException {
    windows.write(full.window());
    written++;
    if (hasRoom()) {
      keptWindows.add(full.window());
    }
    underWay.give(() -> line(full, measure), this::write);
  }

  private static Line line(FullWindow full, Measure measure) {
    Profile made = full.profile();
    Profile profile = measure == null ? made : made.withMeasure(measure);
    return new Line(profile, ProfilesJsonl.line(profile, CleanedCsv.DIALECT.name()));
  }

  private void write(Line line) throws IOException {
    profiles.write(line.bytes());
    if (hasRoom()) {
      keptProfiles.add(line.profile());
    } else {
      keptWindows.clear();
      keptProfiles.clear();
    }
  }

  private boolean hasRoom() {
    return written <= stored.room();
  }

  /** Writes the profiles that are under way. */
  void flush() throws IOException {
    underWay.finish(this::write);
  }

  /** Leaves the windows in memory to the steps after this one, if there is room for them. */
  void keep() {
    if (hasRoom()) {
      stored.keep(windowed, keptWindows, keptProfiles);
    }
  }
}
