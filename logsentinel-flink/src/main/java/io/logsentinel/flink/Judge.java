package io.logsentinel.flink;

import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A session of a source with the lines that it makes: what an operator has in memory of a key, and
 * keeps as {@link SourceState}.
 *
 * @param session of the source
 * @param lines of what it finds
 * @param baseline digest of its baseline
 * @param windowsBefore windows before those that were told here
 */
record Judge(Session session, FindingLines lines, String baseline, long windowsBefore) {

  /** {@return a judge of a source of which nothing was judged} */
  static Judge begin(Sentinel sentinel, String baseline, String source, long window, long line) {
    FindingLines lines = new FindingLines(source, line);
    Session session = sentinel.session(source, lines);
    session.goOnAt(window);
    return new Judge(session, lines, baseline, window);
  }

  /**
   * {@return a judge that goes on as of a state}
   *
   * @throws IOException if the state is of another baseline
   */
  static Judge resume(Sentinel sentinel, String baseline, String source, SourceState state)
      throws IOException {
    if (!state.baseline().equals(baseline)) {
      throw new IOException(
          source
              + ": its state is of the baseline "
              + state.baseline()
              + " but the job's is "
              + baseline
              + "; start with the baseline of the savepoint");
    }
    FindingLines lines = new FindingLines(source, state.lines());
    Session session = sentinel.resume(source, lines, new ByteArrayInputStream(state.session()));
    return new Judge(session, lines, baseline, state.windows());
  }

  /** {@return flows of the window at hand} */
  int openFlows() {
    return (int) session.openFlows();
  }

  /** {@return the number of windows so far} */
  long windows() {
    return windowsBefore + lines.windows();
  }

  /** {@return the state as of the last window, all of whose lines have been made} */
  SourceState state() throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    session.save(saved);
    return new SourceState(baseline, windows(), lines.lines(), saved.toByteArray());
  }
}
