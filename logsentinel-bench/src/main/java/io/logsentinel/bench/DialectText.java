package io.logsentinel.bench;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Text of flows in a dialect: its recipes read backwards, so that reading it gives the flows. */
public final class DialectText {
  private final Dialect dialect;
  private final List<String> columns;
  private long millis = 1_700_000_000_000L;

  private DialectText(Dialect dialect) {
    this.dialect = dialect;
    Set<String> named = new LinkedHashSet<>(dialect.columnNames(Set.of()));
    named.addAll(List.of(dialect.time(), dialect.endTime(), dialect.layout().kind()));
    named.remove("");
    this.columns =
        dialect.layout().columns().isEmpty() ? List.copyOf(named) : dialect.layout().columns();
  }

  /** {@return a file of flows in a dialect} */
  public static byte[] of(Dialect dialect, List<FlowRecord> flows) {
    DialectText writer = new DialectText(dialect);
    StringBuilder text = new StringBuilder();
    if (!dialect.layout().json() && dialect.layout().columns().isEmpty()) {
      text.append(dialect.layout().header().isEmpty() ? "" : dialect.layout().header());
      text.append(dialect.layout().header().isEmpty() ? "" : writer.separator());
      // of names that may stand for one, the first
      List<String> names = writer.columns.stream().map(it -> it.split("\\|")[0]).toList();
      text.append(String.join(writer.separator(), names)).append('\n');
    }
    flows.forEach(flow -> text.append(writer.record(flow)).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String separator() {
    return dialect.layout().separators().substring(0, 1);
  }

  private String record(FlowRecord flow) {
    Map<String, String> values = values(flow);
    if (!dialect.layout().json()) {
      return String.join(
          separator(), columns.stream().map(name -> values.getOrDefault(name, "-")).toList());
    }
    List<String> members = new ArrayList<>();
    values.forEach(
        (names, value) -> {
          boolean isNumber = !Double.isNaN(NumberText.parse(value));
          String quote = isNumber ? "" : "\"";
          members.add('"' + names.split("\\|")[0] + "\":" + quote + value + quote);
        });
    return "{" + String.join(",", members) + "}";
  }

  private Map<String, String> values(FlowRecord flow) {
    Map<String, String> values = new HashMap<>();
    for (FlowField field : FlowField.values()) {
      FieldRecipe recipe = dialect.recipe(field);
      switch (recipe.operation()) {
        case COLUMN, BY_RATE, TYPE_CODE, TYPE_WITH_CODE ->
            values.put(recipe.first(), text(flow, field));
        case TIMES ->
            values.put(recipe.first(), NumberText.write(flow.number(field) / recipe.operand()));
        case MINUS ->
            values.put(
                recipe.first(),
                NumberText.write(
                    flow.number(field)
                        + NumberText.parse(values.getOrDefault(recipe.second(), "0"))));
        default -> {
          // what follows from others, or is the same for every flow
        }
      }
    }
    millis += 10;
    put(values, dialect.time(), Long.toString(millis));
    put(values, dialect.endTime(), Long.toString(millis + (long) (flow.flowDuration() / 1000)));
    // a kind that flows do not have is told by a column that they have anyway
    dialect.layout().flows().forEach(kind -> put(values, dialect.layout().kind(), kind));
    return values;
  }

  private static void put(Map<String, String> values, String column, String value) {
    if (!column.isEmpty()) {
      values.put(column, value);
    }
  }

  private String text(FlowRecord flow, FlowField field) {
    return switch (field) {
      case SOURCE_IP -> flow.sourceIp();
      case DESTINATION_IP -> flow.destinationIp();
      case LABEL -> flow.label();
      case PROTOCOL ->
          dialect.namesProtocols()
              ? flow.protocol() == 6 ? "tcp" : "udp"
              : NumberText.write(flow.protocol());
      default -> NumberText.write(flow.number(field));
    };
  }
}
