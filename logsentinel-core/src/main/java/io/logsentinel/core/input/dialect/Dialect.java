package io.logsentinel.core.input.dialect;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Column names, units and words of one flow exporter's records. Those that LogSentinel knows are
 * data files beside this class.
 *
 * @param name the dialect's name, as artifacts carry it
 * @param layout of the records
 * @param fields the recipe of every {@link FlowField}; an {@link IllegalArgumentException} if a
 *     field has none, or one that must be in the record is derived
 * @param time the column of the time, empty for none; a file may lack it
 * @param endTime the column of the time of the last packet, from which a derived duration follows;
 *     empty for none
 * @param missing words for a missing value, besides none at all
 * @param zeroIfMissing fields whose missing value is 0: a connection of one packet has no duration
 * @param unknownDurations what the column of the duration holds where it is not known: a counter
 *     that ran below 0
 * @param namesProtocols true where the protocol is a name, such as {@code tcp}; a number is
 *     understood all the same
 * @param measure what bytes and packets count
 * @param benign words of labels that call a flow benign
 * @param unlabelled words of labels that say nothing of a flow
 */
public record Dialect(
    String name,
    RecordLayout layout,
    Map<FlowField, FieldRecipe> fields,
    String time,
    String endTime,
    Set<String> missing,
    Set<FlowField> zeroIfMissing,
    List<NumberRange> unknownDurations,
    boolean namesProtocols,
    Measure measure,
    List<String> benign,
    List<String> unlabelled) {

  /** The labelled flows of CIC-IDS2017, and the cleaned files made of any input. */
  public static final Dialect CIC_IDS_2017 = load("cic-ids2017");

  private static final List<String> NAMES = DialectFiles.names();

  private static final Set<FlowField> DERIVABLE =
      EnumSet.of(
          FlowField.SOURCE_PORT,
          FlowField.DESTINATION_PORT,
          FlowField.FLOW_DURATION,
          FlowField.BYTES_PER_SECOND,
          FlowField.PACKETS_PER_SECOND,
          FlowField.LABEL);

  /**
   * {@return how a field is made of a record's columns}
   *
   * @param field any field
   */
  public FieldRecipe recipe(FlowField field) {
    return Objects.requireNonNull(fields.get(field), "a dialect has a recipe of every field");
  }

  public Dialect {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(endTime, "endTime");
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = fields.get(field);
      if (recipe == null || (recipe.isDerived() && !DERIVABLE.contains(field))) {
        throw new IllegalArgumentException(
            "dialect " + name + " names no column for " + field.column());
      }
      if (field.isText()
          && recipe.operation() != FieldRecipe.Operation.COLUMN
          && !recipe.isDerived()) {
        throw new IllegalArgumentException(
            "dialect " + name + ": " + field.column() + " is text, and must be one column");
      }
      if (recipe.hasTypeAndCode()
          && field != FlowField.SOURCE_PORT
          && field != FlowField.DESTINATION_PORT) {
        throw new IllegalArgumentException(
            "dialect " + name + ": " + field.column() + " is no port, which holds type and code");
      }
      if (recipe.operation() == FieldRecipe.Operation.BY_RATE && field != FlowField.FLOW_DURATION) {
        throw new IllegalArgumentException(
            "dialect " + name + ": " + field.column() + " is no duration, whose unit a rate shows");
      }
    }
    fields = Map.copyOf(fields);
    missing = Set.copyOf(missing);
    zeroIfMissing = Set.copyOf(zeroIfMissing);
    unknownDurations = List.copyOf(unknownDurations);
    Objects.requireNonNull(measure, "measure");
    benign = List.copyOf(benign);
    unlabelled = List.copyOf(unlabelled);
  }

  /** {@return what labels mean; attempted attacks are attacks} */
  public LabelRules labelRules() {
    return new LabelRules(benign, unlabelled, LabelKind.ATTACK);
  }

  /**
   * {@return the names of the columns that the fields are made of}
   *
   * @param without fields whose columns are not asked for
   */
  public Set<String> columnNames(Set<FlowField> without) {
    Set<String> names = new LinkedHashSet<>();
    for (FlowField field : FlowField.values()) {
      if (!without.contains(field)) {
        names.add(Objects.requireNonNull(fields.get(field)).first());
        names.add(fields.get(field).second());
      }
    }
    names.remove("");
    return names;
  }

  /**
   * {@return of the columns that may stand for one, the first that is there; empty where none is}
   *
   * @param column a name, or several parted by a bar, such as {@code first|t_first}
   * @param names of the columns that are there
   */
  public static Optional<String> columnThere(String column, Collection<String> names) {
    if (column.indexOf('|') < 0 || names.contains(column)) { // a slot of JSON has all of them
      return Optional.of(column).filter(it -> !it.isEmpty() && names.contains(it));
    }
    return Arrays.stream(column.split(Pattern.quote("|"))).filter(names::contains).findFirst();
  }

  /** {@return the names of the known dialects, in the order in which a file is tried with them} */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * {@return a known dialect}
   *
   * @param name one of {@link #names()}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Dialect named(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "no dialect is named " + name + ": expected " + String.join(", ", NAMES));
    }
    return name.equals(CIC_IDS_2017.name()) ? CIC_IDS_2017 : load(name);
  }

  private static Dialect load(String name) {
    try (Reader file = DialectFiles.open(name)) {
      return read(name, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a dialect file: properties, of which every field and `missing`, `benign`, `unlabelled`
   * and `time` are needed, the others have the value named first, and no other is known.
   *
   * @param name of the dialect
   * @param file its text
   * @return the dialect
   * @throws IllegalArgumentException if a key is missing, or one is not known
   */
  public static Dialect read(String name, Reader file) throws IOException {
    Properties properties = new Properties();
    properties.load(file);
    DialectKeys keys = new DialectKeys(name, properties);
    Map<FlowField, FieldRecipe> fields = new EnumMap<>(FlowField.class);
    for (FlowField field : FlowField.values()) {
      fields.put(field, FieldRecipe.of(keys.take(DialectKeys.key(field))));
    }
    Dialect dialect =
        new Dialect(
            name,
            RecordLayout.read(keys),
            fields,
            keys.take("time"),
            keys.take("end-time", ""),
            Set.copyOf(keys.words("missing", true)),
            keys.fields("zero-if-missing"),
            keys.words("unknown-durations", false).stream()
                .map(range -> NumberRange.of(keys, range))
                .toList(),
            keys.oneOf("protocol-names", "no", "yes").equals("yes"),
            Measure.of(
                keys.oneOf("bytes", "payload", "headers").equals("headers"),
                keys.oneOf("direction", "two-way", "one-way").equals("one-way")),
            keys.words("benign", true),
            keys.words("unlabelled", true));
    keys.requireNone();
    return dialect;
  }

  /**
   * The same dialect with some fields from elsewhere.
   *
   * @param recipe as in a dialect file, such as {@code Source IP=client_addr} or {@code Flow
   *     Duration=seconds * 1000000}: a field's {@link FlowField#column name}, or {@code Timestamp},
   *     and what it is made of
   * @return a dialect named {@code mapped}
   * @throws IllegalArgumentException if no field is named so, or it cannot be had so
   */
  public Dialect with(String recipe) {
    int equals = recipe.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "`"
              + recipe
              + "` has no `=`: write a field, `=` and what it is made of, as Source IP=client_addr");
    }
    String field = recipe.substring(0, equals).strip();
    String made = recipe.substring(equals + 1).strip();
    Map<FlowField, FieldRecipe> others = new EnumMap<>(fields);
    boolean isTime = field.equalsIgnoreCase(CIC_IDS_2017.time());
    boolean isKnown = isTime;
    boolean mayNameProtocols = namesProtocols;
    for (FlowField known : FlowField.values()) {
      if (field.equalsIgnoreCase(known.column())) {
        others.put(known, FieldRecipe.of(made));
        isKnown = true;
        mayNameProtocols |= known == FlowField.PROTOCOL; // numbers are understood all the same
      }
    }
    if (!isKnown) {
      throw new IllegalArgumentException(
          "no field is named `"
              + field
              + "`: expected "
              + String.join(", ", CIC_IDS_2017.columnNames(Set.of()))
              + " or "
              + CIC_IDS_2017.time()
              + ", `=` and what it is made of");
    }
    return as("mapped", layout, others, isTime ? made : time, missing, mayNameProtocols);
  }

  /**
   * {@return the same dialect in a file whose header stands below lines that are none}
   *
   * @param comment what these lines begin with
   */
  public Dialect below(String comment) {
    RecordLayout commented =
        new RecordLayout(
            layout.json,
            layout.separators,
            comment,
            layout.header,
            layout.separatorLine,
            layout.missingLines,
            layout.columns,
            layout.trailer,
            layout.kind,
            layout.flows,
            layout.others);
    return as(name, commented, fields, time, missing, namesProtocols);
  }

  /**
   * {@return the same dialect in a file that has more words for a missing value}
   *
   * @param words that a file says it has
   */
  public Dialect withMissing(Set<String> words) {
    Set<String> all = new LinkedHashSet<>(missing);
    all.addAll(words);
    return as(name, layout, fields, time, all, namesProtocols);
  }

  /** The same with some parts from elsewhere. */
  private Dialect as(
      String otherName,
      RecordLayout otherLayout,
      Map<FlowField, FieldRecipe> otherFields,
      String otherTime,
      Set<String> otherMissing,
      boolean mayNameProtocols) {
    return new Dialect(
        otherName,
        otherLayout,
        otherFields,
        otherTime,
        endTime,
        otherMissing,
        zeroIfMissing,
        unknownDurations,
        mayNameProtocols,
        measure,
        benign,
        unlabelled);
  }

  /**
   * Numbers from one to another.
   *
   * @param from the least of them
   * @param to the greatest
   */
  public record NumberRange(double from, double to) {
    private static NumberRange of(DialectKeys keys, String text) {
      String[] ends = text.split(Pattern.quote(".."), 2);
      double from = NumberText.parse(ends[0]);
      double to = NumberText.parse(ends[ends.length - 1]);
      if (Double.isNaN(from) || Double.isNaN(to) || from > to) {
        throw keys.must("unknown-durations", "numbers, or ranges like 1..5", text);
      }
      return new NumberRange(from, to);
    }

    /**
     * {@return true for a number that is one of them}
     *
     * @param number any
     */
    public boolean contains(double number) {
      return number >= from && number <= to;
    }
  }

  /**
   * How a field of a flow is had from the columns of a record.
   *
   * <p>As text: {@code duration} is a column, {@code duration * 1000000} one in another unit,
   * {@code TotPkts - SrcPkts} and {@code a + b} two columns, {@code duration by rate} a duration in
   * microseconds or in seconds, as the rate of packets in another column shows flow by flow, {@code
   * dp as type.code} a port that holds type and code of ICMP where it has a point, {@code
   * dst_port|icmp_type with code icmp_code} one that holds the type, where another column has the
   * code, {@code Attack|Label} the first of these columns that is there, {@code 0} a number for
   * every flow, and none at all what follows from other fields: a rate from bytes, packets and
   * duration, a duration from first and last time, a port that there is none of, no label.
   *
   * @param operation what is done with the columns
   * @param first column, empty where there is none
   * @param second column of a sum, a difference, a rate or a code, else empty
   * @param operand the factor, or the number for every flow
   */
  public record FieldRecipe(Operation operation, String first, String second, double operand) {
    /** Kinds of recipes. */
    public enum Operation {
      /** A column as it is. */
      COLUMN(""),
      /** A column times a factor: another unit. */
      TIMES(" * "),
      /** A column less another. */
      MINUS(" - "),
      /** The sum of two columns. */
      PLUS(" + "),
      /** A duration whose unit follows from the rate of packets in another column. */
      BY_RATE(" by "),
      /** A port, or the type and code of ICMP, parted by a point. */
      TYPE_CODE(" as type.code"),
      /** A port, or the type of ICMP, whose code is in another column. */
      TYPE_WITH_CODE(" with code "),
      /** The same number for every flow. */
      CONSTANT(""),
      /** What follows from other fields. */
      DERIVED("");

      private final String sign;

      Operation(String sign) {
        this.sign = sign;
      }
    }

    private static final List<Operation> OF_TWO_COLUMNS =
        List.of(Operation.TYPE_WITH_CODE, Operation.MINUS, Operation.PLUS, Operation.BY_RATE);

    /** What follows from other fields. */
    public static final FieldRecipe DERIVED = new FieldRecipe(Operation.DERIVED, "", "", 0);

    public FieldRecipe {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
    }

    /**
     * {@return the recipe of a column as it is}
     *
     * @param name of the column
     */
    public static FieldRecipe column(String name) {
      return new FieldRecipe(Operation.COLUMN, name, "", 1);
    }

    /** {@return true for a port that holds type and code of ICMP} */
    public boolean hasTypeAndCode() {
      return operation == Operation.TYPE_CODE || operation == Operation.TYPE_WITH_CODE;
    }

    /** {@return true if the field follows from other fields} */
    boolean isDerived() {
      return operation == Operation.DERIVED;
    }

    /** {@return the recipe as a text, as dialect files have it} */
    public String text() {
      return switch (operation) {
        case DERIVED -> "";
        case CONSTANT -> NumberText.write(operand);
        case TIMES -> first + operation.sign + NumberText.write(operand);
        case TYPE_CODE -> first + operation.sign;
        default -> first + operation.sign + second;
      };
    }

    /**
     * {@return the recipe of a text, as dialect files have it}
     *
     * @param text as above
     */
    static FieldRecipe of(String text) {
      if (text.isEmpty()) {
        return DERIVED;
      }
      double number = NumberText.parse(text);
      if (!Double.isNaN(number)) {
        return new FieldRecipe(Operation.CONSTANT, "", "", number);
      }
      if (text.endsWith(Operation.TYPE_CODE.sign)) {
        String column = text.substring(0, text.length() - Operation.TYPE_CODE.sign.length());
        return new FieldRecipe(Operation.TYPE_CODE, column, "", 1);
      }
      int times = text.lastIndexOf(Operation.TIMES.sign);
      if (times > 0) {
        double factor = NumberText.parse(text.substring(times + Operation.TIMES.sign.length()));
        if (!Double.isNaN(factor)) {
          return new FieldRecipe(Operation.TIMES, text.substring(0, times), "", factor);
        }
      }
      for (Operation two : OF_TWO_COLUMNS) {
        int at = text.indexOf(two.sign);
        if (at > 0) {
          String second = text.substring(at + two.sign.length());
          return new FieldRecipe(two, text.substring(0, at), second, 1);
        }
      }
      return column(text);
    }
  }

  /**
   * Layout of an exporter's records: what parts fields, where names stand, which lines and records
   * hold no flow.
   *
   * @param json true for an object a line, whose nested members are named like {@code flow.start};
   *     false for delimited text
   * @param separators what may part the fields of delimited text: ASCII characters, one a file
   * @param comment what a line begins with that holds no flow, empty where there are none such
   * @param header what the comment line begins with that holds the names, empty where the first
   *     line holds them
   * @param separatorLine what the comment line begins with that says what parts the fields, itself
   *     or as {@code \x09}; empty where there is none
   * @param missingLines what comment lines begin with that say, behind a separator, a word for a
   *     missing value
   * @param columns the names, where the file has no header
   * @param trailer what the line begins with that ends the flows, empty where there is none
   * @param kind column that tells flows from records of other kinds, empty where all are flows
   * @param flows what it holds for flows; none for all but the others
   * @param others what it holds for records of other kinds
   */
  public record RecordLayout(
      boolean json,
      String separators,
      String comment,
      String header,
      String separatorLine,
      Set<String> missingLines,
      List<String> columns,
      String trailer,
      String kind,
      Set<String> flows,
      Set<String> others) {
    public RecordLayout {
      missingLines = Set.copyOf(missingLines);
      columns = List.copyOf(columns);
      flows = Set.copyOf(flows);
      others = Set.copyOf(others);
    }

    /**
     * {@return the layout of delimited text under a header, with nothing but flows}
     *
     * @param separators ASCII characters, of which one parts the fields of a file
     */
    public static RecordLayout delimited(String separators) {
      return new RecordLayout(
          false, separators, "", "", "", Set.of(), List.of(), "", "", Set.of(), Set.of());
    }

    static RecordLayout read(DialectKeys keys) {
      boolean json = keys.oneOf("format", "delimited", "json-lines").equals("json-lines");
      String separators = json ? "," : keys.take("separator");
      boolean arePlain = !separators.isEmpty();
      for (int i = 0; i < separators.length(); i++) {
        char separator = separators.charAt(i);
        arePlain &= separator < 0x80 && separator != '"';
      }
      if (!arePlain) {
        throw keys.must("separator", "ASCII characters, each of which may part fields", separators);
      }
      return new RecordLayout(
          json,
          separators,
          keys.take("comment", ""),
          keys.take("header", ""),
          keys.take("separator-line", ""),
          Set.copyOf(keys.words("missing-lines", false)),
          keys.words("columns", false),
          keys.take("trailer", ""),
          keys.take("kind", ""),
          Set.copyOf(keys.words("flows", false)),
          Set.copyOf(keys.words("not-flows", false)));
    }

    /**
     * {@return true for a record of a kind that is a flow}
     *
     * @param kindOfRecord what the column of the kind holds
     */
    public boolean isFlow(String kindOfRecord) {
      return flows.isEmpty() ? !others.contains(kindOfRecord) : flows.contains(kindOfRecord);
    }
  }
}
