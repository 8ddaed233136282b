package io.logsentinel.core.input.dialect;

import io.logsentinel.core.flow.FlowField;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** Keys of a dialect file, each taken once. */
final class DialectKeys {
  private static final String WORDS = "\\|";

  private final String name;
  private final Properties properties;

  DialectKeys(String name, Properties properties) {
    this.name = name;
    this.properties = properties;
  }

  /** A value that must be there. */
  String take(String key) {
    Object value = properties.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("dialect " + name + " lacks the key " + key);
    }
    return (String) value;
  }

  /** A value that may be left out. */
  String take(String key, String otherwise) {
    Object value = properties.remove(key);
    return value == null ? otherwise : (String) value;
  }

  /** Words parted by a bar. */
  List<String> words(String key, boolean required) {
    String text = required ? take(key) : take(key, "");
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(WORDS));
  }

  /** Fields, by their keys; none where the key is left out. */
  Set<FlowField> fields(String key) {
    List<FlowField> all = List.of(FlowField.values());
    List<String> names = all.stream().map(DialectKeys::key).toList();
    Set<FlowField> fields = EnumSet.noneOf(FlowField.class);
    for (String word : words(key, false)) {
      if (!names.contains(word)) {
        throw must(key, "among " + String.join("|", names), word);
      }
      fields.add(all.get(names.indexOf(word)));
    }
    return fields;
  }

  /** The key of a field. */
  static String key(FlowField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One of some words; the first where the key is left out. */
  String oneOf(String key, String... words) {
    String value = take(key, words[0]);
    if (!Arrays.asList(words).contains(value)) {
      throw must(key, String.join(" or ", words), value);
    }
    return value;
  }

  IllegalArgumentException must(String key, String what, String value) {
    return new IllegalArgumentException(
        "dialect " + name + ": " + key + " must be " + what + " but is `" + value + "`");
  }

  void requireNone() {
    if (!properties.isEmpty()) {
      throw new IllegalArgumentException(
          "dialect " + name + " has unknown keys: " + properties.keySet());
    }
  }
}
