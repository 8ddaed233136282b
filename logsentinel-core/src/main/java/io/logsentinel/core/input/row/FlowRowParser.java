package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe.Operation;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parser of a row whose fields are found: appends it to a batch, or tells the reason to reject it.
 * The one place that knows when a row is kept, whoever found its fields.
 */
public final class FlowRowParser {
  /** The longest address or label that can be kept, in characters: memory must not grow with it. */
  public static final int MAX_TEXT_CHARS = 4096;

  private static final Set<FlowField> COUNTS_AND_DURATION = EnumSet.copyOf(WrittenNumber.COUNTS);

  static {
    COUNTS_AND_DURATION.add(FlowField.FLOW_DURATION);
  }

  private static final FlowField[] TEXTS = fields(true);
  private static final FlowField[] NUMBERS = fields(false);

  private final ColumnMapping columns;
  private final int[] positions;
  private final MissingWords missing;
  private final TimeLog times;
  private final FlowBatch.Appender rows;

  /** Reads numbers where one is none of a column as it is; null where each is. */
  private final @Nullable DerivedNumbers derived;

  /** Whether a record may be of another log. */
  private final boolean mayHaveNoCount;

  // the row at hand
  private final RowFields row = new RowFields();
  private final LackingFields lacking;

  /** Made for the first row that is rejected: most files have none. */
  private @Nullable OtherHeader otherHeader;

  // its numbers, and where their texts and those of the other fields begin and end
  private final double[] values = new double[FlowField.values().length];
  private final long[] places = new long[values.length];
  private final int[] textFroms = new int[TEXTS.length];
  private final int[] textTos = new int[TEXTS.length];

