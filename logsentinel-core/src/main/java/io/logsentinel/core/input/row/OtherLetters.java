package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dialect's columns in a file that writes their names in other letters, or with other blanks and
 * signs between its words, as databases and scripts do: {@code src_ip} for {@code Src IP}.
 */
public final class OtherLetters {
  private static final String BETWEEN_WORDS = " _./-";
  private static final String OR = "|";
  private static final String BAR = "\\|";

  /** By what remains of a name without case and signs, the name; empty where several are alike. */
  private final Map<String, String> names = new HashMap<>();

  private final Collection<String> all;

  private OtherLetters(Dialect dialect, List<String> all) {
    this.all = new HashSet<>(all);
    Set<String> taken = new HashSet<>();
    Set<String> columns = new HashSet<>(dialect.columnNames(Set.of()));
    columns.addAll(List.of(dialect.time(), dialect.endTime(), dialect.layout().kind()));
    columns.forEach(column -> Dialect.columnThere(column, this.all).ifPresent(taken::add));
    for (String name : this.all) {
      if (!taken.contains(name) && !name.contains(OR)) {
        names.merge(letters(name), name, (one, other) -> "");
      }
    }
    names.remove("");
  }

  /**
   * {@return of the columns that may stand for one, the first that is there in other letters}
   *
   * @param column a name, or several parted by a bar
   * @param there {@link #letters} of the columns that are there
   */
  public static Optional<String> columnThere(String column, Set<String> there) {
    return Arrays.stream(column.split(BAR)).filter(one -> there.contains(letters(one))).findFirst();
  }

  /**
   * {@return true for two names that are one but for case, blanks and signs; a unit is none}
   *
   * @param name any
   * @param other any
   */
  static boolean areOne(String name, String other) {
    return letters(name).equals(letters(other));
  }

  /**
   * {@return what remains of a name without case, blanks and signs}
   *
   * @param name any
   */
  public static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (BETWEEN_WORDS.indexOf(c) < 0) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the dialect with its columns named as they are in a file; those that are not there
   * keep their names}
   *
   * @param dialect any
   * @param names of the file's columns, without blanks around them
   */
  public static Dialect spelt(Dialect dialect, List<String> names) {
    return new OtherLetters(dialect, names).spelt(dialect);
  }

  private Dialect spelt(Dialect dialect) {
    Map<FlowField, FieldRecipe> fields = new EnumMap<>(FlowField.class);
    for (FlowField field : FlowField.values()) {
      FieldRecipe as = dialect.recipe(field);
      fields.put(
          field,
          new FieldRecipe(as.operation(), spelt(as.first()), spelt(as.second()), as.operand()));
    }
    RecordLayout layout = dialect.layout();
    return new Dialect(
        dialect.name(),
        new RecordLayout(
            layout.json(),
            layout.separators(),
            layout.comment(),
            layout.header(),
            layout.separatorLine(),
            layout.missingLines(),
            layout.columns(),
            layout.trailer(),
            spelt(layout.kind()),
            layout.flows(),
            layout.others()),
        fields,
        spelt(dialect.time()),
        spelt(dialect.endTime()),
        dialect.missing(),
        dialect.zeroIfMissing(),
        dialect.unknownDurations(),
        dialect.namesProtocols(),
        dialect.measure(),
        dialect.benign(),
        dialect.unlabelled());
  }

  /** A column, or several parted by a bar of which one may stand for the others. */
  private String spelt(String column) {
    if (column.isEmpty() || Dialect.columnThere(column, all).isPresent()) {
      return column;
    }
    return Arrays.stream(column.split(BAR))
        .map(one -> names.getOrDefault(letters(one), ""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(column);
  }
}
