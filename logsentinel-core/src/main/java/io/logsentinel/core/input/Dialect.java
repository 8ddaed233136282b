package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowField;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The column names of one flow exporter: which column holds which field.
 *
 * @param name the dialect's name, as artifacts carry it
 * @param columns the column of every {@link FlowField}, without blanks around the names; an {@link
 *     IllegalArgumentException} if a field has none
 * @param timeColumn the column of the time, which a file may lack
 */
public record Dialect(String name, Map<FlowField, String> columns, String timeColumn) {

  /** The labelled flows of CIC-IDS2017, and the cleaned files made of any input. */
  public static final Dialect CIC_IDS_2017 =
      new Dialect("cic-ids2017", cleanedColumns(), "Timestamp");

  public Dialect {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(timeColumn, "timeColumn");
    for (FlowField field : FlowField.values()) {
      if (columns.get(field) == null) {
        throw new IllegalArgumentException(
            "dialect " + name + " names no column for " + field.column());
      }
    }
    columns = Map.copyOf(columns);
  }

  private static Map<FlowField, String> cleanedColumns() {
    Map<FlowField, String> columns = new EnumMap<>(FlowField.class);
    for (FlowField field : FlowField.values()) {
      columns.put(field, field.column());
    }
    return columns;
  }
}
