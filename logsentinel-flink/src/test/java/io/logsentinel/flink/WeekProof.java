package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.window.Windower;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A simulated week through a cluster: what is found is what one machine finds, line by line. At the
 * scale of 1 it takes 1.3 GB of disk.
 */
@EnabledIfSystemProperty(named = "logsentinel.proof.scale", matches = ".+")
class WeekProof {
  @TempDir private Path folder;

  private List<Path> week() throws Exception {
    Path days = folder.resolve("in");
    String scale = System.getProperty("logsentinel.proof.scale");
    Process process =
        new ProcessBuilder("../logsentinel", "simulate", "--scale", scale, "--out", days.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    try (Stream<Path> files = Files.list(days)) {
      return files.sorted().toList();
    }
  }

  private static byte[] baseline(Path monday, Path to) throws Exception {
    long flows;
    try (Stream<String> lines = Files.lines(monday, StandardCharsets.ISO_8859_1)) {
      flows = lines.count() - 1;
    }
    SentinelOptions options = SentinelOptions.defaults().withWindowSize(Windower.sizeFor(flows));
    try (OutputStream out = Files.newOutputStream(to)) {
      Sentinel.learn("monday", () -> Files.newInputStream(monday), options).save(out);
    }
    return Files.readAllBytes(to);
  }

  @Test
  void week_asOneMachine() throws Exception {
    List<Path> files = week();
    Path monday =
        files.stream()
            .filter(it -> it.getFileName().toString().startsWith("Monday"))
            .findAny()
            .get();
    byte[] baseline = baseline(monday, folder.resolve("baseline.json"));
    TreeMap<String, Map<String, List<String>>> expected = new TreeMap<>();
    List<String> all = new ArrayList<>();
    for (Path file : files) {
      String source = "windowed_cleaned_" + file.getFileName();
      List<String> lines =
          SmallOffice.single(
              baseline, SentinelOptions.defaults(), source, () -> Files.newInputStream(file));
      all.addAll(lines);
      expected.put(source, SmallOffice.byKind(lines));
    }

    LocalCluster cluster = new LocalCluster(folder.resolve("cluster"), 2);
    TreeMap<String, Map<String, List<String>>> found = new TreeMap<>();
    try {
      Path out = folder.resolve("out");
      String job =
          cluster.run(
              4,
              "",
              FileJob.class,
              List.of(
                  "--input", folder.resolve("in").toUri().toString(),
                  "--output", out.toUri().toString(),
                  "--rejected", folder.resolve("rejected").toUri().toString(),
                  "--baseline", folder.resolve("baseline.json").toUri().toString()));
      cluster.awaitEnd(job);
      Output.bySource(Output.lines(out))
          .forEach((source, lines) -> found.put(source, SmallOffice.byKind(lines)));
    } finally {
      cluster.close();
    }
    assertEquals(expected, found);
    System.out.println(
        "proof week: "
            + files.size()
            + " files, "
            + all.size()
            + " lines equal, of each kind "
            + SmallOffice.byKind(all).entrySet().stream()
                .map(it -> it.getKey() + " " + it.getValue().size())
                .toList());
  }
}
