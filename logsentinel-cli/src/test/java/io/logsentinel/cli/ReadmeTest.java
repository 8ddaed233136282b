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
    String snippet = java.group(1);
    assertTrue(snippet.lines().count() <= 8, snippet);
    String imports = snippet.replaceAll("(?m)^(?!import ).*\n", "");
    String body =
        snippet
            .replaceAll("(?m)^import .*\n", "")
            .replace("2_000", "500")
            .replace("System.out.println", "printed.println");
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source,
        imports
            + "public class Snippet {\n"
            + "  public static void run(java.nio.file.Path monday, java.nio.file.Path tuesday,\n"
            + "      java.nio.file.Path file, java.io.PrintStream printed) throws Exception {\n"
            + body
            + "  }\n}\n");
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
    Path raw = folder.resolve("raw");
    assertEquals(0, Cli.run("simulate", "--out=" + raw, "--scale=0.02", "--seed=1").exit());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var loader = new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()})) {
      loader
          .loadClass("Snippet")
          .getMethod("run", Path.class, Path.class, Path.class, java.io.PrintStream.class)
          .invoke(
              null,
              raw.resolve("Monday-WorkingHours.pcap_ISCX.csv"),
              raw.resolve("Friday-WorkingHours-Afternoon-PortScan.pcap_ISCX.csv"),
              folder.resolve("baseline.json"),
              new java.io.PrintStream(out, true, StandardCharsets.UTF_8));
    }
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("ports of "), out.toString());
    assertTrue(Files.size(folder.resolve("baseline.json")) > 0);
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
