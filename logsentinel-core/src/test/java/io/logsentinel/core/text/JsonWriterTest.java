package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private static String text(JsonWriter json) {
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  private static JsonWriter aBitOfAll(JsonWriter json) {
    json.beginObject();
    json.name("empty").beginObject().endObject();
    json.name("none").beginArray().endArray();
    json.name("texts").values(List.of("a", "\u00e9\t\u0001"));
    json.name("numbers").beginArray().value(-3).value(0.25).value(1e300).endArray();
    json.name("nested").beginArray().beginArray().value(1L << 62).endArray().endArray();
    json.name("truth").value(true).name("null").nullValue();
    json.name("made").json("[ 1 ]".getBytes(StandardCharsets.UTF_8));
    return json.endObject();
  }

  @Test
  void aDocumentIsIndented() {
    assertEquals(
        """
        {
          "empty": {},
          "none": [],
          "texts": [
            "a",
            "\u00e9\\t\\u0001"
          ],
          "numbers": [
            -3,
            0.25,
            1e300
          ],
          "nested": [
            [
              4611686018427387904
            ]
          ],
          "truth": true,
          "null": null,
          "made": [ 1 ]
        }""",
        text(aBitOfAll(JsonWriter.document(2))));
  }

  @Test
  void aLineIsAscii() {
    assertEquals(
        "{\"empty\":{},\"none\":[],\"texts\":[\"a\",\"\\u00e9\\u0009\\u0001\"],"
            + "\"numbers\":[-3,0.25,1e300],\"nested\":[[4611686018427387904]],"
            + "\"truth\":true,\"null\":null,\"made\":[ 1 ]}",
        text(aBitOfAll(JsonWriter.line())));
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withChars(
            "a\"\\/\b\f\n\r\t\0\u001f\u007f\u0080\u00e9\u2027\u2028\u2029\ud83d\ude00\uffff<&=")
        .ofMaxLength(12)
        .list()
        .ofMaxSize(5);
  }

  @Property
  void aDocumentIsThatOfTheLibrary(
      @ForAll("texts") List<String> texts, @ForAll @IntRange(min = 1, max = 5) int indent)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var theirs =
        new com.google.gson.stream.JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    theirs.setFormattingStyle(FormattingStyle.PRETTY.withIndent(" ".repeat(indent)));
    theirs.beginArray();
    JsonWriter ours = JsonWriter.document(indent).beginArray();
    for (String text : texts) {
      theirs.beginObject().name(text).beginArray().value(text).value(7).endArray().endObject();
      ours.beginObject().name(text).beginArray().value(text).value(7).endArray().endObject();
    }
    theirs.endArray().flush();
    assertEquals(inert(out.toString(StandardCharsets.UTF_8)), text(ours.endArray()));
  }

  /** The library leaves controls from U+007F on as they are, which a terminal obeys. */
  private static String inert(String json) {
    return json.replace("\u007f", "\\u007f").replace("\u0080", "\\u0080");
  }

  @Property
  void aLineReadsBack(@ForAll("texts") List<String> texts) {
    String line = text(JsonWriter.line().values(texts));
    assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
    assertEquals(
        texts,
        JsonParser.parseString(line).getAsJsonArray().asList().stream()
            .map(element -> element.getAsString())
            .toList());
  }

  @Test
  void whatIsMoved_isWrittenOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter json = JsonWriter.line().beginArray().value("x".repeat(10_000));
    json.moveTo(out);
    json.value(2).endArray().moveTo(out);
    json.moveTo(out);
    assertEquals("[\"" + "x".repeat(10_000) + "\",2]", out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
  void whatJsonHasNoNumberFor_isRefused(double value) {
    JsonWriter json = JsonWriter.document(4).beginObject().name("bytes");
    assertEquals(
        "bytes must be finite but is " + value,
        assertThrows(IllegalArgumentException.class, () -> json.value(value)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        999_999_999_999_999L,
        -1_000_000_000_000_000L,
        Long.MIN_VALUE,
        Long.MAX_VALUE
      })
  void wholeNumbersArePlain(long value) {
    assertEquals(Long.toString(value), text(JsonWriter.line().value(value)));
  }
}
