package io.logsentinel.cli.metrics;

import io.logsentinel.core.text.NumberText;
import java.util.Map;

/** Gauges in the text format of Prometheus: name, help, and a sample for each value of a label. */
final class MetricsText {
  private static final String PREFIX = "logsentinel_";

  private final StringBuilder text = new StringBuilder();

  /** Adds a gauge without labels. */
  MetricsText add(String name, String help, double value) {
    begin(name, help);
    sample(name, "", value);
    return this;
  }

  /** Adds a gauge with a sample for each value of a label, in their order. */
  MetricsText add(String name, String help, String label, Map<String, ? extends Number> values) {
    if (!values.isEmpty()) {
      begin(name, help);
      values.forEach(
          (of, value) ->
              sample(name, "{" + label + "=\"" + escaped(of) + "\"}", value.doubleValue()));
    }
    return this;
  }

  private void begin(String name, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(" gauge\n");
  }

  private void sample(String name, String labels, double value) {
    text.append(PREFIX).append(name).append(labels).append(' ');
    text.append(NumberText.write(value)).append('\n');
  }

  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
