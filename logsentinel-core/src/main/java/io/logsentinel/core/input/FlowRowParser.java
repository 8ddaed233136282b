package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.text.Ipv4;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.util.Arrays;
import java.util.Set;

/**
 * Decides what becomes of a row whose fields are found: puts it into a batch, or says why not. The
 * one place that knows when a row is kept, whoever found its fields.
 */
final class FlowRowParser {
  /** Words that stand for a missing value, as pandas has them. */
  private static final Set<String> MISSING_WORDS =
      Set.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "n/a",
          "nan",
          "null");

  private static final int LONGEST_MISSING_WORD = 8;

  private static final FlowField[] TEXTS = fields(true);
  private static final FlowField[] NUMBERS = fields(false);

  private final ColumnMapping header;
  private final int[] positions;

  // the last time read: in files of flows, the same one comes again and again
  private byte[] timeText = {};
  private long time = TimestampParser.NONE;

  // the row at hand
  private byte[] bytes;
  private int[] ends;
  private int start;
  private int gap;
  private TextEncoding encoding;

  FlowRowParser(ColumnMapping header) {
    this.header = header;
    this.positions = header.positions();
  }

  private static FlowField[] fields(boolean text) {
    return Arrays.stream(FlowField.values())
        .filter(field -> field.isText() == text)
        .toArray(FlowField[]::new);
  }

  /**
   * Takes a row. The batch is as it was where the row is not kept.
   *
   * @param bytes what holds the row
   * @param start where its first field starts
   * @param ends where its fields end
   * @param fields how many it has
   * @param gap from one field's end to the next one's start
   * @return null where it is kept
   */
  Rejection keep(
      byte[] bytes,
      int start,
      int[] ends,
      int fields,
      int gap,
      TextEncoding encoding,
      FlowBatch batch) {
    if (fields != header.columns()) {
      return fields < header.columns() ? Rejection.TOO_FEW_FIELDS : Rejection.TOO_MANY_FIELDS;
    }
    this.bytes = bytes;
    this.start = start;
    this.ends = ends;
    this.gap = gap;
    this.encoding = encoding;
    batch.reserve();
    for (FlowField field : TEXTS) {
      int position = positions[field.ordinal()];
      int from = from(position);
      int to = ends[position];
      Rejection reason = checkText(from, to);
      if (reason != null) {
        return reason;
      }
      batch.setPlace(field, from, to);
    }
    for (FlowField field : NUMBERS) {
      int position = positions[field.ordinal()];
      int from = from(position);
      int to = ends[position];
      double value = NumberText.parse(bytes, from, to);
      if (Double.isNaN(value)) {
        return isMissing(from, to) ? Rejection.MISSING_VALUE : Rejection.NOT_A_NUMBER;
      }
      batch.set(field, value, from, to);
    }
    // texts last: those of a row that is rejected must not fill the batch
    batch.setSource(addressKey(FlowField.SOURCE_IP, batch));
    batch.setDestination(addressKey(FlowField.DESTINATION_IP, batch));
    int label = positions[FlowField.LABEL.ordinal()];
    batch.setLabel(bytes, from(label), ends[label], encoding);
    batch.setLocalTime(header.hasTime() ? time() : TimestampParser.NONE);
    batch.add();
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
        to - from > FlowReader.MAX_TEXT_CHARS
            && encoding.decode(bytes, from, to).length() > FlowReader.MAX_TEXT_CHARS;
    return tooLong ? Rejection.TOO_LONG : null;
  }

  private long addressKey(FlowField field, FlowBatch batch) {
    int position = positions[field.ordinal()];
    int from = from(position);
    int to = ends[position];
    long ipv4 = Ipv4.parse(bytes, from, to);
    return ipv4 == Ipv4.NONE ? batch.addressKey(encoding.decode(bytes, from, to)) : ipv4;
  }

  /** A time that is missing or odd is no reason to reject a row: the pipeline does without. */
  private long time() {
    int from = from(header.timePosition());
    int to = ends[header.timePosition()];
    if (!FlowBatch.isSame(timeText, bytes, from, to)) {
      timeText = Arrays.copyOfRange(bytes, from, to);
      time = TimestampParser.parse(timeText, 0, timeText.length);
    }
    return time;
  }

  private boolean isMissing(int from, int to) {
    if (to - from <= 1 || to - from > LONGEST_MISSING_WORD) {
      return to == from;
    }
    boolean mayBeWord =
        switch (bytes[from]) {
          case '#', '-', '<', 'n', 'N' -> true;
          case '1' -> bytes[from + 1] == '.';
          default -> false;
        };
    return mayBeWord && MISSING_WORDS.contains(TextEncoding.LATIN1.decode(bytes, from, to));
  }
}
