package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.text.TableWriter.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code partial_<name>}: the partial flows of a file beside its cleaned one, each with the number
 * of cleaned flows before it and its time; the fields that it lacks are empty.
 */
public final class PartialCsv {
  private static final List<Column<Row>> COLUMNS = columns();

  private PartialCsv() {}

  /**
   * Partial flow of a file.
   *
   * @param flow the flow, which says how many whole flows of the file stand before it
   * @param time when it was, in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} where it has
   *     none
   */
  public record Row(PartialFlow flow, long time) {}

  private static List<Column<Row>> columns() {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(new Column<>("Flows Before", row -> Long.toString(row.flow().wholeBefore())));
    columns.add(
        new Column<>(
            "Time",
            row ->
                row.time() == FlowBatch.NO_TIME
                    ? ""
                    : Instant.ofEpochMilli(row.time()).toString()));
    for (FlowField field : FlowField.values()) {
      columns.add(new Column<>(field.column(), row -> text(row.flow(), field)));
    }
    return List.copyOf(columns);
  }

  private static String text(PartialFlow partial, FlowField field) {
    FlowRecord flow = partial.flow();
    if (partial.lacking().contains(field)) {
      return "";
    }
    return switch (field) {
      case SOURCE_IP -> flow.sourceIp();
      case DESTINATION_IP -> flow.destinationIp();
      case LABEL -> flow.label();
      default -> NumberText.write(flow.number(field));
    };
  }

  /**
   * {@return a writer of partial flows, which has written the header}
   *
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static TableWriter<Row> writer(OutputStream out) throws IOException {
    return new TableWriter<>(out, COLUMNS);
  }

  /**
   * {@return a reader of partial flows, which has read the header}
   *
   * @param in the bytes; closed with the reader
   * @throws ArtifactException if the columns are others
   */
  public static TableReader<Row> reader(InputStream in) throws IOException {
    return new TableReader<>(in, COLUMNS, PartialCsv::row);
  }

  private static Row row(TableReader<Row> table) throws ArtifactException {
    Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
    double[] numbers = new double[FlowField.values().length];
    for (FlowField field : FlowField.values()) {
      int column = column(field);
      if (table.text(column).isEmpty()) {
        lacking.add(field);
      } else if (!field.isText()) {
        numbers[field.ordinal()] = table.number(column);
      }
    }
    FlowRecord flow =
        FlowRecord.of(
            table.text(column(FlowField.SOURCE_IP)),
            table.text(column(FlowField.DESTINATION_IP)),
            numbers,
            table.text(column(FlowField.LABEL)));
    try {
      String time = table.text(1);
      return new Row(
          new PartialFlow(flow, lacking, FlowBatch.NO_TIME, false, table.count(0)),
          time.isEmpty() ? FlowBatch.NO_TIME : Instant.parse(time).toEpochMilli());
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new ArtifactException(
          "the flow after " + table.text(0) + " others is no partial flow: " + e.getMessage(), e);
    }
  }

  private static int column(FlowField field) {
    return COLUMNS.size() - FlowField.values().length + field.ordinal();
  }
}
