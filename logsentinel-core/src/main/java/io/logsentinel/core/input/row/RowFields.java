package io.logsentinel.core.input.row;

import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.nio.charset.StandardCharsets;

/** Fields of the row at hand: where each begins and ends among its bytes. */
final class RowFields {
  private static final byte[] PARTS = ColumnMapping.PARTS.getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = {};
  private int[] ends = {};
  private int start;
  private int gap;
  private int count;
  private TextEncoding encoding = TextEncoding.UTF_8;

  /** Goes on to a row, whose first field begins at the start, the others at a gap after an end. */
  void set(byte[] bytes, int start, int[] ends, int count, int gap, TextEncoding encoding) {
    this.bytes = bytes;
    this.start = start;
    this.ends = ends;
    this.count = count;
    this.gap = gap;
    this.encoding = encoding;
  }

  byte[] bytes() {
    return bytes;
  }

  int[] ends() {
    return ends;
  }

  TextEncoding encoding() {
    return encoding;
  }

  int from(int position) {
    return position == 0 ? start : ends[position - 1] + gap;
  }

  int to(int position) {
    return ends[position];
  }

  String text(int position) {
    return encoding.decode(bytes, from(position), ends[position]);
  }

  /**
   * The number between blanks of any kind, as whoever copies from a page has them; NaN for none.
   */
  double numberInBlanks(int position) {
    return NumberText.parse(Blanks.strip(text(position)));
  }

  boolean isEmpty(int position) {
    return Blanks.skip(bytes, from(position), ends[position]) == ends[position];
  }

  /** Where a part of a field begins; the start of the field where all of it is meant. */
  int fromPart(int position, int part) {
    return part == ColumnMapping.ABSENT ? from(position) : startOfPart(position, part);
  }

  int toPart(int position, int part) {
    return part == ColumnMapping.ABSENT
        ? ends[position]
        : Math.max(startOfPart(position, part), startOfPart(position, part + 1) - PARTS.length);
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

  /** How many there are, as far as who found them counted. */
  int count() {
    return count;
  }

  /** How many there are: the scanner tells one too many from enough, and counts no further. */
  int countBeyond(int columns) {
    int more = 0;
    boolean isCut = gap > 0 && count > columns;
    int from = from(count - 1);
    for (int at = from; isCut && at < ends[count - 1]; at++) {
      more += bytes[at] == bytes[from - 1] ? 1 : 0; // what stands before a field is a separator
    }
    return count + more;
  }
}
