package io.logsentinel.flink;

import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader.Buffers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Formats of the rows that sensors send: a properties file with {@code <sensor>.format} and {@code
 * <sensor>.header}, and {@code *} for all sensors that it does not name.
 */
final class SensorFormats implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Properties properties = new Properties();

  /**
   * Formats of a file.
   *
   * @param file its bytes, UTF-8
   * @param format name of that of sensors for which it names none
   * @throws IllegalArgumentException if a line says something else
   */
  SensorFormats(byte[] file, String format) throws IOException {
    properties.put("*.format", format);
    properties.put("*.header", "");
    properties.load(new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8));
    for (String name : properties.stringPropertyNames()) {
      if (name.matches(".+\\.format")) {
        FlowFormats.named(properties.getProperty(name));
      } else if (!name.matches(".+\\.header")) {
        throw new IllegalArgumentException(
            "`" + name + "` must be a sensor or *, then .format or .header");
      }
    }
  }

  private String of(String sensor, String what) {
    return properties.getProperty(sensor + what, properties.getProperty("*" + what));
  }

  /** {@return what the rows of a sensor are like; they are read into the buffers} */
  Sensor.Rows of(String sensor, Buffers buffers) {
    String header = of(sensor, ".header");
    return new Sensor.Rows(
        FlowFormats.named(of(sensor, ".format")), header.isEmpty() ? "" : header + "\n", buffers);
  }
}
