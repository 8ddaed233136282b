package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.json.JsonMembers;
import io.logsentinel.core.text.json.JsonNames;
import io.logsentinel.core.text.json.SwarJsonScanner;

/**
 * Decoder of blocks of JSON lines: finds the wanted members with the scanner, and leaves it to a
 * {@link FlowRowParser} what becomes of each row.
 *
 * <p>A line that is not plain is shown to the general reader. Where that rejects it, so does this;
 * where it can read it, the block is left to it, for only of a plain line the values stand in the
 * block as they are.
 */
final class JsonLineScanner implements FlowDecoder.Blocks {
  private final int columns;
  private final SwarJsonScanner scanner;
  private final JsonMembers members;
  private final FlowRowParser parser;
  private long lines;
  private boolean ascii;

  JsonLineScanner(ColumnMapping mapping, JsonNames names, FlowBatch.Appender rows) {
    columns = mapping.columns();
    scanner = new SwarJsonScanner(names);
    members = new JsonMembers(names);
    parser = new FlowRowParser(mapping, new TimeLog(rows));
  }

  @Override
  public boolean decode(byte[] bytes, int from, int to, TextEncoding encoding, RowCounter counter) {
    lines = 0;
    ascii = true;
    scanner.clear();
    int[] ends = scanner.ends();
    for (int start = from; start < to; lines++) {
      int end = scanner.scan(bytes, start, to);
      Rejection reason;
      String line = " ";
      if (end >= 0 && end - start <= LineReader.MAX_BYTES) {
        reason = parser.keep(bytes, 0, ends, columns, 0, encoding);
      } else {
        end = endOfLine(bytes, start, to);
        boolean tooLong = end - start > LineReader.MAX_BYTES;
        line = tooLong ? "" : encoding.decode(bytes, start, end);
        reason = tooLong ? Rejection.TOO_LONG : JsonRowReader.rejected(line, members);
        if (reason == null) {
          return false;
        }
      }
      if (reason != null) {
        String text = line;
        counter.reject(reason, lines, () -> JsonRowReader.what(reason, text, parser));
      }
      start = end + 1;
    }
    counter.count(times().rows().batch());
    ascii &= scanner.isAscii();
    return true;
  }

  /** Where a line ends that is not plain; its bytes may be anything. */
  private int endOfLine(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      ascii &= bytes[at] >= 0;
      at++;
    }
    return at;
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public TimeLog times() {
    return parser.times();
  }

  @Override
  public boolean isAscii() {
    return ascii;
  }
}
