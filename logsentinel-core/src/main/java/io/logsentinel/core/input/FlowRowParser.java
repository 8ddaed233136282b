package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parser of a row whose fields are found: appends it to a batch, or tells the reason to reject it.
 * The one place that knows when a row is kept, whoever found its fields.
 */
final class FlowRowParser {
  /** The longest address or label that can be kept, in characters: memory must not grow with it. */
  static final int MAX_TEXT_CHARS = 4096;

  private static final FlowField[] TEXTS = fields(true);
  private static final FlowField[] NUMBERS = fields(false);

  private final ColumnMapping columns;
  private final int[] positions;
  private final TimeLog times = new TimeLog();

  /** Words for a missing value, by their first byte; null where none begins so. */
  private final byte[][][] missingWords = new byte[1 << Byte.SIZE][][];

  private int longestMissing;

  // the row at hand
  private byte[] bytes;
  private int[] ends;
  private int start;
  private int gap;
  private TextEncoding encoding;

  FlowRowParser(ColumnMapping columns) {
    this.columns = columns;
    this.positions = columns.positions();
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
   * one before; returns null, or the reason why it is not kept.
   */
  Rejection keep(
      byte[] bytes,
      int start,
      int[] ends,
      int fields,
      int gap,
      TextEncoding encoding,
      FlowBatch.Appender rows) {
    if (fields != columns.columns()) {
      return fields < columns.columns() ? Rejection.TOO_FEW_FIELDS : Rejection.TOO_MANY_FIELDS;
    }
    this.bytes = bytes;
    this.start = start;
    this.ends = ends;
    this.gap = gap;
    this.encoding = encoding;
    for (FlowField field : TEXTS) {
      int position = positions[field.ordinal()];
      Rejection reason = checkText(from(position), ends[position]);
      if (reason != null) {
        return reason;
      }
    }
    for (FlowField field : NUMBERS) {
      int position = positions[field.ordinal()];
      int from = from(position);
      int to = ends[position];
      double value = NumberText.parse(bytes, from, to);
      if (Double.isNaN(value)) {
        return isMissing(from, to) ? Rejection.MISSING_VALUE : Rejection.NOT_A_NUMBER;
      }
      rows.number(field, value, from, to);
    }
    // texts last: those of a row that is rejected must not fill the batch
    for (FlowField field : TEXTS) {
      int position = positions[field.ordinal()];
      rows.text(field, bytes, from(position), ends[position], encoding);
    }
    if (columns.hasTime()) {
      time();
    }
    rows.addWhole();
    return null;
  }

  private int from(int position) {
    return position == 0 ? start : ends[position - 1] + gap;
  }

  private Rejection checkText(int from, int to) {
    if (isMissing(from, to)) {
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
    if (isMissing(from, to)) {
      times.none();
    } else {
      times.read(bytes, from, to, encoding);
    }
  }

  /** {@return the notes on the times of the batch at hand, to be begun with it} */
  TimeLog times() {
    return times;
  }

  private boolean isMissing(int from, int to) {
    if (to - from > longestMissing) {
      return false;
    }
    if (to == from) {
      return true;
    }
    byte[][] words = missingWords[bytes[from] & 0xFF];
    for (int i = 0; words != null && i < words.length; i++) {
      if (TextEncoding.isSame(words[i], bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
