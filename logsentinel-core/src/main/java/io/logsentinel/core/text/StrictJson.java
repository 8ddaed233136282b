package io.logsentinel.core.text;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of JSON by its grammar and nothing more: one value, members in a known order, finite
 * numbers. What reads a part throws an {@link ArtifactException} that says where something else
 * stands. The isolation forest's module has a reader of its own: neither module knows the other.
 */
public final class StrictJson {
  /** Largest file that is read or written: 64 MiB. */
  public static final int MAX_BYTES = 1 << 26;

  private StrictJson() {}

  /**
   * Maker of a value of what stands next.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * {@return the value}
     *
     * @param json stands before it
     */
    T read(JsonReader json) throws IOException;
  }

  /**
   * {@return the one value of a document that has nothing after it}
   *
   * @param <T> the value
   * @param in the bytes, at most {@value #MAX_BYTES}; closed by the caller
   * @param body reads the value
   * @throws ArtifactException if it is damaged; the message says where
   */
  public static <T> T read(InputStream in, Body<T> body) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ArtifactException("is larger than " + MAX_BYTES + " bytes");
    }
    return readBeginning(
        new ByteArrayInputStream(bytes),
        json -> {
          T value = body.read(json);
          if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new ArtifactException("goes on after its end");
          }
          return value;
        });
  }

  /**
   * {@return as much of a document as is asked for; what comes after is neither read nor checked}
   *
   * @param <T> the value
   * @param in the bytes; closed by the caller
   * @param body reads the value
   * @throws ArtifactException if the beginning is damaged; the message says where
   */
  public static <T> T readBeginning(InputStream in, Body<T> body) throws IOException {
    JsonReader json = new JsonReader(TextEncoding.strictReader(in, StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    try {
      return body.read(json);
    } catch (ArtifactException e) {
      throw e;
    } catch (EOFException e) {
      String place = json.getPath().replaceFirst("\\.$", ""); // where a member's name should stand
      throw new ArtifactException("ends too early" + (place.equals("$") ? "" : ", at " + place), e);
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
   * @param expected the name that it must be
   */
  public static void name(JsonReader json, String expected) throws IOException {
    String name = json.nextName();
    if (!name.equals(expected)) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected `" + expected + "` but found `" + name + "`");
    }
  }

  /**
   * {@return true once the reader is at a member of the object at hand, past those before it; false
   * if there is none}
   *
   * @param json stands in the object
   * @param name of the member
   */
  public static boolean seek(JsonReader json, String name) throws IOException {
    while (json.hasNext()) {
      if (json.nextName().equals(name)) {
        return true;
      }
      json.skipValue();
    }
    return false;
  }

  /**
   * {@return the elements of a member that is an array, in order}
   *
   * @param <T> an element
   * @param json stands before it
   * @param name that the member must have
   * @param element reads one
   */
  public static <T> List<T> list(JsonReader json, String name, Body<T> element) throws IOException {
    name(json, name);
    return list(json, element);
  }

  /**
   * {@return the elements of an array, in order}
   *
   * @param <T> an element
   * @param json stands before it
   * @param element reads one
   */
  public static <T> List<T> list(JsonReader json, Body<T> element) throws IOException {
    List<T> elements = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      elements.add(element.read(json));
    }
    json.endArray();
    return elements;
  }

  /**
   * {@return a member that is a finite number}
   *
   * @param json stands before it
   * @param name that the member must have
   */
  public static double number(JsonReader json, String name) throws IOException {
    name(json, name);
    return number(json);
  }

  /**
   * {@return a finite number}
   *
   * @param json stands before it
   */
  public static double number(JsonReader json) throws IOException {
    require(JsonToken.NUMBER, "a number", json);
    return json.nextDouble(); // refuses what is not finite
  }

  /**
   * {@return a member that is a whole number of up to 31 bits, from 0}
   *
   * @param json stands before it
   * @param name that the member must have
   */
  public static int count(JsonReader json, String name) throws IOException {
    name(json, name);
    return count(json);
  }

  /**
   * {@return a whole number of up to 31 bits, from 0}
   *
   * @param json stands before it
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
   * {@return a member that is a text}
   *
   * @param json stands before it
   * @param name that the member must have
   */
  public static String string(JsonReader json, String name) throws IOException {
    name(json, name);
    return string(json);
  }

  /**
   * {@return a text}
   *
   * @param json stands before it
   */
  public static String string(JsonReader json) throws IOException {
    require(JsonToken.STRING, "a text", json);
    return json.nextString();
  }

  /**
   * {@return a whole number of up to 63 bits, from 0}
   *
   * @param json stands before it
   */
  public static long whole(JsonReader json) throws IOException {
    require(JsonToken.NUMBER, "a number", json);
    long value = json.nextLong();
    if (value < 0) {
      throw new ArtifactException("at " + json.getPath() + ": must be from 0 but is " + value);
    }
    return value;
  }

  /**
   * {@return a whole number of up to 64 bits}
   *
   * @param json stands before it
   */
  public static long signed(JsonReader json) throws IOException {
    require(JsonToken.NUMBER, "a number", json);
    return json.nextLong();
  }

  /**
   * {@return the constant of an enum whose name stands next}
   *
   * @param <E> the enum
   * @param json stands before it
   * @param of the enum
   */
  public static <E extends Enum<E>> E constant(JsonReader json, Class<E> of) throws IOException {
    String name = string(json);
    for (E constant : of.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new ArtifactException(
        "at " + json.getPath() + ": `" + name + "` is none of " + List.of(of.getEnumConstants()));
  }

  private static void require(JsonToken token, String what, JsonReader json) throws IOException {
    if (json.peek() != token) {
      throw new ArtifactException(
          "at " + json.getPath() + ": expected " + what + " but found " + json.peek());
    }
  }
}
