package io.logsentinel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where test data lies, and what a run left in its folders. */
public final class TestData {
  private TestData() {}

  /** A set of the test resources: {@code raw} and {@code expected}. */
  static Path golden(String set) {
    try {
      return Path.of(TestData.class.getResource("/golden/" + set).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A folder of data that is not part of the project; the test is skipped where it is absent. */
  static Path shared(String folder) {
    String named = System.getProperty("logsentinel.shared", "");
    Path shared =
        named.isEmpty() || named.startsWith("$") ? Path.of("../../shared") : Path.of(named);
    Path data = shared.resolve(folder);
    Assumptions.assumeTrue(Files.exists(data), data + " is not there: skipped");
    return data;
  }

  /** Makes the raw folder of a working folder from the files of another. */
  static void copyRaw(Path from, Path workFolder) throws IOException {
    Path raw = Files.createDirectories(workFolder.resolve("Data/raw"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, raw.resolve(file.getFileName().toString()));
      }
    }
  }

  public static void writeRaw(Path workFolder, String name, String text) throws IOException {
    Path raw = Files.createDirectories(workFolder.resolve("Data/raw"));
    Files.writeString(raw.resolve(name), text);
  }

  /** Deletes a folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Every artifact of a working folder but the manifest: path to content, byte for byte. */
  static Map<String, String> artifacts(Path workFolder) throws IOException {
    Map<String, String> artifacts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(workFolder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(workFolder.resolve("Data/raw")))
          .filter(file -> !file.endsWith("run.json") && !file.endsWith(".logsentinel.lock"))
          .forEach(
              file -> {
                try {
                  artifacts.put(
                      workFolder.relativize(file).toString(),
                      new String(
                          Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return artifacts;
  }
}
