package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Session;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.FlowBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Session of a followed source, which goes on from process to process, with the baseline that the
 * source adapts, if it does. All of it is in turn, but {@link #changes} and {@link #isEnded}.
 */
final class FollowedSession {
  private final String source;
  private final Sentinel learned;
  private final Optional<AdaptedSource> adapted;
  private final FindingSink sink;
  private final Reporter reporter;

  /** Whose measure the flows must have, of every file; empty where that is not asked for. */
  private final Optional<BaselineState> measure;

  private Session session;

  /** When the window at hand got its first flow, by {@link System#nanoTime}. */
  private long openSince;

  /** Windows that were cut, and earlier baselines that were put back. */
  private volatile long changes;

  private volatile boolean isEnded;

  /**
   * A session that has begun.
   *
   * @param source by name
   * @param learned engine of the baseline that was learned
   * @param adapted what has the baseline adapt; empty where it stays as it is
   * @param sink where findings go
   * @param measure whose measure the flows must have; empty where any is taken
   * @param reporter is told what is odd
   */
  FollowedSession(
      String source,
      Sentinel learned,
      Optional<AdaptedSource> adapted,
      FindingSink sink,
      Optional<BaselineState> measure,
      Reporter reporter) {
    this.source = source;
    this.learned = learned;
    this.adapted = adapted;
    this.sink = sink;
    this.measure = measure;
    this.reporter = reporter;
    session = learned.session(source, sink);
    begin();
  }

  private void begin() {
    session.tellOpenIncidents();
    adapted.ifPresent(it -> it.begin(session));
  }

  /** Goes on where a saved one was; one that had ended, with a detector that remembers nothing. */
  void resume(SavedSource saved) throws IOException {
    if (saved.isEnded()) {
      session.goOnAt(saved.window());
      return;
    }
    if (adapted.isPresent()) {
      adapted.get().resume(saved.adapted());
    }
    resume(saved.session());
  }

  /** Goes on where {@link #saved} was called. */
  void resume(String saved) throws IOException {
    session =
        adapted
            .map(AdaptedSource::sentinel)
            .orElse(learned)
            .resume(source, sink, new ByteArrayInputStream(saved.getBytes(StandardCharsets.UTF_8)));
    begin();
  }

  /** {@return what it knows as of its last whole window} */
  String saved() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    session.save(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * {@return what is known of its baseline, once the session is saved; empty without adaptation}
   */
  String savedBaseline() {
    return adapted.map(AdaptedSource::saved).orElse("");
  }

  /** Passes over the next flows, as they were judged before. */
  void skip(long flows) {
    session.skip(flows);
  }

  /**
   * Adds flows.
   *
   * @param batch of them
   * @param file that they were read of
   * @throws InputException if they count something else than the baseline's
   * @throws IOException if the sink fails
   */
  void add(FlowBatch batch, FollowedFile file) throws IOException {
    requireMeasure(batch, file);
    long before = session.openFlows();
    session.add(batch);
    if (before == 0 || session.openFlows() < before + batch.size()) {
      openSince = System.nanoTime();
    }
  }

  private void requireMeasure(FlowBatch batch, FollowedFile file) throws InputException {
    try {
      measure.ifPresent(it -> it.requireMeasure(batch.measure()));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          file.path()
              + ": not monitored: "
              + e.getMessage()
              + "; learn a baseline of files of its kind, or say --mix-dialects",
          e);
    }
  }

  /** Cuts the window at hand where its first flow came so long ago. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  void cutAfter(Duration delay) throws IOException {
    if (System.nanoTime() - openSince >= delay.toNanos() && session.cut() > 0) {
      changes++;
    }
  }

  /** Goes back to an earlier baseline where that is asked for. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  void goBack() throws IOException {
    if (adapted.isPresent() && adapted.get().goBack()) {
      changes++;
    }
  }

  /** Ends: no more flows come. */
  void end() throws IOException {
    Optional<Drift> drift = session.end().drift();
    if (drift.filter(it -> it.verdict() == Drift.Verdict.CALMER).isPresent()) {
      reporter.warn("%s: %s; see `logsentinel baseline update`", source, drift.get().sentence());
    }
    isEnded = true;
  }

  /** {@return whether no more flows come} */
  boolean isEnded() {
    return isEnded;
  }

  /** {@return flows of the window at hand} */
  long openFlows() {
    return session.openFlows();
  }

  /** {@return the number of the window at hand} */
  long openWindow() {
    return session.openWindow();
  }

  /** {@return a number that changes with what is to be saved, apart from flows} */
  long changes() {
    return changes + (isEnded ? 1 : 0);
  }

  /** Removes what is not needed any more, now that the state is saved. */
  void tidy() throws IOException {
    if (adapted.isPresent()) {
      adapted.get().tidy();
    }
  }

  /** Removes the windows in quarantine, when nothing is to go on from them. */
  void removeQuarantine() throws IOException {
    if (adapted.isPresent()) {
      adapted.get().end();
    }
  }
}
