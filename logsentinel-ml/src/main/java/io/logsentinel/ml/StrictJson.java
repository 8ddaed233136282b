package io.logsentinel.ml;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of JSON (RFC 8259) of which every key, and the type of every value, is known beforehand;
 * it takes nothing else, while Gson converts texts to numbers and 1.0 to integers. That core has
 * its like is the price of the wall between the two modules.
 */
final class StrictJson {
  private final JsonReader reader;

  StrictJson(byte[] ascii) {
    this.reader =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(ascii), StandardCharsets.US_ASCII));
    reader.setStrictness(Strictness.STRICT);
  }

  /** The reader's place as a JSON path. */
  String path() {
    return reader.getPath();
  }

  void beginObject() throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object");
    reader.beginObject();
  }

  void endObject() throws IOException {
    expect(JsonToken.END_OBJECT, "the object's end");
    reader.endObject();
  }

  void beginArray() throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "an array");
    reader.beginArray();
  }

  void endArray() throws IOException {
    reader.endArray();
  }

  boolean hasNext() throws IOException {
    return reader.hasNext();
  }

  /** Takes the next key, which must be this one, and returns this reader at its value. */
  StrictJson key(String expected) throws IOException {
    expect(JsonToken.NAME, "key '" + expected + "'");
    String actual = reader.nextName();
    if (!actual.equals(expected)) {
      throw new ForestFormatException(
          "expected key '" + expected + "' at " + path() + ", but found '" + actual + "'");
    }
    return this;
  }

  boolean nextNull() throws IOException {
    if (reader.peek() != JsonToken.NULL) {
      return false;
    }
    reader.nextNull();
    return true;
  }

  String text() throws IOException {
    expect(JsonToken.STRING, "a text");
    return reader.nextString();
  }

  long integer(long min, long max) throws IOException {
    expect(JsonToken.NUMBER, "an integer");
    String number = reader.nextString();
    try {
      long value = Long.parseLong(number);
      if (value >= min && value <= max && !number.equals("-0")) {
        return value;
      }
    } catch (NumberFormatException e) {
      // with a point or an exponent, or more than a long holds: out of range as well
    }
    throw new ForestFormatException(
        "%s must be an integer in %s..%s, but was %s", reader.getPreviousPath(), min, max, number);
  }

  double number() throws IOException {
    expect(JsonToken.NUMBER, "a number");
    String number = reader.nextString();
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw new ForestFormatException(
          reader.getPreviousPath() + " must be within a double's range, but was " + number);
    }
    return value;
  }

  List<String> texts(int max) throws IOException {
    List<String> texts = new ArrayList<>();
    beginArray();
    while (hasNext()) {
      checkLength(texts.size(), max);
      texts.add(text());
    }
    endArray();
    return texts;
  }

  int[] integers(int min, int max, int maxLength) throws IOException {
    int[] values = new int[16];
    int length = 0;
    beginArray();
    while (hasNext()) {
      checkLength(length, maxLength);
      values = length == values.length ? Arrays.copyOf(values, 2 * length) : values;
      values[length++] = (int) integer(min, max);
    }
    endArray();
    return Arrays.copyOf(values, length);
  }

  double[] numbers(int maxLength) throws IOException {
    double[] values = new double[16];
    int length = 0;
    beginArray();
    while (hasNext()) {
      checkLength(length, maxLength);
      values = length == values.length ? Arrays.copyOf(values, 2 * length) : values;
      values[length++] = number();
    }
    endArray();
    return Arrays.copyOf(values, length);
  }

  /** Refuses the next element of an array that has reached its limit. */
  void checkLength(int length, int max) throws IOException {
    if (length == max) {
      throw new ForestFormatException(
          path() + " is one too many: the array must have at most " + max + " elements");
    }
  }

  Map<String, String> textByKey() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    beginObject();
    while (hasNext()) {
      String key = reader.nextName();
      if (texts.put(key, text()) != null) {
        throw new ForestFormatException(
            "key at " + reader.getPreviousPath() + " must occur once, but was found again");
      }
    }
    endObject();
    return texts;
  }

  /** Takes the end: nothing but white space may follow. */
  void end() throws IOException {
    expect(JsonToken.END_DOCUMENT, "the document's end");
  }

  private void expect(JsonToken token, String what) throws IOException {
    JsonToken actual = reader.peek();
    if (actual != token) {
      throw new ForestFormatException(
          "expected " + what + " at " + path() + ", but found " + actual);
    }
  }
}
