package io.logsentinel.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.cli.Cli;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that a machine may have or not: a test that needs one is skipped where it is absent. */
final class Shell {
  private Shell() {}

  static void assumeThere(String program) {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
        program + " is not there: skipped");
  }

  /** The lines that a command prints, on stdout and stderr, where it ends well. */
  static List<String> lines(Path folder, String... command)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", "");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    process.getOutputStream().close();
    int exit = Cli.exitOf(process);
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    assertEquals(0, exit, text);
    return text.lines().toList();
  }
}