  /** The field for which it was rejected; null where it was the row as a whole. */
  private @Nullable FlowField odd;

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
    this.missing =
        new MissingWords(columns.dialect().missing(), columns.leniency() != Leniency.EXACT);
    this.lacking = new LackingFields(columns);
    this.mayHaveNoCount = mayHaveNoCount(columns);
    this.derived = hasPlainNumbers(columns) ? null : new DerivedNumbers(columns, times, missing);
  }

  private static boolean hasPlainNumbers(ColumnMapping columns) {
    Dialect dialect = columns.dialect();
    for (FlowField field : NUMBERS) {
      if (dialect.recipe(field).operation() != Operation.COLUMN
          || columns.positions()[field.ordinal()] == ColumnMapping.ABSENT
          || dialect.zeroIfMissing().contains(field)) {
        return false;
      }
    }
    return !dialect.namesProtocols();
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
    row.set(bytes, start, ends, fields, gap, encoding);
    odd = null;
    lacking.clear();
    if (fields != columns.columns() && !hasOneEmptyFieldMore() && !hasOneNameLess()) {
      return fields < columns.columns() ? Rejection.TOO_FEW_FIELDS : Rejection.TOO_MANY_FIELDS;
    }
    if (columns.kindPosition() != ColumnMapping.ABSENT && !isFlow()) {
      return Rejection.NOT_A_FLOW;
    }
    for (int i = 0; i < TEXTS.length; i++) {
      FlowField field = TEXTS[i];
      if (positions[field.ordinal()] != ColumnMapping.ABSENT) {
        findText(i);
        Rejection reason = checkText(textFroms[i], textTos[i]);
        if (reason != null && !lacking.add(row, field, reason)) {
          odd = field;
          return reason;
        }
      }
    }
    Rejection reason = numbers();
    if (reason != null) {
      return reason == Rejection.NOT_A_NUMBER && isHeaderAgain() ? Rejection.NOT_A_FLOW : reason;
    }
    if (mayHaveNoCount && hasNoCount()) {
      return Rejection.NOT_A_FLOW;
    }
    // texts last: those of a row that is rejected must not fill the batch
    for (int i = 0; i < TEXTS.length; i++) {
      FlowField field = TEXTS[i];
      if (positions[field.ordinal()] == ColumnMapping.ABSENT || lacking.has(field)) {
        rows.label("");
      } else {
        rows.text(field, bytes, textFroms[i], textTos[i], encoding);
      }
    }
    if (columns.hasTime()) {
      time();
    }
    if (lacking.isWhole()) {
      if (derived != null && derived.isDurationUnknown()) {
        rows.unknownDuration();
      }
      rows.addWhole();
    } else {
      rows.addPartial(lacking.toSet());
      times.notePartial();
    }
    return null;
  }

  private @Nullable Rejection numbers() {
    Rejection reason;
    if (derived == null) {
      reason = plainNumbers();
    } else {
      reason = derived.read(row, lacking);
      odd = reason == null ? null : derived.odd();
    }
    return reason == null && lacking.hasPort() ? requirePort() : reason;
  }

  private @Nullable Rejection requirePort() {
    odd = lacking.neededPort(rows.number(FlowField.PROTOCOL));
    return odd == null ? null : Rejection.MISSING_VALUE;
  }

  /** Ten columns as they are. */
  private @Nullable Rejection plainNumbers() {
    // locals: the JVM's first compiler reads a field anew each time
    RowFields row = this.row;
    byte[] bytes = row.bytes();
    int[] ends = row.ends();
    int[] positions = this.positions;
    double[] values = this.values;
    long[] places = this.places;
    for (int i = 0; i < NUMBERS.length; i++) {
      int field = NUMBERS[i].ordinal();
      int position = positions[field];
      int from = row.from(position);
      int to = ends[position];
      double value = NumberText.parse(bytes, from, to);
      if (Double.isNaN(value) && columns.leniency() != Leniency.EXACT) {
        value = row.numberInBlanks(position);
      }
      if (Double.isNaN(value)) {
        Rejection reason =
            missing.isMissing(bytes, from, to) ? Rejection.MISSING_VALUE : Rejection.NOT_A_NUMBER;
        if (!lacking.add(row, NUMBERS[i], reason)) {
          odd = NUMBERS[i];
          return reason;
        }
        value = 0;
      }
      values[field] = value;
      places[field] = (long) from << 32 | to;
    }
    rows.numbers(values, places);
    return null;
  }

  /** A separator too many at the end of every row is an exporter's habit, and tells nothing. */
  private boolean hasOneEmptyFieldMore() {
    return row.count() == columns.columns() + 1
        && columns.leniency() != Leniency.EXACT
        && row.isEmpty(row.count() - 1);
  }

  /** As does one at the end of the header alone: a name of nothing. */
  private boolean hasOneNameLess() {
    return row.count() == columns.columns() - 1
        && columns.leniency() != Leniency.EXACT
        && columns.names().get(row.count()).isEmpty();
  }

  private boolean isFlow() {
    return columns.dialect().layout().isFlow(Blanks.strip(row.text(columns.kindPosition())));
  }

  /** A value that is the name of its column: exporters write their header again and again. */
  private boolean isHeaderAgain() {
    int position = odd == null ? ColumnMapping.ABSENT : positions[odd.ordinal()];
    return columns.leniency() != Leniency.EXACT
        && position != ColumnMapping.ABSENT
        && Blanks.strip(row.text(position)).equals(columns.names().get(position));
  }

  /**
   * {@return true where the row that was rejected last is a header with the columns in other
   * places} What stands below it is to be read by that one.
   */
  public boolean isOtherHeader() {
    if (row.count() != columns.columns() && !hasOneEmptyFieldMore()) {
      return false;
    }
    OtherHeader header = otherHeader;
    if (header == null) {
      header = new OtherHeader(columns);
      otherHeader = header;
    }
    return header.is(row);
  }

  /**
   * {@return the same of a row that is not to be kept, given as in {@link #keep}}
   *
   * @param bytes that hold the row
   * @param ends where each field ends, and the next one begins
   * @param fields how many it has
   * @param encoding of the bytes
   */
  public boolean isOtherHeader(byte[] bytes, int[] ends, int fields, TextEncoding encoding) {
    row.set(bytes, 0, ends, fields, 0, encoding);
    return isOtherHeader();
  }

  private static boolean mayHaveNoCount(ColumnMapping columns) {
    return columns.dialect().layout().json()
        && columns.dialect().zeroIfMissing().containsAll(COUNTS_AND_DURATION)
        && COUNTS_AND_DURATION.stream()
            .noneMatch(field -> columns.positions()[field.ordinal()] == ColumnMapping.ABSENT);
  }

  /** An object without duration, packets and bytes is of another log. */
  private boolean hasNoCount() {
    for (FlowField field : COUNTS_AND_DURATION) {
      int position = positions[field.ordinal()];
      if (!missing.isMissing(row.bytes(), row.from(position), row.to(position))) {
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
      int fields = row.countBeyond(columns.columns());
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
        columns.name(position), row.text(position), reason == Rejection.NOT_A_NUMBER, isPort);
  }

  /**
   * {@return the column and the value of an odd address, in words}
   *
   * @param added a row of the batch, from 0, that has one
   */
  public String oddAddress(int added) {
    FlowBatch batch = rows.batch();
    FlowField field = batch.oddAddress(added);
    long key = field == FlowField.SOURCE_IP ? batch.sourceKey(added) : batch.destinationKey(added);
    String column = columns.name(positions[field.ordinal()]);
    return RejectedValue.words(column, batch.address(key), false, false);
  }

  /** Finds where a text begins and ends, which may be a part of its column. */
  private void findText(int i) {
    int position = positions[TEXTS[i].ordinal()];
    int part = TEXTS[i] == FlowField.LABEL ? columns.labelPart() : ColumnMapping.ABSENT;
    textFroms[i] = row.fromPart(position, part);
    textTos[i] = row.toPart(position, part);
  }

  private @Nullable Rejection checkText(int from, int to) {
    if (missing.isMissing(row.bytes(), from, to)) {
      return Rejection.MISSING_VALUE;
    }
    boolean tooLong =
        to - from > MAX_TEXT_CHARS
            && row.encoding().decode(row.bytes(), from, to).length() > MAX_TEXT_CHARS;
    return tooLong ? Rejection.TOO_LONG : null;
  }

  /** A time that is missing or odd is no reason to reject a row: the pipeline does without. */
  private void time() {
    int from = row.from(columns.timePosition());
    int to = row.to(columns.timePosition());
    if (missing.isMissing(row.bytes(), from, to)) {
      times.none();
    } else {
      times.read(row.bytes(), from, to, row.encoding());
    }
  }

  /** {@return true where every field is a column as it is, and every record a flow} */
  public boolean isPlain() {
    return derived == null
        && columns.labelPart() == ColumnMapping.ABSENT
        && columns.kindPosition() == ColumnMapping.ABSENT;
  }

  /** {@return the notes on the times of the batch at hand, to be begun with it} */
  public TimeLog times() {
    return times;
  }

  /** {@return the words that stand for a missing value} */
  MissingWords missing() {
    return missing;
  }
}
