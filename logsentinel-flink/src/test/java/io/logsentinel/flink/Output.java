package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a job wrote. */
final class Output {
  private static final Pattern PLACE =
      Pattern.compile("\\{\"source\":\"([^\"]*)\",\"line\":(\\d+),.*");

  private Output() {}

  /** All lines of a folder's files that are whole. */
  static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  /** Lines by source, in the order of their numbers, of which none is missing and none twice. */
  static TreeMap<String, List<String>> bySource(List<String> lines) {
    TreeMap<String, TreeMap<Long, String>> sources = new TreeMap<>();
    for (String line : lines) {
      Matcher place = PLACE.matcher(line);
      assertEquals(true, place.matches(), line);
      String before =
          sources
              .computeIfAbsent(place.group(1), any -> new TreeMap<>())
              .put(Long.parseLong(place.group(2)), line);
      assertEquals(null, before, "twice: " + line);
    }
    TreeMap<String, List<String>> all = new TreeMap<>();
    sources.forEach(
        (source, numbered) -> {
          assertEquals(numbered.size() - 1L, numbered.lastKey(), source);
          all.put(source, List.copyOf(numbered.values()));
        });
    return all;
  }
}
