package io.logsentinel.cli.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.core.text.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What others' schemas say of documents: each complaint names its place. */
public final class Schemas {
  private static final JsonObject OCSF =
      JsonParser.parseString(text("ocsf-detection-finding-1.8.schema.json")).getAsJsonObject();

  private static final Map<String, String[]> ECS_FIELDS = ecsFields();

  private Schemas() {}

  private static String text(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream("/schemas/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String[]> ecsFields() {
    Map<String, String[]> fields = new TreeMap<>();
    text("ecs-fields.csv")
        .lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith("field,"))
        .map(line -> line.split(",", -1))
        .forEach(field -> fields.put(field[0], field));
    return fields;
  }

  /** Fields that ECS has not, or not so; {@code logsentinel.*} is ours. */
  public static List<String> ecs(String document) {
    JsonObject object = JsonParser.parseString(document).getAsJsonObject();
    List<String> complaints = new ArrayList<>();
    if (!object.has("ecs")) {
      complaints.add("ecs.version is lacking");
    }
    object.remove("logsentinel");
    ecs("", object, complaints);
    return complaints;
  }

  private static void ecs(String path, JsonObject object, List<String> complaints) {
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      JsonElement value = member.getValue();
      if (value.isJsonObject()) {
        ecs(name, value.getAsJsonObject(), complaints);
      } else if (!ECS_FIELDS.containsKey(name)) {
        complaints.add(name + " is no field");
      } else {
        ecs(name, ECS_FIELDS.get(name), value, complaints);
      }
    }
  }

  private static void ecs(String name, String[] field, JsonElement value, List<String> complaints) {
    if (value.isJsonArray() != field[3].equals("array")) {
      complaints.add(name + " must be " + (field[3].isEmpty() ? "one value" : "an array"));
    }
    Iterable<JsonElement> values = value.isJsonArray() ? value.getAsJsonArray() : List.of(value);
    Set<String> allowed = field[4].isEmpty() ? Set.of() : Set.of(field[4].split("\\|"));
    for (JsonElement one : values) {
      if (!isOfType(field[1], one)) {
        complaints.add(name + " must be of type " + field[1] + " but is " + one);
      }
      if (!allowed.isEmpty() && !allowed.contains(one.getAsString())) {
        complaints.add(name + " must be one of " + allowed + " but is " + one);
      }
    }
  }

  private static boolean isOfType(String type, JsonElement value) {
    if (!value.isJsonPrimitive()) {
      return false;
    }
    String text = value.getAsString();
    boolean isText = value.getAsJsonPrimitive().isString();
    return switch (type) {
      case "keyword", "match_only_text", "constant_keyword" -> isText;
      case "long" -> !isText && text.matches("-?[0-9]{1,18}");
      case "float" -> !isText && Float.isFinite(value.getAsFloat());
      case "ip" -> isText && IpAddress.parse(text) != null && !text.contains("%");
      case "date" -> isText && isDate(text);
      default -> throw new IllegalArgumentException("a type that no test knows: " + type);
    };
  }

  private static boolean isDate(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** What the JSON Schema of OCSF's Detection Finding says; as far as it uses JSON Schema. */
  public static List<String> ocsf(String document) {
    List<String> complaints = new ArrayList<>();
    validate("$", OCSF, JsonParser.parseString(document), complaints);
    return complaints;
  }

  private static void validate(
      String path, JsonObject schema, JsonElement value, List<String> complaints) {
    for (Map.Entry<String, JsonElement> rule : schema.entrySet()) {
      JsonElement limit = rule.getValue();
      switch (rule.getKey()) {
        case "$ref" ->
            validate(
                path,
                OCSF.getAsJsonObject("definitions")
                    .getAsJsonObject(limit.getAsString().replace("#/definitions/", "")),
                value,
                complaints);
        case "type" ->
            check(hasType(limit.getAsString(), value), path, "type " + limit, complaints);
        case "enum" ->
            check(limit.getAsJsonArray().contains(value), path, "one of " + limit, complaints);
        case "required" ->
            limit
                .getAsJsonArray()
                .forEach(
                    name ->
                        check(
                            value.getAsJsonObject().has(name.getAsString()),
                            path,
                            "with " + name,
                            complaints));
        case "properties" -> validateMembers(path, schema, value, complaints);
        case "items" -> {
          JsonArray array = value.getAsJsonArray();
          for (int i = 0; i < array.size(); i++) {
            validate(path + "[" + i + "]", limit.getAsJsonObject(), array.get(i), complaints);
          }
        }
        case "anyOf", "oneOf" -> {
          long matches =
              StreamSupport.stream(limit.getAsJsonArray().spliterator(), false)
                  .filter(one -> isValid(one.getAsJsonObject(), value))
                  .count();
          boolean isRight = rule.getKey().equals("anyOf") ? matches > 0 : matches == 1;
          check(isRight, path, rule.getKey() + " " + limit, complaints);
        }
        case "pattern" ->
            check(
                Pattern.compile(limit.getAsString()).matcher(value.getAsString()).find(),
                path,
                "like " + limit,
                complaints);
        case "minimum" ->
            check(value.getAsDouble() >= limit.getAsDouble(), path, "from " + limit, complaints);
        case "maximum" ->
            check(value.getAsDouble() <= limit.getAsDouble(), path, "to " + limit, complaints);
        case "maxLength" ->
            check(
                value.getAsString().length() <= limit.getAsInt(), path, "of " + limit, complaints);
        case "additionalProperties", "$schema", "$id", "$comment", "title", "definitions" -> {}
        default -> throw new IllegalArgumentException("a rule that no test knows: " + rule);
      }
    }
  }

  private static void validateMembers(
      String path, JsonObject schema, JsonElement value, List<String> complaints) {
    JsonObject known = schema.getAsJsonObject("properties");
    for (Map.Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
      String name = member.getKey();
      if (known.has(name)) {
        validate(path + "." + name, known.getAsJsonObject(name), member.getValue(), complaints);
      } else {
        boolean isOpen =
            !schema.has("additionalProperties")
                || schema.get("additionalProperties").getAsBoolean();
        check(isOpen, path, "without " + name, complaints);
      }
    }
  }

  private static boolean isValid(JsonObject schema, JsonElement value) {
    List<String> complaints = new ArrayList<>();
    validate("", schema, value, complaints);
    return complaints.isEmpty();
  }

  private static boolean hasType(String type, JsonElement value) {
    return switch (type) {
      case "object" -> value.isJsonObject();
      case "array" -> value.isJsonArray();
      case "string" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      case "boolean" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
      case "number" -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
      case "integer" ->
          value.isJsonPrimitive()
              && value.getAsJsonPrimitive().isNumber()
              && value.getAsString().matches("-?[0-9]+");
      default -> throw new IllegalArgumentException("a type that no test knows: " + type);
    };
  }

  private static void check(boolean holds, String path, String must, List<String> complaints) {
    if (!holds) {
      complaints.add(path + " must be " + must);
    }
  }
}
