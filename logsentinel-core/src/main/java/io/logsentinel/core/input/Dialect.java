package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowField;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Column names and words of one flow exporter's delimited text. Those that LogSentinel knows are
 * data files beside this class.
 *
 * @param name the dialect's name, as artifacts carry it
 * @param separator what parts the fields of a record, an ASCII character
 * @param columns the column of every {@link FlowField}, without blanks around the names; an {@link
 *     IllegalArgumentException} if a field has none
 * @param timeColumn the column of the time, which a file may lack
 * @param missing words for a missing value, besides none at all
 * @param benign words of labels that call a flow benign
 * @param unlabelled words of labels that say nothing of a flow
 */
public record Dialect(
    String name,
    char separator,
    Map<FlowField, String> columns,
    String timeColumn,
    Set<String> missing,
    List<String> benign,
    List<String> unlabelled) {

  /** The labelled flows of CIC-IDS2017, and the cleaned files made of any input. */
  public static final Dialect CIC_IDS_2017 = named("cic-ids2017");

  private static final String FOLDER = "dialects/";
  private static final String WORDS = "\\|";

  public Dialect {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(timeColumn, "timeColumn");
    for (FlowField field : FlowField.values()) {
      if (columns.get(field) == null) {
        throw new IllegalArgumentException(
            "dialect " + name + " names no column for " + field.column());
      }
    }
    columns = Map.copyOf(columns);
    missing = Set.copyOf(missing);
    benign = List.copyOf(benign);
    unlabelled = List.copyOf(unlabelled);
  }

  /** {@return the names of the known dialects, in the order in which a file is tried with them} */
  public static List<String> names() {
    try (BufferedReader list = open("list.txt")) {
      return list.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return a known dialect}
   *
   * @param name one of {@link #names()}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Dialect named(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "no dialect is named " + name + ": expected " + String.join(", ", names()));
    }
    try (Reader file = open(name + ".properties")) {
      return read(name, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader open(String file) {
    InputStream in = Dialect.class.getResourceAsStream(FOLDER + file);
    return new BufferedReader(
        new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8));
  }

  /**
   * Reads a dialect file: properties, of which every key is needed and no other is known.
   *
   * @throws IllegalArgumentException if a key is missing, or one is not known
   */
  static Dialect read(String name, Reader file) throws IOException {
    Properties properties = new Properties();
    properties.load(file);
    Map<FlowField, String> columns = new EnumMap<>(FlowField.class);
    for (FlowField field : FlowField.values()) {
      columns.put(field, take(properties, key(field), name));
    }
    String separator = take(properties, "separator", name);
    if (separator.length() != 1) {
      throw new IllegalArgumentException(
          "dialect " + name + ": separator must be one character but is `" + separator + "`");
    }
    Dialect dialect =
        new Dialect(
            name,
            separator.charAt(0),
            columns,
            take(properties, "time", name),
            new HashSet<>(words(take(properties, "missing", name))),
            words(take(properties, "benign", name)),
            words(take(properties, "unlabelled", name)));
    if (!properties.isEmpty()) {
      throw new IllegalArgumentException(
          "dialect " + name + " has unknown keys: " + properties.keySet());
    }
    return dialect;
  }

  private static String key(FlowField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String take(Properties properties, String key, String name) {
    Object value = properties.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("dialect " + name + " lacks the key " + key);
    }
    return (String) value;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(WORDS));
  }
}
