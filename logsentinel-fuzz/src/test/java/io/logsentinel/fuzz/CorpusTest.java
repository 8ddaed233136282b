package io.logsentinel.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The seeds and former findings of every target, without a fuzzer. */
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  private interface Target {
    void run(byte[] input) throws IOException;
  }

  private static final TreeMap<String, Target> TARGETS = new TreeMap<>();

  static {
    TARGETS.put("ArchiveFuzz", ArchiveFuzz::fuzzerTestOneInput);
    TARGETS.put("ArtifactFuzz", ArtifactFuzz::fuzzerTestOneInput);
    TARGETS.put("ReaderFuzz", ReaderFuzz::fuzzerTestOneInput);
    TARGETS.put("SettingsFuzz", SettingsFuzz::fuzzerTestOneInput);
    TARGETS.put("TimestampFuzz", TimestampFuzz::fuzzerTestOneInput);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyTarget_hasSeeds() throws IOException {
    assertEquals(
        List.copyOf(TARGETS.keySet()),
        files(CORPUS).stream().map(folder -> folder.getFileName().toString()).toList());
  }

  @TestFactory
  Stream<DynamicTest> everyInput_ends() throws IOException {
    return files(CORPUS).stream().flatMap(CorpusTest::tests);
  }

  private static Stream<DynamicTest> tests(Path folder) {
    Target target = TARGETS.get(folder.getFileName().toString());
    try {
      List<Path> inputs = files(folder);
      assertTrue(!inputs.isEmpty(), folder.toString());
      return inputs.stream()
          .map(
              input ->
                  DynamicTest.dynamicTest(
                      input.toString(), () -> target.run(Files.readAllBytes(input))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
