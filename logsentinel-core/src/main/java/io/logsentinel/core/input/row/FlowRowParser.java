package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.input.dialect.Dialect.NumberRange;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.ProtocolNames;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.TimestampParser;
import io.logsentinel.core.text.TimestampParser.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of a row whose fields are found: appends it to a batch, or tells the reason to reject it.
 * The one place that knows when a row is kept, whoever found its fields.
 */
public final class FlowRowParser {
  /** The longest address or label that can be kept, in characters: memory must not grow with it. */
  public static final int MAX_TEXT_CHARS = 4096;

  private static final double MICROS_PER_SECOND = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final int PORTS =
      1 << FlowField.SOURCE_PORT.ordinal() | 1 << FlowField.DESTINATION_PORT.ordinal();
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");

  private static final Set<FlowField> COUNTS =
      EnumSet.of(
          FlowField.FORWARD_PACKETS,
          FlowField.BACKWARD_PACKETS,
          FlowField.FORWARD_BYTES,
          FlowField.BACKWARD_BYTES);

  private static final Set<FlowField> COUNTS_AND_DURATION = EnumSet.copyOf(COUNTS);

  static {
    COUNTS_AND_DURATION.add(FlowField.FLOW_DURATION);
  }

  private static final byte[] PARTS = ColumnMapping.PARTS.getBytes(StandardCharsets.US_ASCII);

  /** As nfdump writes large counts, in steps of a thousand. */
  private static final Pattern SCALED = Pattern.compile("([0-9]+\\.?[0-9]*) ?([KMGT])");

