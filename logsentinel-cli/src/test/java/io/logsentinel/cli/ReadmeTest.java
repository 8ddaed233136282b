package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says holds. */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");

  @TempDir Path folder;

  @Test
  void librarySnippet_compilesAndRuns() throws Exception {
    Matcher java = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertTrue(java.find());
    String body = java.group(1).replace("System.out.println", "out.println");
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source,
        """
        import io.logsentinel.core.alert.*;
        import io.logsentinel.core.baseline.*;
        import io.logsentinel.core.flow.*;
        import io.logsentinel.core.window.*;
        import java.io.*;
        import java.nio.file.*;
        import java.util.*;
        public class Snippet {
          public static void run(Path raw, PrintStream out) throws Exception {
            %s
          }
        }
        """
            .replace("%s", body));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString()));
    Path raw = TestData.golden("mini").resolve("raw/Monday-WorkingHours.pcap_ISCX.csv");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var loader = new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()})) {
      loader
          .loadClass("Snippet")
          .getMethod("run", Path.class, java.io.PrintStream.class)
          .invoke(null, raw, new java.io.PrintStream(out, true, StandardCharsets.UTF_8));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("1059 rows, 1058 kept", lines.get(0));
    assertTrue(lines.get(1).matches("anomaly index \\d+\\.\\d+, [A-Z_]+"), lines.get(1));
  }

  @Test
  void everyOptionOfTheHelp_standsThere() throws IOException {
    Matcher options = Pattern.compile("--[a-z-]+").matcher(Cli.run("--help").out());
    String readme = readme();
    while (options.find()) {
      assertTrue(
          readme.contains(options.group())
              || List.of("--help", "--version").contains(options.group()),
          options.group());
    }
  }

  @Test
  void atMost150Lines() throws IOException {
    assertTrue(readme().lines().count() <= 150);
  }

  private static String readme() throws IOException {
    return Files.readString(README);
  }
}
