package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.core.SharedFolder;
import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvTokenizerTest {
  private static final int LIMIT = 1 << 20;

  static CsvTokenizer open(byte[] bytes, int chunk) throws IOException {
    DecodedInput input =
        new DecodedInput(new ByteArrayInputStream(bytes), TextEncoding.UTF_8, chunk);
    return new CsvTokenizer(input, ',', 1, LIMIT);
  }

  static List<List<String>> read(byte[] bytes, int chunk) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvTokenizer records = open(bytes, chunk)) {
      while (records.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
          fields.add(records.field(i));
        }
        rows.add(fields);
      }
    }
    return rows;
  }

  /** The cases of FastCSV's specification that do not turn on an option we lack. */
  static Stream<Arguments> specification() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("#A\n #B\n\"#C\"", List.of(List.of("#A"), List.of(" #B"), List.of("#C"))),
        Arguments.of("A\nB,C", List.of(List.of("A"), List.of("B", "C"))),
        Arguments.of("A,B\nC", List.of(List.of("A", "B"), List.of("C"))),
        Arguments.of("\"\"\"D\"", List.of(List.of("\"D"))),
        Arguments.of("\"D\"\"\"", List.of(List.of("D\""))),
        Arguments.of("\"A\"\"B\"", List.of(List.of("A\"B"))),
        Arguments.of("\"A\r\nB\"", List.of(List.of("A\r\nB"))),
        Arguments.of("\"A\rB\"", List.of(List.of("A\rB"))),
        Arguments.of("\"A\nB\"", List.of(List.of("A\nB"))),
        Arguments.of("A\r\nB", List.of(List.of("A"), List.of("B"))),
        Arguments.of("A\rB", List.of(List.of("A"), List.of("B"))),
        Arguments.of("D\r\n", List.of(List.of("D"))),
        Arguments.of("\r\nD", List.of(List.of(""), List.of("D"))),
        Arguments.of("\n\n", List.of(List.of(""), List.of(""))),
        Arguments.of("\n\r", List.of(List.of(""), List.of(""))),
        Arguments.of("A,B\"", List.of(List.of("A", "B\""))),
        Arguments.of("\"D\"", List.of(List.of("D"))),
        Arguments.of("\" D \"", List.of(List.of(" D "))),
        Arguments.of("\"A\",B", List.of(List.of("A", "B"))),
        Arguments.of("A,\"B\"", List.of(List.of("A", "B"))),
        Arguments.of(",D", List.of(List.of("", "D"))),
        Arguments.of("\"D\" ", List.of(List.of("D "))),
        Arguments.of("\"A,B\" ", List.of(List.of("A,B "))),
        Arguments.of("\"A\"B\"C", List.of(List.of("AB\"C"))),
        Arguments.of(" \"D\" ", List.of(List.of(" \"D\" "))),
        Arguments.of(" \"A,B\" ", List.of(List.of(" \"A", "B\" "))),
        Arguments.of(" , ", List.of(List.of(" ", " "))),
        Arguments.of(" A , B ", List.of(List.of(" A ", " B "))),
        Arguments.of(",", List.of(List.of("", ""))),
        Arguments.of("D,", List.of(List.of("D", ""))),
        Arguments.of(",\nA,B", List.of(List.of("", ""), List.of("A", "B"))),
        Arguments.of("\"\"", List.of(List.of(""))));
  }

  @ParameterizedTest
  @MethodSource("specification")
  void specificationHolds(String text, List<List<String>> expected) throws IOException {
    for (int chunk : new int[] {1, 2, 3, 64}) {
      assertEquals(expected, read(text.getBytes(StandardCharsets.UTF_8), chunk));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"a|1",
        "a,\"b|1",
        "a\\n\"b|2",
        "a\\r\"b|2",
        "a\\r\\n\"b|2",
        "a\\r\\r\"b|3",
        "\\n\\r\\n\"b|3",
        "\"x\\ny\"\\n\"b|3",
        "\"x\\r\\ny\"\\r\\n\"b|3",
        "\"x\\ry\"\\r\"b|3",
        "\"x\\r\"\\n\"b|3",
        "\"x\\n\",\"b\\nc\\nd|2",
        "\"x\"\"\\r\\n\"\",\"\",\\n\\n|1",
      })
  void unclosedQuote_isReportedWithTheLineWhereItOpened(String escaped, long line) {
    byte[] bytes =
        escaped.replace("\\n", "\n").replace("\\r", "\r").getBytes(StandardCharsets.UTF_8);
    for (int chunk : new int[] {1, 2, 3, 64}) {
      FlowFileException e = assertThrows(FlowFileException.class, () -> read(bytes, chunk));
      assertEquals("line " + line + ": a quote opens here and is never closed", e.getMessage());
      assertEquals(line, e.line());
      assertEquals(FlowFileException.Kind.UNCLOSED_QUOTE, e.kind());
    }
  }

  @Test
  void carriageReturnAndLineFeedPartedByAnEscapedQuote_areTwoLineEnds() {
    byte[] bytes = "\"a\r\"\"\nb\"\n\"c".getBytes(StandardCharsets.UTF_8);
    FlowFileException e = assertThrows(FlowFileException.class, () -> read(bytes, 64));
    assertEquals(4, e.line());
  }

  @Test
  void tooLongRecord_isReadToItsEndButNotHeld() throws IOException {
    int size = 50_000_000;
    InputStream in =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            int place = at++;
            if (place == 0 || place == size) {
              return '"';
            }
            return place < size ? 'x' : place == size + 1 ? '\n' : place < size + 4 ? 'y' : -1;
          }
        };
    try (CsvTokenizer records =
        new CsvTokenizer(new DecodedInput(in, TextEncoding.UTF_8, 1 << 16), ',', 1, 1 << 10)) {
      assertTrue(records.next());
      assertTrue(records.isTooLong());
      assertEquals(1, records.fields());
      assertTrue(records.bytes().length <= 1 << 12, "holds " + records.bytes().length);
      assertTrue(records.next());
      assertEquals(false, records.isTooLong());
      assertEquals("yy", records.field(0));
      assertEquals(2, records.line());
      assertEquals(false, records.next());
    }
  }

  @Test
  void recordOfTooManyFields_isTooLong() throws IOException {
    byte[] bytes = (",".repeat(100) + "\na\n").getBytes(StandardCharsets.UTF_8);
    DecodedInput input = new DecodedInput(new ByteArrayInputStream(bytes), TextEncoding.UTF_8, 7);
    try (CsvTokenizer records = new CsvTokenizer(input, ',', 1, 50)) {
      assertTrue(records.next());
      assertTrue(records.isTooLong());
      assertTrue(records.isBlank());
      assertTrue(records.next());
      assertEquals("a", records.field(0));
    }
  }

  @Test
  void csvSpectrum_readsAsItsJson() throws IOException {
    Path folder = SharedFolder.of("corpus/csv-spectrum");
    int files = 0;
    try (Stream<Path> list = Files.list(folder.resolve("csvs"))) {
      for (Path file : list.sorted().toList()) {
        String name = file.getFileName().toString().replace(".csv", ".json");
        String json = Files.readString(folder.resolve("json").resolve(name));
        if (!Files.readString(file).contains("\r")) {
          json = json.replace("\\r\\n", "\\n"); // a copy that lost its CRs on the way
        }
        for (int chunk : new int[] {1, 5, 1 << 16}) {
          List<List<String>> rows = read(Files.readAllBytes(file), chunk);
          assertEquals(JsonParser.parseString(json), asObjects(rows), name);
        }
        files++;
      }
    }
    assertEquals(11, files);
  }

  private static JsonElement asObjects(List<List<String>> rows) {
    JsonArray objects = new JsonArray();
    for (List<String> row : rows.subList(1, rows.size())) {
      JsonObject object = new JsonObject();
      for (int i = 0; i < row.size(); i++) {
        object.addProperty(rows.get(0).get(i), row.get(i));
      }
      objects.add(object);
    }
    return objects;
  }

  @Test
  void inputsThatCrashedOthers_endInADeclaredOutcome() throws IOException {
    int files = 0;
    try (Stream<Path> list = Files.list(SharedFolder.of("corpus/arrow-fuzz"))) {
      for (Path file : list.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(outcome(bytes, 1 << 16), outcome(bytes, 3), file.toString());
        files++;
      }
    }
    assertTrue(files > 0, "the folder holds no file");
  }

  /** The records, or what was declared instead. */
  private static Object outcome(byte[] bytes, int chunk) throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      List<List<String>> rows = new ArrayList<>();
      DecodedInput input = new DecodedInput(new ByteArrayInputStream(bytes), encoding, chunk);
      try (CsvTokenizer records = new CsvTokenizer(input, ',', 1, LIMIT)) {
        while (records.next()) {
          List<String> fields = new ArrayList<>();
          for (int i = 0; i < records.fields(); i++) {
            fields.add(records.field(i));
          }
          rows.add(fields);
        }
        return rows;
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      } catch (FlowFileException e) {
        return e.getMessage();
      }
    }
  }
}
