package io.logsentinel.cli.metrics;

import io.logsentinel.cli.run.RunFile;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.core.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Gauges in the text format of Prometheus: name, help, and a sample for each value of a label. */
public final class MetricsText {
  private static final String PREFIX = "logsentinel_";

  private final StringBuilder text = new StringBuilder();

  /** Gauges of nothing but the version of the program. */
  public MetricsText() {
    add("build_info", "Version of the program.", "version", Map.of(RunFile.version(), 1));
  }

  /**
   * Adds a gauge without labels.
   *
   * @param name without the prefix that all have
   * @param help one line
   * @param value any number
   * @return this
   */
  public MetricsText add(String name, String help, double value) {
    begin(name, help);
    sample(name, "", value);
    return this;
  }

  /**
   * Adds a gauge with a sample for each value of a label, in their order; none where there is none.
   *
   * @param name without the prefix that all have
   * @param help one line
   * @param label its name
   * @param values a number for each value of the label, which is any text
   * @return this
   */
  public MetricsText add(
      String name, String help, String label, Map<String, ? extends Number> values) {
    if (!values.isEmpty()) {
      begin(name, help);
      values.forEach(
          (of, value) ->
              sample(name, "{" + label + "=\"" + escaped(of) + "\"}", value.doubleValue()));
    }
    return this;
  }

  /**
   * Adds a gauge with a sample for each constant, by its name in lower case.
   *
   * @param <T> type of the constants
   * @param name without the prefix that all have
   * @param help one line
   * @param label its name
   * @param all constants, in order
   * @param value of each
   * @return this
   */
  public <T extends Enum<T>> MetricsText add(
      String name, String help, String label, T[] all, ToLongFunction<T> value) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (T one : all) {
      values.put(one.name().toLowerCase(Locale.ROOT), value.applyAsLong(one));
    }
    return add(name, help, label, values);
  }

  /**
   * Adds a gauge with a sample for each constant, those that were not counted too.
   *
   * @param <T> type of the constants
   * @param name without the prefix that all have
   * @param help one line
   * @param label its name
   * @param all constants, in order
   * @param counts of those that occurred
   * @return this
   */
  public <T extends Enum<T>> MetricsText add(
      String name, String help, String label, T[] all, Map<T, Long> counts) {
    return add(name, help, label, all, one -> counts.getOrDefault(one, 0L));
  }

  /**
   * Replaces a file as a whole.
   *
   * @param target the file
   * @throws OutputException if it cannot be written
   */
  public void write(Path target) throws OutputException {
    try (OutputFile out = new OutputFile(target)) {
      byte[] bytes = toString().getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
      out.commit();
    }
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
