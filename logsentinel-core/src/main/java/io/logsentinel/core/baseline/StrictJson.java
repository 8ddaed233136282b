package io.logsentinel.core.baseline;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import io.logsentinel.core.ArtifactException;
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

/** JSON by its grammar and nothing more: one value, members in a known order, finite numbers. */
final class StrictJson {
  /** Largest file that is read or written: a profile of some 250,000 windows. */
  static final int MAX_BYTES = 1 << 26;

  private static final FormattingStyle FOUR_BLANKS = FormattingStyle.PRETTY.withIndent("    ");

  private StrictJson() {}

  /** What makes a value of a document. */
  interface Body<T> {
    T read(JsonReader json) throws IOException;
  }

  static <T> T read(InputStream in, Body<T> body) throws IOException {
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
      throw new ArtifactException("at " + json.getPath() + ": " + e.getMessage(), e);
    }
  }

  static void name(JsonReader json, String expected) throws IOException {
    String name = json.nextName();
    if (!name.equals(expected)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected `" + expected + "` but found `" + name + "`");
    }
  }

  static double number(JsonReader json, String name) throws IOException {
    name(json, name);
    return number(json);
  }

  static double number(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.NUMBER) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a number but found " + json.peek());
    }
    return json.nextDouble(); // refuses what is not finite
  }

  static int count(JsonReader json, String name) throws IOException {
    double value = number(json, name);
    if (value < 0 || value > Integer.MAX_VALUE || value != Math.rint(value)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": must be a whole number from 0 but is " + value);
    }
    return (int) value;
  }

  static String string(JsonReader json, String name) throws IOException {
    name(json, name);
    if (json.peek() != JsonToken.STRING) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected a text but found " + json.peek());
    }
    return json.nextString();
  }

  static JsonWriter writer(OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    json.setFormattingStyle(FOUR_BLANKS);
    json.setStrictness(Strictness.STRICT);
    return json;
  }
}
