package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that the row at hand lacks, and that a flow may lack. */
final class LackingFields {
  private static final int PORTS =
      1 << FlowField.SOURCE_PORT.ordinal() | 1 << FlowField.DESTINATION_PORT.ordinal();

  private final ColumnMapping columns;

  /** What a whole flow may lack: its label, in a file without. */
  private final int unlabelled;

  /** A bit for each field, by its ordinal. */
  private int bits;

  LackingFields(ColumnMapping columns) {
    this.columns = columns;
    this.unlabelled =
        columns.leniency() == Leniency.UNLABELLED ? 1 << FlowField.LABEL.ordinal() : 0;
  }

  void clear() {
    bits = 0;
  }

  /** Lets a field be lacking where the flow is a flow without it. */
  boolean add(RowFields row, FlowField field, Rejection reason) {
    boolean may =
        columns.leniency() != Leniency.EXACT
            && switch (field) {
              case BYTES_PER_SECOND, PACKETS_PER_SECOND ->
                  reason == Rejection.MISSING_VALUE
                      || !RejectedValue.hasComma(row.text(columns.positions()[field.ordinal()]));
              case SOURCE_PORT, DESTINATION_PORT, LABEL -> reason == Rejection.MISSING_VALUE;
              default -> false;
            };
    bits |= may ? 1 << field.ordinal() : 0;
    return may;
  }

  boolean has(FlowField field) {
    return (bits >> field.ordinal() & 1) == 1;
  }

  boolean hasPort() {
    return (bits & PORTS) != 0;
  }

  /**
   * The lacking port, where the protocol has ports; elsewhere, an object without it says all there
   * is, as a row with a 0 does.
   */
  @Nullable FlowField neededPort(double protocol) {
    if (PartialFlow.hasPorts(protocol)) {
      return has(FlowField.DESTINATION_PORT) ? FlowField.DESTINATION_PORT : FlowField.SOURCE_PORT;
    }
    if (columns.dialect().layout().json()) {
      bits &= ~PORTS;
    }
    return null;
  }

  /** Whether the flow lacks nothing, or nothing that flows of its file have. */
  boolean isWhole() {
    return bits == 0 || bits == unlabelled;
  }

  Set<FlowField> toSet() {
    Set<FlowField> fields = EnumSet.noneOf(FlowField.class);
    for (FlowField field : FlowField.values()) {
      if (has(field)) {
        fields.add(field);
      }
    }
    return fields;
  }
}
