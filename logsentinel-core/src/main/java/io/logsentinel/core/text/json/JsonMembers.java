package io.logsentinel.core.text.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.logsentinel.core.text.TextEncoding;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the wanted members of one JSON object after the other: the reference for what a line of
 * JSON holds.
 *
 * <p>A number is the text as it is written, a string what it stands for; {@code null}, an array and
 * an object are no value, like a member that is not there. Of members of the same name the last
 * counts. Beyond the grammar of JSON, {@code NaN} is no value, and {@code Infinity} is a number:
 * libraries of several languages write them, often where a table has nothing.
 */
public final class JsonMembers {
  /** So deep are objects looked into for people. */
  private static final int MOST_NESTED = 4;

  private final JsonNames names;
  private final String[] values;
  private final int[] ends;

  /** Of each slot that has a value, the rank of the name it came with. */
  private final int[] ranks;

  private byte[] bytes = new byte[1 << 8];

  /**
   * Makes a reader.
   *
   * @param names of the members
   */
  public JsonMembers(JsonNames names) {
    this.names = names;
    this.values = new String[names.slots()];
    this.ends = new int[2 * names.slots()];
    this.ranks = new int[names.slots()];
  }

  /**
   * Reads a text that should be one object.
   *
   * @param text a line
   * @return false where it is none by the grammar of JSON, with numbers that are not finite
   */
  public boolean read(String text) {
    if (readStrictly(text)) {
      return true;
    }
    String json = NonFiniteNumbers.asJson(text);
    return !json.equals(text) && readStrictly(json);
  }

  private boolean readStrictly(String text) {
    Arrays.fill(values, null);
    JsonReader json = open(text);
    try {
      object(json, names.top());
      if (json.peek() != JsonToken.END_DOCUMENT) {
        return false;
      }
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      return false;
    } catch (IllegalArgumentException e) {
      return false; // an escape that stands for nothing
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string is there to be read
    }
    int size = 0;
    for (int slot = 0; slot < values.length; slot++) {
      ends[2 * slot] = size;
      size = append(values[slot], size);
      ends[2 * slot + 1] = size;
    }
    return true;
  }

  /**
   * {@return true for one object by the grammar of JSON}
   *
   * @param text any
   */
  public static boolean isObject(String text) {
    return new JsonMembers(new JsonNames(List.of())).read(text);
  }

  /**
   * {@return true for a text that begins with an object and ends before that does}
   *
   * @param text any
   */
  public static boolean isBroken(String text) {
    try (JsonReader json = open(text)) {
      json.beginObject();
      while (json.hasNext()) {
        json.skipValue(); // a name, or its value
      }
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JsonReader open(String text) {
    JsonReader json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
    return json;
  }

  private void object(JsonReader json, JsonNames.Level level) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      byte[] name = TextEncoding.UTF_8.encode(json.nextName());
      int entry = level.entry(name, 0, name.length);
      int slot = entry == JsonNames.Level.NONE ? JsonNames.Level.NONE : level.slot(entry);
      String value = null;
      if (entry == JsonNames.Level.NONE) {
        json.skipValue();
      } else if (json.peek() == JsonToken.BEGIN_OBJECT) {
        object(json, level.inner(entry));
      } else {
        value = scalar(json);
      }
      if (slot != JsonNames.Level.NONE) {
        keep(slot, level.rank(entry), value);
      }
    }
    json.endObject();
  }

  /** Of names that share a slot the first with a value counts, of one that comes again the last. */
  private void keep(int slot, int rank, @Nullable String value) {
    boolean isFree = isEmpty(values[slot]);
    if (isFree || rank == ranks[slot] || (rank < ranks[slot] && !isEmpty(value))) {
      values[slot] = value;
      ranks[slot] = rank;
    }
  }

  private static boolean isEmpty(@Nullable String value) {
    return value == null || value.isEmpty();
  }

  private static @Nullable String scalar(JsonReader json) throws IOException {
    switch (json.peek()) {
      case STRING, NUMBER:
        return json.nextString();
      case BOOLEAN:
        return String.valueOf(json.nextBoolean());
      default:
        json.skipValue();
        return null;
    }
  }

  private int append(@Nullable String value, int size) {
    if (value == null) {
      return size;
    }
    byte[] text = TextEncoding.UTF_8.encode(value);
    if (bytes.length < size + text.length) {
      bytes = Arrays.copyOf(bytes, 2 * (size + text.length));
    }
    System.arraycopy(text, 0, bytes, size, text.length);
    return size + text.length;
  }

  /** {@return the values of the last object, in UTF-8; good until the next is read} */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * {@return where the values stand in {@link #bytes()}: for each slot where it begins, and where
   * it ends; nothing where there is none}
   */
  public int[] ends() {
    return ends;
  }

  /**
   * {@return the names of an object's members, those of nested ones with dots, {@code flow.start};
   * none where it is no object} For people who look for what a file holds.
   *
   * @param text that should be one object
   */
  public static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    visit(text, (path, value) -> names.addAll(value.isJsonObject() ? Set.of() : Set.of(path)));
    return names;
  }

  /**
   * {@return the objects in an object, and those in its strings, by the filter of jq that takes
   * each out}
   *
   * @param text that should be one object
   */
  public static Map<String, String> objects(String text) {
    Map<String, String> objects = new LinkedHashMap<>();
    visit(
        text,
        (path, value) -> {
          String filter = "." + path;
          boolean isText = value.isJsonPrimitive() && value.getAsString().startsWith("{");
          if (isText) {
            objects.put(filter + " | fromjson", value.getAsString());
          } else if (value.isJsonObject()) {
            objects.put(filter + " // empty", value.toString());
          }
        });
    return objects;
  }

  private static void visit(String text, BiConsumer<String, JsonElement> visitor) {
    try {
      visit("", JsonParser.parseString(text), visitor, MOST_NESTED);
    } catch (JsonParseException e) {
      // no object has no members
    }
  }

  private static void visit(
      String before, JsonElement object, BiConsumer<String, JsonElement> visitor, int levels) {
    if (!object.isJsonObject() || levels == 0) {
      return;
    }
    for (Map.Entry<String, JsonElement> member : object.getAsJsonObject().entrySet()) {
      String path = before + member.getKey();
      visitor.accept(path, member.getValue());
      visit(path + ".", member.getValue(), visitor, levels - 1);
    }
  }
}
