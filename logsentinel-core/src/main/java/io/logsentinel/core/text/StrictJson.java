package io.logsentinel.core.text;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON by its grammar and nothing more: one value, members in a known order, finite numbers. */
public final class StrictJson {
  /** Largest file that is read or written: 64 MiB. */
  public static final int MAX_BYTES = 1 << 26;

  private static final FormattingStyle FOUR_BLANKS = FormattingStyle.PRETTY.withIndent("    ");

  private StrictJson() {}

  /**
   * What makes a value of a document.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * Reads the document's value.
     *
     * @param json stands before the value
     * @return the value
     * @throws IOException if it is damaged
     */
    T read(JsonReader json) throws IOException;
  }

  /**
   * Reads a document of one value and nothing after it.
   *
   * @param <T> the value
   * @param in the bytes, at most {@value #MAX_BYTES}; closed by the caller
   * @param body makes the value
   * @return the value
   * @throws ArtifactException if it is damaged; the message says where
   * @throws IOException if the bytes cannot be read
   */
  public static <T> T read(InputStream in, Body<T> body) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ArtifactException("is larger than " + MAX_BYTES + " bytes");
    }
    JsonReader json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(bytes),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    json.setStrictness(Strictness.STRICT);
    try {
      T value = body.read(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new ArtifactException("goes on after its end");
      }
      return value;
    } catch (ArtifactException e) {
      throw e;
    } catch (EOFException e) {
      throw new ArtifactException("ends too early, at " + json.getPath(), e);
    } catch (CharacterCodingException e) {
      throw new ArtifactException("after " + json.getPath() + ": is not UTF-8", e);
    } catch (MalformedJsonException | JsonParseException e) {
      throw new ArtifactException("at " + json.getPath() + ": is not JSON by its grammar", e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ArtifactException("at " + json.getPath() + ": " + what(e), e);
    }
  }

  /** The library adds to what it found a place that is said already, and where to read on. */
  private static String what(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst(" at line \\d+ column \\d+.*", "");
  }

  /**
   * Reads the name of the next member.
   *
   * @param json stands before it
   * @param expected the only name that may stand there
   * @throws ArtifactException if it is another
   * @throws IOException if it is damaged
   */
  public static void name(JsonReader json, String expected) throws IOException {
    String name = json.nextName();
    if (!name.equals(expected)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected `" + expected + "` but found `" + name + "`");
    }
  }

  /**
   * Reads a member that is a finite number.
   *
   * @param json stands before it
   * @param name its name
   * @return its value
   * @throws IOException if it is another or damaged
   */
  public static double number(JsonReader json, String name) throws IOException {
    name(json, name);
    return number(json);
  }

  /**
   * Reads a finite number.
   *
   * @param json stands before it
   * @return its value
   * @throws IOException if something else stands there
   */
  public static double number(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.NUMBER) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a number but found " + json.peek());
    }
    return json.nextDouble(); // refuses what is not finite
  }

  /**
   * Reads a member that is a whole number.
   *
   * @param json stands before it
   * @param name its name
   * @return its value, from 0
   * @throws IOException if it is another or damaged
   */
  public static int count(JsonReader json, String name) throws IOException {
    name(json, name);
    return count(json);
  }

  /**
   * Reads a whole number.
   *
   * @param json stands before it
   * @return its value, from 0
   * @throws IOException if something else stands there
   */
  public static int count(JsonReader json) throws IOException {
    double value = number(json);
    if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": must be a whole number from 0 but is " + value);
    }
    return (int) value;
  }

  /**
   * Reads a member that is a text.
   *
   * @param json stands before it
   * @param name its name
   * @return its value
   * @throws IOException if it is another or damaged
   */
  public static String string(JsonReader json, String name) throws IOException {
    name(json, name);
    if (json.peek() != JsonToken.STRING) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a text but found " + json.peek());
    }
    return json.nextString();
  }

  /**
   * Writes a member that is a finite number, as the shortest text that reads back the same.
   *
   * @param json stands where a member may stand
   * @param name its name
   * @param value its value
   * @throws IllegalArgumentException if it is not finite, for which JSON has no number
   * @throws IOException if the bytes cannot be written
   */
  public static void writeNumber(JsonWriter json, String name, double value) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite but is " + value);
    }
    json.name(name).jsonValue(NumberText.write(value));
  }

  /**
   * Writes a member that is an array of texts.
   *
   * @param json stands where a member may stand
   * @param name its name
   * @param values any texts
   * @throws IOException if the bytes cannot be written
   */
  public static void writeTexts(JsonWriter json, String name, List<String> values)
      throws IOException {
    json.name(name).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }

  /**
   * Writes documents with four blanks of indent.
   *
   * @param out where the bytes go; to be flushed by the caller
   * @return the writer
   * @throws IOException if the bytes cannot be written
   */
  public static JsonWriter writer(OutputStream out) throws IOException {
    JsonWriter json =
        new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    json.setFormattingStyle(FOUR_BLANKS);
    json.setStrictness(Strictness.STRICT);
    return json;
  }
}
