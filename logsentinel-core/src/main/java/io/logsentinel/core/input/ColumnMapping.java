package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Positions of the fields in a record: the header of a file, held against a dialect.
 *
 * @param positions of each {@link FlowField}, by its ordinal; not to be changed
 * @param timePosition of the time, if it has one
 * @param columns their number, required or not
 */
record ColumnMapping(Dialect dialect, int[] positions, int timePosition, int columns) {
  private static final char NEXT_LINE = 0x85;
  private static final int ABSENT = -1;
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /**
   * Reads the header, blank lines before it included.
   *
   * @throws FlowFileException if there is none, or it is not one of this dialect
   */
  static ColumnMapping read(CsvTokenizer records, Dialect dialect) throws IOException {
    do {
      if (!records.next()) {
        throw new FlowFileException(Kind.EMPTY, 1, "the file is empty");
      }
    } while (records.isBlank() || (records.fields() == 1 && records.field(0).isBlank()));
    if (records.isTooLong()) {
      throw new FlowFileException(
          Kind.NO_HEADER,
          records.line(),
          "no header: the first line has more than " + CsvTokenizer.MAX_RECORD_BYTES + " bytes");
    }
    List<String> names = IntStream.range(0, records.fields()).mapToObj(records::field).toList();
    return of(names, records.line(), dialect);
  }

  /**
   * Finds the columns among the names.
   *
   * @throws FlowFileException if a required column is not there; the message says what the line
   *     looks like instead
   */
  static ColumnMapping of(List<String> names, long line, Dialect dialect) throws FlowFileException {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      index.putIfAbsent(strip(names.get(i)), i);
    }
    int[] positions = new int[FlowField.values().length];
    List<String> missing = new ArrayList<>();
    for (FlowField field : FlowField.values()) {
      String column = dialect.columns().get(field);
      Integer position = index.get(column);
      if (position == null) {
        missing.add(column);
      } else {
        positions[field.ordinal()] = position;
      }
    }
    if (!missing.isEmpty()) {
      throw whatItLooksLike(names, missing, line, dialect);
    }
    return new ColumnMapping(
        dialect, positions, index.getOrDefault(dialect.timeColumn(), ABSENT), names.size());
  }

  /** Takes off what Python's strip does: all white space of Unicode, no-break spaces included. */
  private static String strip(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isBlank(name.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }

  private static FlowFileException whatItLooksLike(
      List<String> names, List<String> missing, long line, Dialect dialect) {
    int required = dialect.columns().size();
    String whole = String.join(String.valueOf(dialect.separator()), names);
    for (char separator : SEPARATORS) {
      long found =
          Arrays.stream(whole.split(Pattern.quote(String.valueOf(separator)), -1))
              .map(ColumnMapping::strip)
              .filter(dialect.columns()::containsValue)
              .distinct()
              .count();
      if (separator != dialect.separator() && found > required - missing.size()) {
        return new FlowFileException(
            Kind.OTHER_SEPARATOR,
            line,
            "the separator looks like `"
                + (separator == '\t' ? "\\t" : separator)
                + "`, expected `"
                + dialect.separator()
                + "`");
      }
    }
    long numbers = names.stream().filter(name -> !Double.isNaN(NumberText.parse(name))).count();
    if (missing.size() == required && 2 * numbers > names.size()) {
      return new FlowFileException(
          Kind.NO_HEADER,
          line,
          "no header: "
              + numbers
              + " of "
              + names.size()
              + " column names are numbers, expected names like "
              + missing.get(0));
    }
    return new FlowFileException(
        Kind.MISSING_COLUMNS,
        line,
        "lacks "
            + missing.size()
            + " of the "
            + required
            + " required columns: "
            + String.join(", ", missing));
  }

  boolean hasTime() {
    return timePosition != ABSENT;
  }

  /**
   * From each field of a record on, the first whose end is needed: those that are kept, and those
   * before them, whose end is a start. After the last one, the number of columns.
   */
  int[] nextNeeded() {
    BitSet needed = new BitSet();
    IntStream.concat(Arrays.stream(positions), IntStream.of(timePosition))
        .filter(position -> position != ABSENT)
        .forEach(position -> needed.set(Math.max(0, position - 1), position + 1));
    needed.set(columns);
    return IntStream.rangeClosed(0, columns).map(needed::nextSetBit).toArray();
  }
}
