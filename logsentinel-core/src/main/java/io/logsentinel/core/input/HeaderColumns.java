package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.input.row.NameAdvice;
import io.logsentinel.core.input.row.OtherLetters;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.HeaderMatch;
import io.logsentinel.core.text.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header of a file, held against a dialect: the places of its columns, or words on what the
 * line looks like instead.
 */
final class HeaderColumns {
  /** Fields whose column a file may lack: they follow from others, or nothing needs them. */
  private static final Set<FlowField> OPTIONAL =
      EnumSet.of(FlowField.BYTES_PER_SECOND, FlowField.PACKETS_PER_SECOND, FlowField.LABEL);

  private static final List<FlowField> ADDRESSES =
      List.of(FlowField.SOURCE_IP, FlowField.DESTINATION_IP);

  /** By so much a header is near that has one name of a dialect: any may. */
  private static final int ONE_NAME = 2;

  /** Sets for classifiers have many columns. */
  private static final int MANY_NAMES = 20;

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** As in {@code saddr}, {@code Source IP} and {@code ip.src_host}. */
  private static final Pattern ADDRESS_NAME =
      Pattern.compile(
          "(?i)(?<![a-z])(s|d|src|dst|dest|source|destination)[ _.]?(ip|addr|address|host)");

  /** A byte order mark that stands within a text, and a blank of no width. */
  private static final String INVISIBLE = "\ufeff\u200b";

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final String ANY_SEPARATOR = "[,;\t|]";

  private static final String AS_COPIED =
      "; text that was copied from a terminal has blanks in place of tabs: take the file itself, or"
          + " `tr -s ' ' '\\t' < FILE | ./logsentinel -`";

  private HeaderColumns() {}

