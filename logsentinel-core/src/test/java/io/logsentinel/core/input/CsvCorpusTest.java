package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.logsentinel.core.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Others' edge cases of CSV, which are not part of the project, read by our tokenizer. */
class CsvCorpusTest {
  private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'|\"((?:[^\"])*)\"");

  /** A text and its records, by the name of the case. */
  private record Case(String name, String input, List<List<String>> records) {}

  private static Optional<List<List<String>>> read(String text) throws IOException {
    try {
      return Optional.of(CsvTokenizerTest.read(text.getBytes(StandardCharsets.UTF_8), 3));
    } catch (FlowFileException e) {
      return Optional.empty();
    }
  }

  /** 60 cases: 17 of them turn on comments or the skipping of empty lines, which we lack. */
  @Test
  void fastCsv_isReadAsItSays_orRefusedWhereItMayBe() throws IOException {
    int asExpected = 0;
    List<String> refused = new ArrayList<>();
    List<String> otherSettings = new ArrayList<>();
    for (Path file : files(SharedFolder.of("corpus/fastcsv"), ".yaml")) {
      String text = Files.readString(file);
      boolean isOfOtherSettings =
          text.contains("commentMode: READ")
              || text.contains("commentMode: SKIP")
              || text.contains("skipEmptyLines: true");
      for (Case any : cases(text)) {
        if (isOfOtherSettings) {
          otherSettings.add(any.name());
          continue;
        }
        for (String lineEnd : List.of("\n", "\r", "\r\n")) {
          String input = spelled(any.input(), lineEnd);
          List<List<String>> expected =
              any.records().stream()
                  .map(row -> row.stream().map(field -> spelled(field, lineEnd)).toList())
                  .toList();
          Optional<List<List<String>>> records = read(input);
          if (records.isPresent()) {
            assertEquals(expected, records.get(), any.name());
          } else {
            assertTrue(text.contains("exceptionAllowed: true"), any.name());
          }
          if (lineEnd.equals("\n")) {
            asExpected += records.isPresent() ? 1 : 0;
            refused.addAll(records.isPresent() ? List.of() : List.of(any.name()));
          }
        }
      }
    }
    assertEquals(List.of("open-quotation-1", "open-quotation-2"), refused);
    assertEquals(17, otherSettings.size(), otherSettings.toString());
    assertEquals(41, asExpected);
  }

  private static String spelled(String text, String lineEnd) {
    return text.replace("⏎", lineEnd)
        .replace("␤", "\r\n")
        .replace("␍", "\r")
        .replace("␊", "\n")
        .replace("␠", " ");
  }

  /** What of YAML these files are written in. */
  private static List<Case> cases(String yaml) {
    List<Case> cases = new ArrayList<>();
    String name = "";
    String input = "";
    List<List<String>> records = new ArrayList<>();
    for (String line : yaml.lines().toList()) {
      if (line.startsWith("  - id: ")) {
        name = line.substring("  - id: ".length()).strip();
      } else if (line.startsWith("    input: ")) {
        input = quoted(line).get(0);
      } else if (line.startsWith("    records:")) {
        records = new ArrayList<>();
        cases.add(new Case(name, input, records));
      } else if (line.strip().startsWith("- [")) {
        records.add(quoted(line));
      }
    }
    return cases;
  }

  private static List<String> quoted(String line) {
    List<String> texts = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(line);
    while (matcher.find()) {
      texts.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("''", "'"));
    }
    return texts;
  }

  @Test
  void csvSpectrum_isReadAsItsJsonSays() throws IOException {
    Path spectrum = SharedFolder.of("corpus/csv-spectrum");
    List<Path> files = files(spectrum.resolve("csvs"), ".csv");
    assertEquals(11, files.size());
    for (Path file : files) {
      String text = Files.readString(file);
      boolean lostItsLineEnds = file.toString().endsWith("_crlf.csv") && !text.contains("\r");
      List<List<String>> rows =
          read(lostItsLineEnds ? text.replace("\n", "\r\n") : text).orElseThrow();
      String json = file.getFileName().toString().replace(".csv", ".json");
      List<TreeMap<String, String>> expected = new ArrayList<>();
      for (JsonElement row :
          JsonParser.parseString(Files.readString(spectrum.resolve("json").resolve(json)))
              .getAsJsonArray()) {
        TreeMap<String, String> fields = new TreeMap<>();
        row.getAsJsonObject().asMap().forEach((key, value) -> fields.put(key, value.getAsString()));
        expected.add(fields);
      }
      List<TreeMap<String, String>> read = new ArrayList<>();
      for (List<String> row : rows.subList(1, rows.size())) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
          fields.put(rows.get(0).get(i), row.get(i));
        }
        read.add(fields);
      }
      assertEquals(expected, read, file.toString());
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
