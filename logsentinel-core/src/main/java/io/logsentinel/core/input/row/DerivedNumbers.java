package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.input.dialect.Dialect.NumberRange;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.TimestampParser;
import io.logsentinel.core.text.TimestampParser.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of a row by the recipes of its dialect: in other units, or made of other columns. */
final class DerivedNumbers {
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final Pattern TYPE_AND_CODE = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})");
  private static final int CODES = 256;
  private static final int ICMP = 1;
  private static final int ICMP_V6 = 58;

  private static final FlowField[] NUMBERS =
      Arrays.stream(FlowField.values()).filter(field -> !field.isText()).toArray(FlowField[]::new);

  private final ColumnMapping columns;
  private final int[] positions;
  private final int[] secondPositions;
  private final FieldRecipe[] recipes = new FieldRecipe[FlowField.values().length];
  private final FlowField[] typesAndCodes;
  private final NumberRange[] unknownDurations;
  private final boolean isDurationZero;
  private final TimeLog times;
  private final FlowBatch.Appender rows;
  private final TimestampParser endTimes = new TimestampParser();
  private final WrittenNumber number;

  /** The field for which the row was rejected. */
  private @Nullable FlowField odd;

  /** Whether the duration of the row was to be had from times, and is not known. */
  private boolean durationUnknown;

  DerivedNumbers(ColumnMapping columns, TimeLog times, MissingWords missing) {
    this.columns = columns;
    this.times = times;
    this.rows = times.rows();
    this.positions = columns.positions();
    this.secondPositions = columns.secondPositions();
    this.number = new WrittenNumber(columns.dialect(), missing);
    for (FlowField field : FlowField.values()) {
      recipes[field.ordinal()] = columns.dialect().recipe(field);
    }
    this.unknownDurations = columns.dialect().unknownDurations().toArray(NumberRange[]::new);
    this.isDurationZero = columns.dialect().zeroIfMissing().contains(FlowField.FLOW_DURATION);
    this.typesAndCodes =
        Arrays.stream(NUMBERS)
            .filter(field -> recipes[field.ordinal()].hasTypeAndCode())
            .toArray(FlowField[]::new);
  }

  /** Reads the numbers of a row; the reason where one is none that it needs. */
  @Nullable Rejection read(RowFields row, LackingFields lacking) {
    number.clear();
    durationUnknown = false;
    for (FlowField field : NUMBERS) {
      Rejection reason = derivedNumber(row, field, recipes[field.ordinal()]);
      if (reason != null && !lacking.add(row, field, reason)) {
        odd = field;
        return reason;
      }
    }
    if (recipes[FlowField.FLOW_DURATION.ordinal()].operation() == Operation.BY_RATE) {
      durationByRate(row);
    }
    if (typesAndCodes.length > 0 && isIcmp(rows.number(FlowField.PROTOCOL))) {
      typesAndCodes(row, lacking);
    }
    if (number.hasHexadecimal() && !PartialFlow.hasPorts(rows.number(FlowField.PROTOCOL))) {
      forgetIds();
    }
    return null;
  }

  @Nullable FlowField odd() {
    return odd;
  }

  boolean isDurationUnknown() {
    return durationUnknown;
  }

  private static boolean isIcmp(double protocol) {
    return protocol == ICMP || protocol == ICMP_V6;
  }

  private void typesAndCodes(RowFields row, LackingFields lacking) {
    for (FlowField port : typesAndCodes) {
      if (recipes[port.ordinal()].operation() == Operation.TYPE_WITH_CODE) {
        typeWithCode(row, port);
      } else {
        typeAndCode(port, lacking.has(port) ? "" : row.text(positions[port.ordinal()]));
      }
    }
  }

  /** A point parts type and code; without one they came as a port: the type times 256. */
  private void typeAndCode(FlowField port, String text) {
    Matcher parts = TYPE_AND_CODE.matcher(Blanks.strip(text));
    if (parts.matches()) {
      int type = Integer.parseInt(parts.group(1));
      rows.number(port, CODES * type + Integer.parseInt(parts.group(2)), 0, 0);
    }
  }

  /** Where there is no code, they came as a port. */
  private void typeWithCode(RowFields row, FlowField port) {
    double type = rows.number(port);
    boolean hasCode = number.read(row, port, secondPositions[port.ordinal()]) == null;
    if (hasCode && !number.isReplaced() && type < CODES) {
      rows.number(port, CODES * type + number.value(), 0, 0);
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
      if (number.isHexadecimal(port)) {
        rows.number(port, 0, 0, 0);
      }
    }
  }

  /**
   * A duration in seconds becomes one in microseconds: times the rate it is the number of packets.
   */
  private void durationByRate(RowFields row) {
    double duration = rows.number(FlowField.FLOW_DURATION);
    double packets =
        rows.number(FlowField.FORWARD_PACKETS) + rows.number(FlowField.BACKWARD_PACKETS);
    boolean isKnown =
        number.read(
                row,
                FlowField.PACKETS_PER_SECOND,
                secondPositions[FlowField.FLOW_DURATION.ordinal()])
            == null;
    double rate = number.value();
    if (isKnown && rate > 0 && duration * rate < MICROS_PER_MILLI * packets) {
      rows.number(FlowField.FLOW_DURATION, inUnit(duration, MICROS_PER_SECOND), 0, 0);
    }
  }

  private @Nullable Rejection derivedNumber(RowFields row, FlowField field, FieldRecipe recipe) {
    if (recipe.operation() == Operation.CONSTANT) {
      rows.number(field, recipe.operand(), 0, 0);
      return null;
    }
    if (field == FlowField.FLOW_DURATION && columns.endTimePosition() != ColumnMapping.ABSENT) {
      return durationOfTimes(row, recipe);
    }
    return ofColumns(row, field, recipe);
  }

  private @Nullable Rejection ofColumns(RowFields row, FlowField field, FieldRecipe recipe) {
    int position = positions[field.ordinal()];
    if (position == ColumnMapping.ABSENT) {
      double value = derived(field);
      rows.number(field, value, 0, 0);
      return Double.isNaN(value) ? Rejection.MISSING_VALUE : null;
    }
    Rejection reason = number.read(row, field, position);
    double first = number.value();
    if (reason != null
        || recipe.operation() == Operation.COLUMN
        || recipe.hasTypeAndCode()
        || recipe.operation() == Operation.BY_RATE) {
      boolean isCopy = reason == null && !number.isReplaced();
      rows.number(field, first, isCopy ? row.from(position) : 0, isCopy ? row.to(position) : 0);
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
    reason = number.read(row, field, secondPositions[field.ordinal()]);
    double sign = recipe.operation() == Operation.MINUS ? -1 : 1;
    rows.number(field, first + sign * number.value(), 0, 0);
    return reason;
  }

  /** The product; 0.009341 s are 9341 µs, and not what the binary fractions make of it. */
  private static double inUnit(double value, double factor) {
    double product = value * factor;
    double whole = Math.rint(product);
    return Math.abs(product - whole) <= 2 * Math.ulp(product) ? whole : product;
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

  /** Microseconds from one time of the row to another; NaN where these are not of one clock. */
  private double micros(RowFields row, int from, int to) {
    endTimes.monthFirst(times.isMonthFirst());
    Kind first = endTimes.parse(row.bytes(), row.from(from), row.to(from));
    long begin = endTimes.micros();
    Kind last = endTimes.parse(row.bytes(), row.from(to), row.to(to));
    boolean areTimes = first.compareTo(Kind.INSTANT) >= 0 && last.compareTo(Kind.INSTANT) >= 0;
    boolean isOneClock = (first == Kind.INSTANT) == (last == Kind.INSTANT);
    return areTimes && isOneClock ? endTimes.micros() - begin : Double.NaN;
  }

  /** First and last time know it best; where one is lacking, a column may know it, too. */
  private @Nullable Rejection durationOfTimes(RowFields row, FieldRecipe otherwise) {
    double micros =
        columns.hasTime()
            ? micros(row, columns.timePosition(), columns.endTimePosition())
            : Double.NaN;
    if (!Double.isNaN(micros)) {
      rows.number(FlowField.FLOW_DURATION, micros, 0, 0);
      return null;
    }
    if (positions[FlowField.FLOW_DURATION.ordinal()] != ColumnMapping.ABSENT) {
      Rejection reason = ofColumns(row, FlowField.FLOW_DURATION, otherwise);
      durationUnknown = reason == null && number.isReplaced();
      return reason;
    }
    durationUnknown = isDurationZero;
    rows.number(FlowField.FLOW_DURATION, 0, 0, 0);
    return durationUnknown ? null : Rejection.MISSING_VALUE;
  }
}
