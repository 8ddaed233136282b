package io.logsentinel.cli.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.journal.Journal.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change together, or not at all. */
class JournalTest {
  @TempDir Path folder;

  private Path other;

  @BeforeEach
  void before() throws IOException {
    other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(folder.resolve("a"), "old a");
    Files.writeString(other.resolve("b"), "old b");
    Files.writeString(folder.resolve("gone"), "old gone");
  }

  private Change change(Path target, String text) throws IOException {
    Path made = target.resolveSibling(target.getFileName() + ".made");
    Files.writeString(made, text);
    return new Change(target, Optional.of(made));
  }

  private List<Change> changes() throws IOException {
    return new ArrayList<>(
        List.of(
            change(folder.resolve("a"), "new a"),
            change(other.resolve("b"), "new b"),
            change(folder.resolve("c"), "new c"),
            new Change(folder.resolve("gone"), Optional.empty())));
  }

  /** All files but those that are not yet in place. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".made")) {
          files.put(folder.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return files;
  }

  @Test
  void allChange() throws IOException {
    Journal.make(changes());
    assertEquals(Map.of("a", "new a", "other/b", "new b", "c", "new c"), files());
    assertFalse(Journal.isIn(folder));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whereOneCannotBe_noneChanges(int which) throws IOException {
    Map<String, String> before = files();
    List<Change> changes = changes();
    Files.delete(changes.get(which).made().orElseThrow());
    Journal.Failure failure = assertThrows(Journal.Failure.class, () -> Journal.make(changes));
    assertEquals(changes.get(which).target(), failure.target());
    assertEquals(before, files());
  }

  /**
   * As a kill leaves it: with the journal, after so many of four changes, in any order of undoing.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void whatWasBegun_isUndone(int done) throws IOException {
    Map<String, String> before = files();
    Files.copy(folder.resolve("a"), folder.resolve(".logsentinel-1.tmp"));
    Files.copy(other.resolve("b"), other.resolve(".logsentinel-2.tmp"));
    Files.copy(folder.resolve("gone"), folder.resolve(".logsentinel-3.tmp"));
    Files.writeString(
        folder.resolve(".logsentinel-journal"),
        """
        {"replaced": [{"target": "a", "before": ".logsentinel-1.tmp"},
         {"target": "other/b", "before": "other/.logsentinel-2.tmp"},
         {"target": "c", "before": ""},
         {"target": "gone", "before": ".logsentinel-3.tmp"}]}
        """);
    if (done > 0) {
      Files.writeString(folder.resolve("a"), "new a");
    }
    if (done > 1) {
      Files.writeString(other.resolve("b"), "new b");
    }
    if (done > 2) {
      Files.writeString(folder.resolve("c"), "new c");
    }
    if (done > 3) {
      Files.delete(folder.resolve("gone"));
    }
    assertTrue(Journal.isIn(folder));
    Journal.recover(folder, List.of(folder, other));
    assertEquals(before, files());
    Journal.recover(folder, List.of(folder, other));
    assertEquals(before, files());
  }

  /** Undoing that was itself cut off has no second names left of what it had restored. */
  @Test
  void undoing_canBeCutOff() throws IOException {
    Files.copy(other.resolve("b"), other.resolve(".logsentinel-2.tmp"));
    Files.writeString(other.resolve("b"), "new b");
    Files.writeString(
        folder.resolve(".logsentinel-journal"),
        """
        {"replaced": [{"target": "a", "before": ".logsentinel-1.tmp"},
         {"target": "other/b", "before": "other/.logsentinel-2.tmp"}]}
        """);
    Journal.recover(folder, List.of(folder, other));
    assertEquals("old a", Files.readString(folder.resolve("a")));
    assertEquals("old b", Files.readString(other.resolve("b")));
  }

  /** In a state that somebody handed over, a journal may name what is ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'target': '../mine', 'before': ''}",
        "{'target': 'a', 'before': '../.logsentinel-1.tmp'}",
        "{'target': 'a', 'before': 'gone'}",
        "{'target': 'none/a', 'before': ''}"
      })
  void filesOfOthers_areNotChanged(String replaced) throws IOException {
    Path state = Files.createDirectory(folder.resolve("state"));
    Files.writeString(state.resolve("a"), "their a");
    Files.writeString(state.resolve("gone"), "their gone");
    Files.writeString(folder.resolve("mine"), "mine");
    Files.writeString(folder.resolve(".logsentinel-1.tmp"), "mine too");
    Files.writeString(
        state.resolve(".logsentinel-journal"),
        "{'replaced': [%s]}".formatted(replaced).replace('\'', '"'));
    Map<String, String> before = files();
    IOException refused =
        assertThrows(IOException.class, () -> Journal.recover(state, List.of(state)));
    assertTrue(refused.getMessage().contains("run the command again that was killed"), replaced);
    assertEquals(before, files());
  }
}
