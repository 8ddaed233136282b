package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Reporter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of work that is done ahead of its turn, held until that comes. */
final class HeldMessages implements Reporter {
  private final Reporter to;

  /** Null when it is their turn. */
  private @Nullable List<Runnable> held = new ArrayList<>();

  HeldMessages(Reporter to) {
    this.to = to;
  }

  /** Passes on what was held, and from now on everything at once. */
  void release() {
    if (held != null) {
      held.forEach(Runnable::run);
      held = null;
    }
  }

  private void pass(Runnable message) {
    if (held == null) {
      message.run();
    } else {
      held.add(message);
    }
  }

  @Override
  public void warn(String message) {
    pass(() -> to.warn(message));
  }

  @Override
  public void error(String message) {
    pass(() -> to.error(message));
  }

  @Override
  public Progress progress(String what, long totalBytes) {
    return to.progress(what, totalBytes);
  }
}
