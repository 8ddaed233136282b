package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.naming.AttackPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The confidences that are stated are those that were measured, and those of the documentation. */
class ConfidenceTableTest {
  private static final Pattern CELLS =
      Pattern.compile(
          "\\| ([A-Z][a-z][\\w ,-]+?)(?: \\(D?DoS\\))? \\| (0\\.\\d\\d) \\| (0\\.\\d\\d) \\|");

  private static Map<String, String> table(String page, String from) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    Map<String, String> table = new TreeMap<>();
    Matcher cells = CELLS.matcher(text.substring(text.indexOf(from)).replace(" | | ", " |\n| "));
    while (cells.find()) {
      table.put(cells.group(1), cells.group(2) + " " + cells.group(3));
    }
    return table;
  }

  @Test
  void whatIsStated_isWhatWasMeasured() throws IOException {
    Map<String, String> stated = new TreeMap<>();
    for (AttackPattern pattern : AttackPattern.values()) {
      stated.put(
          pattern.label().replaceAll(" \\(D?DoS\\)", ""),
          String.format(Locale.ROOT, "%.2f %.2f", pattern.confidence(1), pattern.confidence(2)));
    }
    assertEquals(stated, table("logsentinel-bench/results/confidence.md", "### Confidences"));
    assertEquals(stated, table("docs/naming.md", "## Confidence"));
  }
}
