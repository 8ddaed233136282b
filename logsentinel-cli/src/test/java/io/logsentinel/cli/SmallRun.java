package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The folders of a run on small files made by hand, a copy for every test, and what is asked. */
abstract class SmallRun {
  static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  @TempDir static Path ran;
  @TempDir Path folder;

  @BeforeAll
  static void run() throws IOException {
    TestData.writeRaw(ran, MONDAY, Flows.benign(205));
    TestData.writeRaw(ran, "Friday.csv", Flows.flood(20));
    TestData.writeRaw(ran, "Tuesday.csv", Flows.benign(30));
    assertEquals(0, Cli.runIn(ran, "--window-size=10", "--quiet").exit());
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(ran)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(ran.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  Result explain(String... args) {
    return Cli.runIn(
        folder, Stream.concat(Stream.of("explain"), Stream.of(args)).toArray(String[]::new));
  }

  /** Everything behind a verdict. */
  String explained(String... args) {
    Result result =
        explain(Stream.concat(Stream.of(args), Stream.of("--full")).toArray(String[]::new));
    assertEquals(0, result.exit(), result.err());
    return result.out();
  }

  Path windowed(String name) {
    return folder.resolve("Data/windowed").resolve(name);
  }

  Path model(String name) {
    return folder.resolve("Models").resolve(name);
  }

  /** It ends so, and leaves stdout empty. */
  void assertRefused(String target, String message) {
    Result result = explain(target);
    assertEquals("logsentinel: error: " + message + "\n", result.err());
    assertEquals(3, result.exit());
    assertEquals("", result.out());
  }
}
