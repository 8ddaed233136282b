package io.logsentinel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.cli.workspace.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Calls work as they are told: with the folders that are not the usual ones. */
class CallTest {
  private static final Workspace PIPELINE = new Workspace(Path.of("D"), Path.of("M"));

  private static Workspace day(String state) {
    Path run = Path.of(state, "runs", "2026-11-26T18-42-18");
    return new Workspace(run, Path.of(state), run);
  }

  @Test
  void whatIsLearned_isLearnedWhereItIsLookedFor() {
    assertEquals("./logsentinel learn FILE", Call.learn(day("Models")));
    assertEquals("./logsentinel learn --state 'an office' FILE", Call.learn(day("an office")));
    assertEquals("./logsentinel --baseline FILE --data-dir D --models-dir M", Call.learn(PIPELINE));
  }

  @Test
  void whatIsExplained_isFound() {
    assertEquals("./logsentinel explain 3fa9", Call.explain(day("Models"), "3fa9"));
    assertEquals("./logsentinel explain 3fa9 --state S", Call.explain(day("S"), "3fa9"));
    assertEquals(
        "./logsentinel explain 3fa9 --data-dir D --models-dir M", Call.explain(PIPELINE, "3fa9"));
  }
}
