package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Trees of JSON whose numbers keep their text, so that they stay those of the artifacts. */
final class JsonTree {
  private JsonTree() {}

  /** The one value of a file; empty where there is no such file. */
  static Optional<JsonElement> read(Path file) throws InputException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = StoredFile.openWhole(file)) {
      return Optional.of(StrictJson.read(in, JsonParser::parseReader));
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
  }

  /** An object of a file; empty where there is no such file. */
  static Optional<JsonObject> readObject(Path file) throws InputException {
    Optional<JsonElement> read = read(file);
    if (read.isPresent() && !read.get().isJsonObject()) {
      throw new InputException(file + ": is damaged: it must be an object");
    }
    return read.map(JsonElement::getAsJsonObject);
  }

  /** An object of a file, asked for members of a type; a file without them is damaged. */
  record Members(Path file, JsonObject json) {
    boolean has(String name) {
      return json.has(name);
    }

    String text(String name) throws InputException {
      JsonElement value = json.get(name);
      if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
        throw damaged(name, "a text");
      }
      return value.getAsString();
    }

    long count(String name) throws InputException {
      JsonElement value = json.get(name);
      if (value == null || !value.toString().matches("[0-9]{1,18}")) {
        throw damaged(name, "a whole number from 0");
      }
      return value.getAsLong();
    }

    /** The sum of all members, which are counts. */
    long counts() throws InputException {
      long sum = 0;
      for (String name : json.keySet()) {
        sum += count(name);
      }
      return sum;
    }

    Members members(String name) throws InputException {
      JsonElement value = json.get(name);
      if (value == null || !value.isJsonObject()) {
        throw damaged(name, "an object");
      }
      return new Members(file, value.getAsJsonObject());
    }

    List<Members> list(String name) throws InputException {
      JsonElement value = json.get(name);
      if (value == null || !value.isJsonArray()) {
        throw damaged(name, "a list");
      }
      List<Members> list = new ArrayList<>();
      for (JsonElement element : value.getAsJsonArray()) {
        if (!element.isJsonObject()) {
          throw damaged(name, "a list of objects");
        }
        list.add(new Members(file, element.getAsJsonObject()));
      }
      return list;
    }

    private InputException damaged(String name, String what) {
      return new InputException(file + ": is damaged: its `" + name + "` must be " + what);
    }
  }

  /** A number in its shortest text; null where it is not finite. */
  static JsonElement number(double value) {
    return Double.isFinite(value)
        ? JsonParser.parseString(NumberText.write(value)) // which keeps the text
        : JsonNull.INSTANCE;
  }

  static JsonElement number(long value) {
    return new JsonPrimitive(value);
  }

  static <T> JsonArray array(Iterable<T> elements, Function<T, JsonElement> element) {
    JsonArray array = new JsonArray();
    elements.forEach(each -> array.add(element.apply(each)));
    return array;
  }
}
