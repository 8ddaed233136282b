package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flow captures of others; not part of the project. */
class RealCapturesTest {
  @TempDir Path folder;

  @Test
  void cicFlowMeter() throws IOException {
    Path captures = TestData.shared("real/cicflowmeter");
    TestData.copyRaw(captures, folder);
    Result result = Cli.runIn(folder, "--step=preprocess");
    assertEquals(0, result.exit(), result.err());
    int processed = 0;
    int rows = 0;
    try (Stream<Path> files = Files.list(captures)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        String header = lines.get(0);
        boolean bare = name.equals("target_bin_2022-01-26-detected.csv");
        boolean ours =
            Stream.of("Source IP", "Src IP", "src_ip").anyMatch(header::contains) || bare;
        assertEquals(ours, Files.exists(folder.resolve("Data/processed/cleaned_" + name)), name);
        String why =
            header.toLowerCase(Locale.ROOT).contains("dst") ? "required columns: " : "no header: ";
        assertTrue(
            ours
                || result
                    .err()
                    .lines()
                    .anyMatch(line -> line.contains(name + ": skipped") && line.contains(why)),
            name);
        processed += ours ? 1 : 0;
        rows += ours ? lines.size() - (bare ? 0 : 1) : 0; // there are no quotes: a row is a line
      }
    }
    assertEquals(9, processed);
    String read = String.format(Locale.ROOT, " %,d read = ", rows);
    assertTrue(result.out().contains(read), read + ": " + result.out());
  }
}
