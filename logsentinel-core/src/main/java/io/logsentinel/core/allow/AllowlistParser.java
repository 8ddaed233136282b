package io.logsentinel.core.allow;

import io.logsentinel.core.allow.AllowRule.Direction;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.NearestWord;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.ProtocolNames;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Parser of an allowlist's text; what is wrong is told with its line, column and value. */
final class AllowlistParser {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_PROTOCOL = 255;
  private static final int SHOWN = 60;

  private final Map<String, Set<String>> patterns;
  private final Map<String, Integer> stories = new HashMap<>();
  private final List<AllowRule> rules = new ArrayList<>();

  /** By place of the field; empty until the header was read. */
  private List<Column> columns = List.of();

  private List<String> fields = List.of();
  private int line;

  /** Columns of the file. */
  private enum Column {
    ADDRESS,
    PORT,
    PROTOCOL,
    DIRECTION,
    PATTERN,
    FILE,
    UNTIL,
    REASON;

    static final List<String> NAMES = List.of(values()).stream().map(Column::label).toList();

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Begins; {@code patterns} are the names that each word of a rule stands for. */
  AllowlistParser(Map<String, Set<String>> patterns) {
    this.patterns = patterns;
  }

  List<AllowRule> parse(String text) {
    String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String each : whole.split("\r\n|\n|\r", -1)) {
      line++;
      String stripped = Blanks.strip(each);
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        take(each);
      }
    }
    if (columns.isEmpty()) {
      line = 1;
      throw wrong("there is no header; it names the columns, as address,port,reason");
    }
    return rules;
  }

  private void take(String text) {
    fields =
        CsvLine.fields(text)
            .orElseThrow(
                () ->
                    wrong(
                        "a quote is not closed, or something follows it; write \"\" for a quote in"
                            + " one"));
    if (columns.isEmpty()) {
      columns = columns();
    } else {
      rules.add(rule());
    }
  }

  private List<Column> columns() {
    List<Column> found = new ArrayList<>();
    for (String name : fields) {
      String word = name.toLowerCase(Locale.ROOT);
      int at = Column.NAMES.indexOf(word);
      if (at < 0) {
        throw wrong("there is no column " + quoted(name) + known(word, Column.NAMES, "columns"));
      }
      if (found.contains(Column.values()[at])) {
        throw wrong("column " + word + " stands there twice; take one out");
      }
      found.add(Column.values()[at]);
    }
    return found;
  }

  private AllowRule rule() {
    if (fields.size() != columns.size()) {
      throw wrong(
          "the header has "
              + columns.size()
              + " columns, but here "
              + (fields.size() == 1 ? "is 1 field" : "are " + fields.size() + " fields")
              + "; write a comma for a blank one, and quotes around text with a comma");
    }
    Map<Column, String> values = new EnumMap<>(Column.class);
    for (int i = 0; i < fields.size(); i++) {
      values.put(columns.get(i), fields.get(i));
    }
    Optional<Cidr> address = given(values, Column.ADDRESS).map(this::address);
    Optional<String> direction = given(values, Column.DIRECTION);
    if (direction.isPresent() && address.isEmpty()) {
      throw wrong(
          Column.DIRECTION,
          direction.get(),
          "speaks of an address, which is blank; give one, or leave this blank too");
    }
    String pattern = given(values, Column.PATTERN).orElse("");
    AllowRule rule =
        new AllowRule(
            line,
            address,
            direction.map(this::direction).orElse(Direction.BOTH),
            given(values, Column.PORT).map(this::port).orElse(AllowRule.ANY),
            given(values, Column.PROTOCOL).map(this::protocol).orElse(AllowRule.ANY),
            pattern,
            patterns(pattern),
            given(values, Column.FILE).orElse(""),
            given(values, Column.UNTIL).map(this::until),
            given(values, Column.REASON).orElse(""));
    requireConditions(rule);
    return rule;
  }

  private void requireConditions(AllowRule rule) {
    if (rule.address().isEmpty()
        && rule.port() == AllowRule.ANY
        && rule.protocol() == AllowRule.ANY) {
      throw wrong(
          "the rule has neither address, port nor protocol and would allow every flow; give one of"
              + " them");
    }
    if (rule.isOfStory()) {
      String conditions =
          rule.address() + " " + rule.direction() + " " + rule.port() + " " + rule.protocol();
      Integer before = stories.putIfAbsent(conditions + " " + rule.file(), line);
      if (before != null) {
        throw wrong(
            "the rule holds for the same flows as that of line "
                + before
                + "; write both patterns into one, with a bar between, as scan|brute-force");
      }
    }
  }

  private static Optional<String> given(Map<Column, String> values, Column column) {
    return Optional.ofNullable(values.get(column)).filter(value -> !value.isEmpty());
  }

  private Cidr address(String text) {
    Cidr range;
    try {
      range = Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(
          Column.ADDRESS,
          text,
          "must be an address, or a range as 10.0.0.0/8; leave it blank for any");
    }
    if (range.bits() == 0) {
      throw wrong(Column.ADDRESS, text, "is every address; leave it blank for any, beside a port");
    }
    String lowest = lowest(range).toString();
    if (!lowest.equals(range.toString())) {
      throw wrong(
          Column.ADDRESS,
          text,
          "has bits beyond the first "
              + range.bits()
              + "; write "
              + lowest
              + " for the range, or "
              + range.first()
              + " for the address alone");
    }
    return range;
  }

  private static Cidr lowest(Cidr range) {
    return new Cidr(AddressBits.masked(range.first(), range.bits()), range.bits());
  }

  private Direction direction(String text) {
    for (Direction direction : Direction.values()) {
      if (direction.name().equalsIgnoreCase(text)) {
        return direction;
      }
    }
    throw wrong(
        Column.DIRECTION,
        text,
        "must be from, to or both: whether flows come from the address or go to it");
  }

  private int port(String text) {
    double port = NumberText.parse(text);
    if (port >= 0 && port <= MOST_PORT && port == Math.rint(port)) {
      return (int) port;
    }
    throw wrong(
        Column.PORT,
        text,
        "must be a destination port, a whole number from 0 to 65535; leave it blank for any");
  }

  /** Names of protocols; those with small numbers are the most used. */
  private static List<String> commonFirst() {
    return ProtocolNames.names().stream()
        .sorted(Comparator.comparingInt(ProtocolNames::number))
        .toList();
  }

  private int protocol(String text) {
    double number = NumberText.parse(text);
    if (number >= 0 && number <= MOST_PROTOCOL && number == Math.rint(number)) {
      return (int) number;
    }
    String word = text.toLowerCase(Locale.ROOT);
    if (!ProtocolNames.names().contains(word)) {
      throw wrong(
          Column.PROTOCOL,
          text,
          "must be a name as tcp, or a number from 0 to 255"
              + NearestWord.of(word, commonFirst())
                  .map(name -> "; did you mean " + name + "?")
                  .orElse(""));
    }
    return ProtocolNames.number(word);
  }

  private Set<String> patterns(String text) {
    Set<String> names = new TreeSet<>();
    if (text.isEmpty()) {
      return names;
    }
    for (String part : text.split("\\|", -1)) {
      String word = Blanks.strip(part).toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
      if (!patterns.containsKey(word)) {
        throw wrong(
            Column.PATTERN,
            Blanks.strip(part),
            "is no pattern" + known(word, patterns.keySet(), "patterns"));
      }
      names.addAll(patterns.get(word));
    }
    return names;
  }

  private LocalDate until(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw wrong(
          Column.UNTIL,
          text,
          "must be the last day on which the rule holds, as 2026-12-31; leave it blank for ever");
    }
  }

  private static String known(String word, Collection<String> words, String what) {
    return NearestWord.of(word, words)
            .map(near -> "; did you mean " + near + "? The ")
            .orElse("; the ")
        + what
        + " are "
        + String.join(", ", words);
  }

  private IllegalArgumentException wrong(Column column, String value, String what) {
    return wrong("column " + column.label() + ": " + quoted(value) + " " + what);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("line " + line + ": " + what);
  }

  private static String quoted(String value) {
    return '`' + (value.length() <= SHOWN ? value : value.substring(0, SHOWN - 3) + "...") + '`';
  }
}
