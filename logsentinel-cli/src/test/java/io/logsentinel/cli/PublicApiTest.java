package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.Sentinel;
import io.logsentinel.ml.IsolationForest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What library users compile against is what {@code api.txt} of a module says, line by line. */
public class PublicApiTest {
  /** Packages that are no part of the interface, but for what others speak of. */
  private static final List<String> CLOSED =
      List.of(
          "io.logsentinel.core.work", "io.logsentinel.core.text", "io.logsentinel.core.input.row");

  @Test
  void core_isAsAgreed() throws IOException {
    assertAgreed("logsentinel-core", PublicApi.of(Sentinel.class, CLOSED));
  }

  @Test
  void ml_isAsAgreed() throws IOException {
    assertAgreed("logsentinel-ml", PublicApi.of(IsolationForest.class, List.of()));
  }

  private static void assertAgreed(String module, List<String> actual) throws IOException {
    Path agreed = Path.of("..", module, "api.txt");
    Path made = Path.of("target", module + "-api.txt");
    Files.createDirectories(made.getParent());
    Files.writeString(made, String.join("\n", actual) + "\n");
    List<String> expected = Files.exists(agreed) ? Files.readAllLines(agreed) : List.of();
    if (!expected.equals(actual)) {
      List<String> gone = new ArrayList<>(expected);
      gone.removeAll(actual);
      List<String> added = new ArrayList<>(actual);
      added.removeAll(expected);
      String message =
          "the public API of "
              + module
              + " is another than in its api.txt.\nGone, which breaks who used it: "
              + String.join("\n  ", gone)
              + "\nNew: "
              + String.join("\n  ", added)
              + "\nIf that is meant: cp logsentinel-cli/target/"
              + made.getFileName()
              + " "
              + module
              + "/api.txt, and a line in CHANGELOG.md";
      assertEquals(String.join("\n", expected), String.join("\n", actual), message);
    }
  }

  /** Types whose every kind of change must show. */
  public abstract static class Shown<T extends Comparable<T>> implements java.io.Closeable {
    public static final int LIMIT = 3;

    protected Shown(T value) {}

    protected abstract <E extends Exception> List<T> all(int[] some, String... names)
        throws E, IOException;

    void hidden() {}

    public record Pair(int first, List<String> second) {}

    public enum Side {
      LEFT,
      RIGHT
    }

    private static final class Inner {
      public void hiddenToo() {}
    }
  }

  @Test
  void everyKindOfMember_isShown() throws IOException {
    String shown = "cli.PublicApiTest$Shown";
    List<String> lines = PublicApi.of(Shown.class, List.of());
    String text = String.join("\n", lines);
    for (String line :
        List.of(
            "abstract static class " + shown + "<T extends Comparable<T>> implements Closeable",
            "  static final int LIMIT = 3",
            "  protected new(T)",
            "  protected abstract <E extends Exception> List<T> all(int[], String[])..."
                + " throws E, IOException",
            "static final record " + shown + "$Pair(int first, List<String> second)",
            "  new(int, List<String>)",
            "  int first()",
            "static final enum " + shown + "$Side",
            "  LEFT")) {
      assertTrue(lines.contains(line), line + "\n" + text);
    }
    assertTrue(!text.contains("hidden"), text);
  }
}
