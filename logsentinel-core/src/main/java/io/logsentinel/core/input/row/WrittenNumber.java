package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.ProtocolNames;
import io.logsentinel.core.text.TextEncoding;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number of a field as exporters write it: a name, hexadecimal or in thousands, too. */
final class WrittenNumber {
  static final Set<FlowField> COUNTS =
      EnumSet.of(
          FlowField.FORWARD_PACKETS,
          FlowField.BACKWARD_PACKETS,
          FlowField.FORWARD_BYTES,
          FlowField.BACKWARD_BYTES);

  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");

  /** As nfdump writes large counts, in steps of a thousand. */
  private static final Pattern SCALED = Pattern.compile("([0-9]+\\.?[0-9]*) ?([KMGT])");

  private final MissingWords missing;
  private final boolean[] zeroIfMissing = new boolean[FlowField.values().length];
  private final boolean namesProtocols;

  // names of protocols read last, by first letter and length: they take turns
  private final byte[][] knownProtocols = new byte[16][];
  private final double[] protocolNumbers = new double[knownProtocols.length];

  /** A bit for each port of the row that is hexadecimal. */
  private int hexadecimal;

  /** The number read last, and whether it stands for a text that is no number. */
  private double value;

  private boolean isReplaced;

  WrittenNumber(Dialect dialect, MissingWords missing) {
    this.missing = missing;
    for (FlowField field : dialect.zeroIfMissing()) {
      zeroIfMissing[field.ordinal()] = true;
    }
    this.namesProtocols = dialect.namesProtocols();
  }

  /** Begins with a row. */
  void clear() {
    hexadecimal = 0;
  }

  /** Reads a number of the row; the reason where there is none. */
  @Nullable Rejection read(RowFields row, FlowField field, int position) {
    byte[] bytes = row.bytes();
    int from = row.from(position);
    int to = row.to(position);
    value = NumberText.parse(bytes, from, to);
    isReplaced = false;
    if (!Double.isNaN(value)) {
      return null;
    }
    isReplaced = true;
    if (missing.isMissing(bytes, from, to)) {
      value = 0;
      return zeroIfMissing[field.ordinal()] ? null : Rejection.MISSING_VALUE;
    }
    if (field == FlowField.PROTOCOL && namesProtocols) {
      value = namedProtocol(bytes, from, to, row.encoding());
      return null;
    }
    value = row.numberInBlanks(position);
    if (!Double.isNaN(value)) {
      isReplaced = false;
      return null;
    }
    String text = Blanks.strip(row.text(position));
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
  private double namedProtocol(byte[] bytes, int from, int to, TextEncoding encoding) {
    int known = bytes[from] + to - from & knownProtocols.length - 1;
    byte[] name = knownProtocols[known];
    if (name == null || !TextEncoding.isSame(name, bytes, from, to)) {
      knownProtocols[known] = Arrays.copyOfRange(bytes, from, to);
      protocolNumbers[known] = ProtocolNames.number(Blanks.strip(encoding.decode(bytes, from, to)));
    }
    return protocolNumbers[known];
  }

  double value() {
    return value;
  }

  boolean isReplaced() {
    return isReplaced;
  }

  boolean hasHexadecimal() {
    return hexadecimal != 0;
  }

  boolean isHexadecimal(FlowField port) {
    return (hexadecimal >> port.ordinal() & 1) == 1;
  }
}