  private static final Pattern TYPE_AND_CODE = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})");
  private static final int CODES = 256;
  private static final int ICMP = 1;
  private static final int ICMP_V6 = 58;

  private static final FlowField[] TEXTS = fields(true);
  private static final FlowField[] NUMBERS = fields(false);

  private final ColumnMapping columns;
  private final int[] positions;
  private final int[] secondPositions;
  private final FieldRecipe[] recipes = new FieldRecipe[FlowField.values().length];
  private final boolean[] zeroIfMissing = new boolean[recipes.length];
  private final FlowField[] typesAndCodes;
  private final NumberRange[] unknownDurations;
  private final TimeLog times;
  private final FlowBatch.Appender rows;
  private final TimestampParser endTimes = new TimestampParser();

  /** True where every number is a column as it is. */
  private boolean plain = true;

  /** What a whole flow may lack: its label, in a file without. */
  private final int unlabelled;

  /** Whether blanks are taken off before a value is looked up among the words for missing ones. */
  private final boolean strips;

  /** Words for a missing value, by their first byte; null where none begins so. */
  private final byte[][][] missingWords = new byte[1 << Byte.SIZE][][];

  private int longestMissing;

  // names of protocols read last, by first letter and length: they take turns
  private final byte[][] knownProtocols = new byte[16][];
  private final double[] protocolNumbers = new double[knownProtocols.length];

  // the row at hand
  private byte[] bytes = {};
  private int[] ends = {};
  private int start;
  private int gap;
  private TextEncoding encoding = TextEncoding.UTF_8;
  private int fields;

  // its numbers, and where their texts and those of the other fields begin and end
  private final double[] values = new double[FlowField.values().length];
  private final long[] places = new long[values.length];
  private final int[] textFroms = new int[TEXTS.length];
  private final int[] textTos = new int[TEXTS.length];

  /** The field for which it was rejected; null where it was the row as a whole. */
  private @Nullable FlowField odd;

  /** A bit for each field that it lacks and does not need, by its ordinal. */
  private int lacking;

  /** A bit for each port that is written so. */
  private int hexadecimal;

  /** Whether its duration was to be had from times, and is not known. */
  private boolean durationUnknown;

  /** The number read last, and whether it stands for a text that is no number. */
  private double value;

  private boolean isReplaced;

  /**
   * Parses rows of one file.
   *
   * @param columns of the file
   * @param times takes notes on the times, and has the batch that the rows are added to
   */
  public FlowRowParser(ColumnMapping columns, TimeLog times) {
    this.columns = columns;
    this.times = times;
    this.rows = times.rows();
    this.positions = columns.positions();
    this.secondPositions = columns.secondPositions();
    this.strips = columns.leniency() != Leniency.EXACT;
    this.unlabelled =
        columns.leniency() == Leniency.UNLABELLED ? 1 << FlowField.LABEL.ordinal() : 0;
    for (FlowField field : FlowField.values()) {
      int i = field.ordinal();
      recipes[i] = columns.dialect().recipe(field);
      zeroIfMissing[i] = columns.dialect().zeroIfMissing().contains(field);
      boolean isColumn =
          recipes[i].operation() == Operation.COLUMN && positions[i] != ColumnMapping.ABSENT;
      plain &= field.isText() || (isColumn && !zeroIfMissing[i]);
    }
    plain &= !columns.dialect().namesProtocols();
    this.unknownDurations = columns.dialect().unknownDurations().toArray(NumberRange[]::new);
    this.typesAndCodes =
        Arrays.stream(NUMBERS)
            .filter(field -> recipes[field.ordinal()].operation() == Operation.TYPE_CODE)
            .toArray(FlowField[]::new);
    for (String word : columns.dialect().missing()) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      byte[][] before = missingWords[bytes[0] & 0xFF];
      byte[][] words = before == null ? new byte[1][] : Arrays.copyOf(before, before.length + 1);
      words[words.length - 1] = bytes;
      missingWords[bytes[0] & 0xFF] = words;
      longestMissing = Math.max(longestMissing, bytes.length);
    }
  }

  private static FlowField[] fields(boolean text) {
    return Arrays.stream(FlowField.values())
        .filter(field -> field.isText() == text)
        .toArray(FlowField[]::new);
  }

  /**
   * Appends a row, whose first field begins at the start, the others at a gap after the end of the
   * one before.
   *
   * @param bytes that hold the row
   * @param start where its first field begins
   * @param ends where each field ends
   * @param fields how many it has
   * @param gap bytes between the end of a field and the start of the next
   * @param encoding of the bytes
   * @return null, or the reason why it is not kept, of which {@link #what} tells more
   */
  public @Nullable Rejection keep(
      byte[] bytes, int start, int[] ends, int fields, int gap, TextEncoding encoding) {
    this.bytes = bytes;
    this.start = start;
    this.ends = ends;
    this.gap = gap;
    this.encoding = encoding;
    this.fields = fields;
    odd = null;
    lacking = 0;
    hexadecimal = 0;
    durationUnknown = false;
    if (fields != columns.columns() && !hasOneEmptyFieldMore() && !hasOneNameLess()) {
      return fields < columns.columns() ? Rejection.TOO_FEW_FIELDS : Rejection.TOO_MANY_FIELDS;
    }
    if (columns.kindPosition() != ColumnMapping.ABSENT && !isFlow()) {
      return Rejection.NOT_A_FLOW;
    }
    for (int i = 0; i < TEXTS.length; i++) {
      FlowField field = TEXTS[i];
      if (positions[field.ordinal()] != ColumnMapping.ABSENT) {
        textFroms[i] = from(field);
        textTos[i] = to(field);
        Rejection reason = checkText(textFroms[i], textTos[i]);
        if (reason != null && !mayLack(field, reason)) {
          odd = field;
          return reason;
        }
      }
    }
    Rejection reason = plain ? plainNumbers() : derivedNumbers();
    if (reason != null) {
      return reason == Rejection.NOT_A_NUMBER && isHeaderAgain() ? Rejection.NOT_A_FLOW : reason;
    }
    if (columns.dialect().layout().json() && hasNoCount()) {
      return Rejection.NOT_A_FLOW;
    }
    // texts last: those of a row that is rejected must not fill the batch
    for (int i = 0; i < TEXTS.length; i++) {
      FlowField field = TEXTS[i];
      if (positions[field.ordinal()] == ColumnMapping.ABSENT || isLacking(field)) {
        rows.label("");
      } else {
        rows.text(field, bytes, textFroms[i], textTos[i], encoding);
      }
    }
    if (columns.hasTime()) {
      time();
    }
    if (lacking == 0 || lacking == unlabelled) {
      if (durationUnknown) {
        rows.unknownDuration();
      }
      rows.addWhole();
    } else {
      addPartial();
    }
    return null;
  }

  /** Ten columns as they are. */
  private @Nullable Rejection plainNumbers() {
    // locals: the JVM's first compiler reads a field anew each time
    byte[] bytes = this.bytes;
    int[] ends = this.ends;
    int[] positions = this.positions;
    double[] values = this.values;
    long[] places = this.places;
    for (int i = 0; i < NUMBERS.length; i++) {
      int field = NUMBERS[i].ordinal();
      int position = positions[field];
      int from = from(position);
      int to = ends[position];
      double value = NumberText.parse(bytes, from, to);
      if (Double.isNaN(value)) {
        Rejection reason =
            isMissing(bytes, from, to) ? Rejection.MISSING_VALUE : Rejection.NOT_A_NUMBER;
        if (!mayLack(NUMBERS[i], reason)) {
          odd = NUMBERS[i];
          return reason;
        }
        value = 0;
      }
      values[field] = value;
      places[field] = (long) from << 32 | to;
    }
    rows.numbers(values, places);
    return requirePorts();
  }

  /**
   * A port that is lacking is one where the protocol has ports; elsewhere, an object without it
   * says all there is, as a row with a 0 does.
   */
  private @Nullable Rejection requirePorts() {
    if ((lacking & PORTS) == 0) {
      return null;
    }
    if (PartialFlow.hasPorts(rows.number(FlowField.PROTOCOL))) {
      odd =
          isLacking(FlowField.DESTINATION_PORT)
              ? FlowField.DESTINATION_PORT
              : FlowField.SOURCE_PORT;
      return Rejection.MISSING_VALUE;
    }
    if (columns.dialect().layout().json()) {
      lacking &= ~PORTS;
    }
    return null;
  }

  /** Numbers of which some are in other units, or made of others. */
  private @Nullable Rejection derivedNumbers() {
    for (FlowField field : NUMBERS) {
      Rejection reason = derivedNumber(field, recipes[field.ordinal()]);
      if (reason != null && !mayLack(field, reason)) {
        odd = field;
        return reason;
      }
    }
    if (recipes[FlowField.FLOW_DURATION.ordinal()].operation() == Operation.BY_RATE) {
      durationByRate();
    }
    if (typesAndCodes.length > 0 && isIcmp(rows.number(FlowField.PROTOCOL))) {
      typesAndCodes();
    }
    if (hexadecimal != 0 && !PartialFlow.hasPorts(rows.number(FlowField.PROTOCOL))) {
      forgetIds();
    }
    return requirePorts();
  }

  private static boolean isIcmp(double protocol) {
    return protocol == ICMP || protocol == ICMP_V6;
  }

  /** A point parts type and code; without one they came as a port: the type times 256. */
  private void typesAndCodes() {
    for (FlowField port : typesAndCodes) {
      int position = positions[port.ordinal()];
      String text = isLacking(port) ? "" : text(position).strip();
      Matcher parts = TYPE_AND_CODE.matcher(text);
      if (parts.matches()) {
        int type = Integer.parseInt(parts.group(1));
        rows.number(port, CODES * type + Integer.parseInt(parts.group(2)), 0, 0);
      }
    }
  }

  private boolean isUnknownDuration(double inItsColumn) {
    for (NumberRange range : unknownDurations) {
      if (range.contains(inItsColumn)) {
        return true;
      }
    }
    return false;
  }

  /** Argus writes an ICMP type or id so: no port, and each ping has its own. */
  private void forgetIds() {
    for (FlowField port : List.of(FlowField.SOURCE_PORT, FlowField.DESTINATION_PORT)) {
      if ((hexadecimal >> port.ordinal() & 1) == 1) {
        rows.number(port, 0, 0, 0);
      }
    }
  }

  /**
   * A duration in seconds becomes one in microseconds: times the rate it is the number of packets.
   */
  private void durationByRate() {
    double duration = rows.number(FlowField.FLOW_DURATION);
    double packets =
        rows.number(FlowField.FORWARD_PACKETS) + rows.number(FlowField.BACKWARD_PACKETS);
    boolean isKnown =
        read(FlowField.PACKETS_PER_SECOND, secondPositions[FlowField.FLOW_DURATION.ordinal()])
            == null;
    if (isKnown && value > 0 && duration * value < MICROS_PER_MILLI * packets) {
      rows.number(FlowField.FLOW_DURATION, inUnit(duration, MICROS_PER_SECOND), 0, 0);
    }
  }

  private @Nullable Rejection derivedNumber(FlowField field, FieldRecipe recipe) {
    if (recipe.operation() == Operation.CONSTANT) {
      rows.number(field, recipe.operand(), 0, 0);
      return null;
    }
    if (field == FlowField.FLOW_DURATION && columns.endTimePosition() != ColumnMapping.ABSENT) {
      return durationOfTimes(recipe);
    }
    return ofColumns(field, recipe);
  }

  private @Nullable Rejection ofColumns(FlowField field, FieldRecipe recipe) {
    int position = positions[field.ordinal()];
    if (position == ColumnMapping.ABSENT) {
      double value = derived(field);
      rows.number(field, value, 0, 0);
      return Double.isNaN(value) ? Rejection.MISSING_VALUE : null;
    }
    Rejection reason = read(field, position);
    double first = value;
    if (reason != null
        || recipe.operation() == Operation.COLUMN
        || recipe.operation() == Operation.TYPE_CODE
        || recipe.operation() == Operation.BY_RATE) {
      boolean isCopy = reason == null && !isReplaced;
      rows.number(field, first, isCopy ? from(position) : 0, isCopy ? ends[position] : 0);
      return reason;
    }
    if (field == FlowField.FLOW_DURATION && isUnknownDuration(first)) {
      durationUnknown = true;
      first = 0;
    }
    if (recipe.operation() == Operation.TIMES) {
      rows.number(field, inUnit(first, recipe.operand()), 0, 0);
      return null;
    }
    reason = read(field, secondPositions[field.ordinal()]);
    double sign = recipe.operation() == Operation.MINUS ? -1 : 1;
    rows.number(field, first + sign * value, 0, 0);
    return reason;
  }

  /** The product; 0.009341 s are 9341 µs, and not what the binary fractions make of it. */
  private static double inUnit(double value, double factor) {
    double product = value * factor;
    double whole = Math.rint(product);
    return Math.abs(product - whole) <= 2 * Math.ulp(product) ? whole : product;
  }

  /** Reads a number of the row; the reason where there is none. */
  private @Nullable Rejection read(FlowField field, int position) {
    int from = from(position);
    int to = ends[position];
    value = NumberText.parse(bytes, from, to);
    isReplaced = false;
    if (!Double.isNaN(value)) {
      return null;
    }
    isReplaced = true;
    if (isMissing(bytes, from, to)) {
      value = 0;
      return zeroIfMissing[field.ordinal()] ? null : Rejection.MISSING_VALUE;
    }
    if (field == FlowField.PROTOCOL && columns.dialect().namesProtocols()) {
      value = namedProtocol(from, to);
      return null;
    }
    String text = encoding.decode(bytes, from, to).strip();
    boolean isPort = field == FlowField.SOURCE_PORT || field == FlowField.DESTINATION_PORT;
    if (isPort && HEXADECIMAL.matcher(text).matches()) {
      value = Long.parseLong(text.substring(2), 16);
      hexadecimal |= 1 << field.ordinal();
      return null;
    }
    Matcher scaled = SCALED.matcher(text);
    if (COUNTS.contains(field) && scaled.matches()) {
      int steps = 1 + "KMGT".indexOf(scaled.group(2));
      value = new BigDecimal(scaled.group(1)).scaleByPowerOfTen(3 * steps).doubleValue();
      return null;
    }
    value = 0;
    return Rejection.NOT_A_NUMBER;
  }

  /**
   * The number of a protocol's name; of those that come again and again, none is looked up twice.
   */
  private double namedProtocol(int from, int to) {
    int known = bytes[from] + to - from & knownProtocols.length - 1;
    byte[] name = knownProtocols[known];
    if (name == null || !TextEncoding.isSame(name, bytes, from, to)) {
      knownProtocols[known] = Arrays.copyOfRange(bytes, from, to);
      protocolNumbers[known] = ProtocolNames.number(encoding.decode(bytes, from, to).strip());
    }
    return protocolNumbers[known];
  }

  /** What follows from what was read before; NaN where it does not. */
  private double derived(FlowField field) {
    return switch (field) {
      case FLOW_DURATION -> Double.NaN; // without an end
      case BYTES_PER_SECOND ->
          perSecond(rows.number(FlowField.FORWARD_BYTES) + rows.number(FlowField.BACKWARD_BYTES));
      case PACKETS_PER_SECOND ->
          perSecond(
              rows.number(FlowField.FORWARD_PACKETS) + rows.number(FlowField.BACKWARD_PACKETS));
      default -> 0; // a port that there is none of
    };
  }

  /**
   * A flow of no time has no rate: 0, as the infinite ones of other exporters count in a window.
   */
  private double perSecond(double count) {
    double micros = rows.number(FlowField.FLOW_DURATION);
    return micros > 0 ? count / (micros / MICROS_PER_SECOND) : 0;
  }

  /** Milliseconds from one time of the row to another; NaN where these are not of one clock. */
  private double millis(int from, int to) {
    endTimes.monthFirst(times.isMonthFirst());
    Kind first = endTimes.parse(bytes, from(from), ends[from]);
    long begin = endTimes.millis();
    Kind last = endTimes.parse(bytes, from(to), ends[to]);
    boolean areTimes = first.compareTo(Kind.INSTANT) >= 0 && last.compareTo(Kind.INSTANT) >= 0;
    boolean isOneClock = (first == Kind.INSTANT) == (last == Kind.INSTANT);
    return areTimes && isOneClock ? endTimes.millis() - begin : Double.NaN;
  }

  /** First and last time know it best; where one is lacking, a column may know it, too. */
  private @Nullable Rejection durationOfTimes(FieldRecipe otherwise) {
    double micros =
        columns.hasTime()
            ? MICROS_PER_MILLI * millis(columns.timePosition(), columns.endTimePosition())
            : Double.NaN;
    if (!Double.isNaN(micros)) {
      rows.number(FlowField.FLOW_DURATION, micros, 0, 0);
      return null;
    }
    if (positions[FlowField.FLOW_DURATION.ordinal()] != ColumnMapping.ABSENT) {
      Rejection reason = ofColumns(FlowField.FLOW_DURATION, otherwise);
      durationUnknown = reason == null && isReplaced;
      return reason;
    }
    durationUnknown = zeroIfMissing[FlowField.FLOW_DURATION.ordinal()];
    rows.number(FlowField.FLOW_DURATION, 0, 0, 0);
    return durationUnknown ? null : Rejection.MISSING_VALUE;
  }

  /** Lets a field be lacking where the flow is a flow without it. */
  private boolean mayLack(FlowField field, Rejection reason) {
    boolean may =
        columns.leniency() != Leniency.EXACT
            && switch (field) {
              case BYTES_PER_SECOND, PACKETS_PER_SECOND ->
                  reason == Rejection.MISSING_VALUE
                      || !RejectedValue.hasComma(text(positions[field.ordinal()]));
              case SOURCE_PORT, DESTINATION_PORT, LABEL -> reason == Rejection.MISSING_VALUE;
              default -> false;
            };
    lacking |= may ? 1 << field.ordinal() : 0;
    return may;
  }

  private boolean isLacking(FlowField field) {
    return (lacking >> field.ordinal() & 1) == 1;
  }

  private void addPartial() {
    Set<FlowField> fields = EnumSet.noneOf(FlowField.class);
    for (FlowField field : FlowField.values()) {
      if (isLacking(field)) {
        fields.add(field);
      }
    }
    rows.addPartial(fields);
    times.notePartial();
  }

  /** A separator too many at the end of every row is an exporter's habit, and tells nothing. */
  private boolean hasOneEmptyFieldMore() {
    return fields == columns.columns() + 1
        && columns.leniency() != Leniency.EXACT
        && isEmpty(from(fields - 1), ends[fields - 1]);
  }

  /** As does one at the end of the header alone: a name of nothing. */
  private boolean hasOneNameLess() {
    return fields == columns.columns() - 1
        && columns.leniency() != Leniency.EXACT
        && columns.names().get(fields).isEmpty();
  }

  private boolean isEmpty(int from, int to) {
    return Blanks.skip(bytes, from, to) == to;
  }

  private boolean isFlow() {
    return columns.dialect().layout().isFlow(text(columns.kindPosition()).strip());
  }

  private String text(int position) {
    return encoding.decode(bytes, from(position), ends[position]);
  }

  /** A value that is the name of its column: exporters write their header again and again. */
  private boolean isHeaderAgain() {
    int position = odd == null ? ColumnMapping.ABSENT : positions[odd.ordinal()];
    return columns.leniency() != Leniency.EXACT
        && position != ColumnMapping.ABSENT
        && Blanks.strip(text(position)).equals(columns.names().get(position));
  }

  /** An object without duration, packets and bytes is of another log. */
  private boolean hasNoCount() {
    for (FlowField field : COUNTS_AND_DURATION) {
      int position = positions[field.ordinal()];
      if (position == ColumnMapping.ABSENT
          || !zeroIfMissing[field.ordinal()]
          || !isMissing(bytes, from(position), ends[position])) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return what was wrong with the row that was rejected last, in words}
   *
   * @param reason for which it was rejected
   */
  public String what(Rejection reason) {
    if (reason == Rejection.TOO_FEW_FIELDS || reason == Rejection.TOO_MANY_FIELDS) {
      int fields = fieldsInAll();
      return fields
          + (fields == 1 ? " field" : " fields")
          + (columns.dialect().layout().columns().isEmpty()
              ? ", the header has "
              : ", " + columns.dialect().name() + " has no header and ")
          + columns.columns();
    }
    int position =
        reason == Rejection.NOT_A_FLOW && columns.kindPosition() != ColumnMapping.ABSENT
            ? columns.kindPosition()
            : odd == null ? ColumnMapping.ABSENT : positions[odd.ordinal()];
    if (position == ColumnMapping.ABSENT) {
      boolean isOfAnotherLog = reason == Rejection.NOT_A_FLOW;
      return odd == null
          ? isOfAnotherLog ? "it has no duration, packets or bytes" : ""
          : odd.column() + " cannot be had from the record";
    }
    boolean isPort = odd == FlowField.SOURCE_PORT || odd == FlowField.DESTINATION_PORT;
    return RejectedValue.words(
        columns.name(position), text(position), reason == Rejection.NOT_A_NUMBER, isPort);
  }

  /** The scanner tells one too many from enough, and counts no further. */
  private int fieldsInAll() {
    int more = 0;
    boolean isCut = gap > 0 && fields > columns.columns();
    int from = from(fields - 1);
    for (int at = from; isCut && at < ends[fields - 1]; at++) {
      more += bytes[at] == bytes[from - 1] ? 1 : 0; // what stands before a field is a separator
    }
    return fields + more;
  }

  /** Where a text begins, which may be a part of its column. */
  private int from(FlowField field) {
    int position = positions[field.ordinal()];
    return field == FlowField.LABEL && columns.labelPart() != ColumnMapping.ABSENT
        ? startOfPart(position, columns.labelPart())
        : from(position);
  }

  private int to(FlowField field) {
    int position = positions[field.ordinal()];
    return field == FlowField.LABEL && columns.labelPart() != ColumnMapping.ABSENT
        ? Math.max(from(field), startOfPart(position, columns.labelPart() + 1) - PARTS.length)
        : ends[position];
  }

  /** Where a part of a column begins; after the end by as much as parts it where there is none. */
  private int startOfPart(int position, int part) {
    int at = from(position);
    for (int parts = 0; parts < part && at <= ends[position]; parts++) {
      while (at < ends[position]
          && !TextEncoding.isSame(PARTS, bytes, at, Math.min(at + PARTS.length, ends[position]))) {
        at++;
      }
      at += PARTS.length;
    }
    return at;
  }

  private int from(int position) {
    return position == 0 ? start : ends[position - 1] + gap;
  }

  private @Nullable Rejection checkText(int from, int to) {
    if (isMissing(bytes, from, to)) {
      return Rejection.MISSING_VALUE;
    }
    boolean tooLong =
        to - from > MAX_TEXT_CHARS && encoding.decode(bytes, from, to).length() > MAX_TEXT_CHARS;
    return tooLong ? Rejection.TOO_LONG : null;
  }

  /** A time that is missing or odd is no reason to reject a row: the pipeline does without. */
  private void time() {
    int from = from(columns.timePosition());
    int to = ends[columns.timePosition()];
    if (isMissing(bytes, from, to)) {
      times.none();
    } else {
      times.read(bytes, from, to, encoding);
    }
  }

  /** {@return true where every field is a column as it is, and every record a flow} */
  public boolean isPlain() {
    return plain
        && columns.labelPart() == ColumnMapping.ABSENT
        && columns.kindPosition() == ColumnMapping.ABSENT;
  }

  /** {@return the notes on the times of the batch at hand, to be begun with it} */
  public TimeLog times() {
    return times;
  }

  /**
   * {@return true for a text that stands for no value} The original takes one of blanks for a
   * value; elsewhere, blanks are no part of one.
   *
   * @param bytes that hold it
   * @param from where it begins
   * @param to where it ends
   */
  public boolean isMissing(byte[] bytes, int from, int to) {
    if (to - from > longestMissing && bytes[from] > ' ' && bytes[to - 1] > ' ') {
      return false; // as most are: no blanks to take off
    }
    int start = strips ? Blanks.skip(bytes, from, to) : from;
    int end = strips ? Blanks.trim(bytes, start, to) : to;
    if (end - start > longestMissing) {
      return false;
    }
    if (end == start) {
      return true;
    }
    byte[][] words = missingWords[bytes[start] & 0xFF];
    for (int i = 0; words != null && i < words.length; i++) {
      if (TextEncoding.isSame(words[i], bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