  /**
   * Finds the columns among the names.
   *
   * @throws FlowFileException if a required column is not there; the message says what the line
   *     looks like instead
   */
  static ColumnMapping of(List<String> names, long line, Dialect dialect, Leniency leniency)
      throws FlowFileException {
    List<String> stripped =
        names.stream()
            .map(leniency == Leniency.EXACT ? Blanks::strip : HeaderColumns::visible)
            .toList();
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < stripped.size(); i++) {
      index.putIfAbsent(stripped.get(i), i);
    }
    int labelPart = ColumnMapping.ABSENT;
    for (int i = 0; i < stripped.size(); i++) {
      String name = stripped.get(i);
      List<String> parts =
          name.contains(ColumnMapping.PARTS) ? List.of(name.split(ColumnMapping.PARTS)) : List.of();
      int part = parts.indexOf(dialect.recipe(FlowField.LABEL).first());
      if (part >= 0 && index.putIfAbsent(parts.get(part), i) == null) {
        labelPart = part;
      }
    }
    index.remove(""); // what no recipe names is in no column, not in one without a name
    int[] positions = new int[FlowField.values().length];
    int[] seconds = new int[positions.length];
    boolean lacking = false;
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = dialect.recipe(field);
      positions[field.ordinal()] = position(recipe.first(), index);
      seconds[field.ordinal()] = position(recipe.second(), index);
      for (String column : List.of(recipe.first(), recipe.second())) {
        boolean required = leniency == Leniency.EXACT || !OPTIONAL.contains(field);
        lacking |= required && !column.isEmpty() && position(column, index) == ColumnMapping.ABSENT;
      }
    }
    lacking |=
        neededTimes(dialect).anyMatch(column -> position(column, index) == ColumnMapping.ABSENT);
    if (lacking) {
      throw whatItLooksLike(stripped, line, dialect, leniency);
    }
    return new ColumnMapping(
        dialect,
        stripped,
        positions,
        seconds,
        position(dialect.time(), index),
        position(dialect.endTime(), index),
        position(dialect.layout().kind(), index),
        labelPart,
        leniency);
  }

  /** A name without blanks, and without the marks that files keep where they were joined. */
  private static String visible(String name) {
    String visible = Blanks.strip(name);
    while (!visible.isEmpty() && INVISIBLE.indexOf(visible.charAt(0)) >= 0) {
      visible = Blanks.strip(visible.substring(1));
    }
    while (!visible.isEmpty() && INVISIBLE.indexOf(visible.charAt(visible.length() - 1)) >= 0) {
      visible = Blanks.strip(visible.substring(0, visible.length() - 1));
    }
    return visible;
  }

  /** Where a column stands, or the first that does of those that may stand for one. */
  private static int position(String column, Map<String, Integer> index) {
    return Dialect.columnThere(column, index.keySet()).map(index::get).orElse(ColumnMapping.ABSENT);
  }

  /** Of names parted by a bar the first that is there, else the very first. */
  private static String oneOf(String column, Collection<String> names) {
    return Dialect.columnThere(column, names).orElseGet(() -> ColumnMapping.firstOf(column));
  }

  /** {@return true if the names of a header are among others those of a dialect} */
  static boolean holds(List<String> names, Dialect dialect) {
    Set<String> there = new HashSet<>();
    for (String name : names) {
      there.add(visible(name));
    }
    return there.containsAll(needed(dialect, there, OPTIONAL));
  }

  /**
   * {@return a dialect with its columns named as a header has them in other letters, if it does}
   */
  static Optional<Dialect> inOtherLetters(List<String> names, Dialect dialect) {
    Dialect spelt =
        OtherLetters.spelt(dialect, names.stream().map(HeaderColumns::visible).toList());
    return Optional.of(spelt).filter(it -> holds(names, it));
  }

  /** How much of what a dialect needs a header has, whatever parts its names. */
  static int near(List<String> names, Dialect dialect) {
    String whole = String.join(",", names);
    List<String> parted = Arrays.stream(whole.split(ANY_SEPARATOR, -1)).map(Blanks::strip).toList();
    return Math.max(
        match(dialect, parted, OPTIONAL).near(), match(dialect, words(names), OPTIONAL).near());
  }

  private static Set<String> needed(
      Dialect dialect, Collection<String> names, Set<FlowField> without) {
    return Stream.concat(dialect.columnNames(without).stream(), neededTimes(dialect))
        .map(column -> oneOf(column, names))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those from which alone a duration follows. */
  private static Stream<String> neededTimes(Dialect dialect) {
    boolean isNeeded = dialect.recipe(FlowField.FLOW_DURATION).operation() == Operation.DERIVED;
    return Stream.of(dialect.time(), dialect.endTime())
        .filter(column -> isNeeded && !column.isEmpty());
  }

  /** Of names parted by a bar it asks for the first that is there, if in other letters. */
  private static HeaderMatch match(Dialect dialect, List<String> names, Set<FlowField> without) {
    Set<String> there = new HashSet<>(names);
    Set<String> letters = new HashSet<>();
    Set<String> needed = new LinkedHashSet<>();
    for (String column :
        Stream.concat(dialect.columnNames(without).stream(), neededTimes(dialect)).toList()) {
      String name = oneOf(column, there);
      if (!name.equals(column) && !there.contains(name)) {
        if (letters.isEmpty()) {
          there.forEach(it -> letters.add(OtherLetters.letters(it)));
        }
        name = OtherLetters.columnThere(column, letters).orElse(name);
      }
      needed.add(name);
    }
    return HeaderMatch.of(dialect.name(), needed, names);
  }

  private static FlowFileException whatItLooksLike(
      List<String> names, long line, Dialect dialect, Leniency leniency) {
    if (names.stream().anyMatch(HeaderColumns::isBinary)) {
      return new FlowFileException(Kind.NOT_TEXT, line, "is not text, nor a known kind of bytes");
    }
    HeaderMatch match = match(dialect, names, leniency == Leniency.EXACT ? Set.of() : OPTIONAL);
    int needed = match.found().size() + match.lacking().size();
    String separators = dialect.layout().separators();
    String whole = String.join(separators.substring(0, 1), names);
    for (char separator : SEPARATORS) {
      List<String> parted = parted(whole, separator);
      int near = match(dialect, parted, OPTIONAL).near();
      if (separators.indexOf(separator) < 0 && near > match.near() && near > ONE_NAME) {
        String expected = "`, expected `" + shown(separators.charAt(0)) + "`";
        return new FlowFileException(
            Kind.OTHER_SEPARATOR,
            line,
            "the separator looks like `" + shown(separator) + expected + hint(separator, leniency));
      }
    }
    if (match(dialect, words(names), OPTIONAL).near() > Math.max(match.near(), ONE_NAME)) {
      return new FlowFileException(
          Kind.OTHER_SEPARATOR,
          line,
          "names are parted by blanks, expected `"
              + shown(separators.charAt(0))
              + (separators.startsWith(",") ? "`, as ra -c , and nfdump -o csv write" : "`")
              + (separators.startsWith("\t")
                  ? ", as " + dialect.name() + " has them" + AS_COPIED
                  : ""));
    }
    for (char separator : SEPARATORS) {
      List<String> values = parted(whole, separator);
      if (match.near() == 0 && isRow(values)) {
        String hint = names.size() == 1 && isWithoutHeader(values) ? hint(separator, leniency) : "";
        return noHeader(values, line, match, leniency, hint);
      }
    }
    if (match.near() == 0 && isRow(words(names))) {
      return noHeader(words(names), line, match, leniency, "");
    }
    boolean isForClassifiers =
        (match.near() >= needed || (match.near() > 0 && names.size() >= MANY_NAMES))
            && names.stream().noneMatch(name -> ADDRESS_NAME.matcher(name).find())
            && ADDRESSES.stream()
                .map(it -> dialect.recipe(it).first())
                .allMatch(it -> match.lacking().contains(it) && !match.similar().containsKey(it));
    String hint = "";
    if (isForClassifiers) {
      hint = "; sets made for classifiers have no addresses: take the flows they were made of";
    } else if (match.isOfOtherLetters()) {
      hint = NameAdvice.forOtherLetters(match, dialect, formats(names), leniency == Leniency.EXACT);
    } else if (match.near() > 0 && leniency != Leniency.EXACT) {
      hint = NameAdvice.forLacking(match, dialect, OPTIONAL);
    }
    return new FlowFileException(Kind.MISSING_COLUMNS, line, match.words() + hint);
  }

  /**
   * The known dialects, but the original's, that a header is of in other letters; of some whose
   * names are the same, the one that comes first, as if it were of the right letters.
   */
  private static List<String> formats(List<String> names) {
    List<String> formats = new ArrayList<>();
    Set<String> spelt = new HashSet<>(names);
    for (String name : Dialect.names()) {
      Dialect known = Dialect.named(name);
      boolean hasNames = !known.layout().json() && known.layout().columns().isEmpty();
      if (hasNames
          && known != Dialect.CIC_IDS_2017
          && !holds(List.copyOf(spelt), known)
          && inOtherLetters(names, known).isPresent()) {
        formats.add(name);
        spelt.addAll(known.columnNames(Set.of()));
        spelt.addAll(List.of(known.time(), known.endTime()));
      }
    }
    return formats;
  }

  private static boolean isRow(List<String> values) {
    return 2 * values.stream().filter(HeaderColumns::isValue).count() > values.size();
  }

  private static FlowFileException noHeader(
      List<String> values, long line, HeaderMatch match, Leniency leniency, String hint) {
    return new FlowFileException(
        Kind.NO_HEADER,
        line,
        "no header: "
            + values.stream().filter(HeaderColumns::isValue).count()
            + " of "
            + values.size()
            + " column names are numbers or addresses, as in a row; expected names like "
            + match.lacking().iterator().next()
            + (leniency == Leniency.EXACT ? "" : "; " + withoutHeader())
            + hint);
  }

  private static boolean isValue(String name) {
    return !Double.isNaN(NumberText.parse(name)) || ADDRESS.matcher(name).matches();
  }

  private static List<String> parted(String names, char separator) {
    return Arrays.stream(names.split(Pattern.quote(String.valueOf(separator)), -1))
        .map(Blanks::strip)
        .toList();
  }

  private static String hint(char separator, Leniency leniency) {
    boolean isHeeded = leniency != Leniency.EXACT;
    return isHeeded ? "; say so on a first line `sep=" + shown(separator) + "`" : "";
  }

  /** The words of a header in which nothing but blanks parts names; none in any other. */
  private static List<String> words(List<String> names) {
    return names.size() == 1 ? List.of(names.get(0).split("\\s+")) : List.of();
  }

  /** The dialects whose files have no header. */
  private static Stream<Dialect> nameless() {
    return Dialect.names().stream()
        .map(Dialect::named)
        .filter(dialect -> !dialect.layout().columns().isEmpty());
  }

  private static boolean isWithoutHeader(List<String> values) {
    return nameless().anyMatch(it -> it.layout().columns().size() == values.size());
  }

  private static String withoutHeader() {
    return nameless()
        .map(it -> "the " + it.layout().columns().size() + " columns of " + it.name())
        .collect(
            Collectors.joining(
                " or ",
                "without one, only ",
                " are known; put a line of names above the rows, or name the columns in a --dialect FILE (`columns=`)"));
  }

  private static String shown(char separator) {
    return separator == '\t' ? "\\t" : String.valueOf(separator);
  }

  private static boolean isBinary(String name) {
    return name.chars().anyMatch(c -> c < '\b');
  }
}
