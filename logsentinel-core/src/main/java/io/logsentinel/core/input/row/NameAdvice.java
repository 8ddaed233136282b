package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.text.HeaderMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to type where a header's names are nearly those of a dialect: what works as it stands. */
public final class NameAdvice {
  /** Beyond so many, another exporter is likelier than one whose columns are named otherwise. */
  private static final int MOST_MAPPED = 4;

  private static final String FORMAT = "--format ";
  private static final String COLUMN = "COLUMN";

  private NameAdvice() {}

  /**
   * {@return for names that only are written otherwise, how to have them taken; empty where nothing
   * short does}
   *
   * @param match all of whose lacking names have a similar one
   * @param dialect that it was held against
   * @param formats the known dialects that the file is of but for letters, blanks and signs
   * @param isExact whether the original to the letter was asked for, which takes no mapping
   */
  public static String forOtherLetters(
      HeaderMatch match, Dialect dialect, List<String> formats, boolean isExact) {
    if (!formats.isEmpty()) {
      return "; if they mean the same, say so with "
          + formats.stream().map(FORMAT::concat).collect(Collectors.joining(" or "));
    }
    List<String> maps = new ArrayList<>();
    List<String> ofOtherLetters = new ArrayList<>();
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = dialect.recipe(field);
      FieldRecipe similar = similar(recipe, match);
      if (!similar.equals(recipe)) {
        (isTaken(recipe, match) ? ofOtherLetters : maps).add(map(field, similar));
      }
    }
    if (maps.isEmpty()) { // where one is mapped, other letters are taken in the others
      ofOtherLetters.stream().findFirst().ifPresent(maps::add);
    }
    return !maps.isEmpty() && maps.stream().allMatch(NameAdvice::isPlain)
        ? (isExact ? "; or leave --format out and say" : "; or say")
            + " which is which with "
            + format(dialect)
            + String.join(" ", maps)
        : "";
  }

  /**
   * {@return for names of which some are not there, how to say what there is instead}
   *
   * @param match of which some names lack
   * @param dialect that it was held against
   * @param without fields that a file may lack
   */
  public static String forLacking(HeaderMatch match, Dialect dialect, Set<FlowField> without) {
    List<FlowField> lacking =
        Arrays.stream(FlowField.values())
            .filter(field -> !without.contains(field))
            .filter(field -> !isTaken(dialect.recipe(field), match))
            .toList();
    boolean isFew = !lacking.isEmpty() && lacking.size() <= MOST_MAPPED;
    String said = "; if these are flows, say which is which with ";
    if (isFew) {
      String maps =
          lacking.stream()
              .map(field -> map(field, known(dialect.recipe(field), match)))
              .collect(Collectors.joining(" "));
      return said + format(dialect) + maps + ", or with --dialect FILE";
    }
    List<FlowField> all =
        isForMap(dialect) && !lacking.isEmpty()
            ? lacking
            : Arrays.stream(FlowField.values()).filter(it -> !without.contains(it)).toList();
    return said
        + "--map for each of "
        + all.stream().map(FlowField::column).collect(Collectors.joining(", "))
        + ", and Timestamp where there are times"
        + ", as "
        + map(all.get(0), FieldRecipe.column(COLUMN))
        + ", or with --dialect FILE";
  }

  /** The recipe with similar names in place of those that lack; with others, one to be named. */
  private static FieldRecipe known(FieldRecipe recipe, HeaderMatch match) {
    FieldRecipe similar = similar(recipe, match);
    return similar.equals(recipe) ? FieldRecipe.column(COLUMN) : similar;
  }

  private static FieldRecipe similar(FieldRecipe recipe, HeaderMatch match) {
    return new FieldRecipe(
        recipe.operation(),
        match.similar().getOrDefault(recipe.first(), recipe.first()),
        match.similar().getOrDefault(recipe.second(), recipe.second()),
        recipe.operand());
  }

  /** Whether its columns are there, or are taken as they are there once the dialect is named. */
  private static boolean isTaken(FieldRecipe recipe, HeaderMatch match) {
    return Stream.of(recipe.first(), recipe.second())
        .filter(column -> !column.isEmpty())
        .allMatch(
            column ->
                Arrays.stream(column.split("\\|"))
                    .anyMatch(
                        it ->
                            match.found().contains(it)
                                || OtherLetters.areOne(it, match.similar().getOrDefault(it, ""))));
  }

  /** Whether --map alone starts from it: any but the known ones that have other names. */
  private static boolean isForMap(Dialect dialect) {
    return dialect.name().equals(Dialect.CIC_IDS_2017.name())
        || !Dialect.names().contains(dialect.name());
  }

  private static String format(Dialect dialect) {
    return isForMap(dialect) ? "" : FORMAT + dialect.name() + " ";
  }

  private static String map(FlowField field, FieldRecipe recipe) {
    return "--map \"" + field.column() + "=" + recipe.text() + "\"";
  }

  /** Whether it can be typed as it stands, in a shell. */
  private static boolean isPlain(String map) {
    return map.matches("--map \"[^\"$`\\\\!]*\"") && map.matches("\\p{ASCII}*");
  }
}
