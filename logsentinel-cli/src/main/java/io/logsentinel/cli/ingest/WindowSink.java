package io.logsentinel.cli.ingest;

import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;

/** Receiver of the windows of one reading of a file, as they are made. */
public interface WindowSink {
  /** Does nothing. */
  WindowSink NONE =
      new WindowSink() {
        @Override
        public void add(Window window, Profile profile) {}

        @Override
        public void end() {}
      };

  /**
   * Takes the next window, on the thread that reads.
   *
   * @param window the window
   * @param profile of its flows
   */
  void add(Window window, Profile profile);

  /** Takes the end of the file, whose artifacts are in place; never called if it failed. */
  void end();
}
