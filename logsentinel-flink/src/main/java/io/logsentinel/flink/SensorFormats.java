package io.logsentinel.flink;

import io.logsentinel.core.input.FlowFormats;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Formats of the rows that sensors send: a properties file with {@code <sensor>.format} and {@code
 * <sensor>.header}, and {@code *} for all sensors that it does not name.
 *
 * @param formats name of the format, by sensor
 * @param headers header that its rows lack, by sensor
 */
record SensorFormats(Map<String, String> formats, Map<String, String> headers)
    implements Serializable {
  private static final String ALL_OTHERS = "*";

  SensorFormats {
    formats = Collections.unmodifiableMap(new HashMap<>(formats));
    headers = Collections.unmodifiableMap(new HashMap<>(headers));
  }

  /**
   * {@return the formats of a file}
   *
   * @param text of the file
   * @param format of sensors for which it names none
   * @throws IllegalArgumentException if a line says something else
   */
  static SensorFormats read(Reader text, String format) throws IOException {
    Properties properties = new Properties();
    properties.load(text);
    Map<String, String> formats = new HashMap<>(Map.of(ALL_OTHERS, format));
    Map<String, String> headers = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      int dot = name.lastIndexOf('.');
      String sensor = dot < 0 ? "" : name.substring(0, dot);
      String what = name.substring(dot + 1);
      String value = properties.getProperty(name);
      if (what.equals("format") && !sensor.isEmpty()) {
        FlowFormats.named(value);
        formats.put(sensor, value);
      } else if (what.equals("header") && !sensor.isEmpty()) {
        headers.put(sensor, value);
      } else {
        throw new IllegalArgumentException(
            "`" + name + "` must be a sensor or *, then .format or .header");
      }
    }
    return new SensorFormats(formats, headers);
  }

  String format(String sensor) {
    return formats.getOrDefault(sensor, formats.get(ALL_OTHERS));
  }

  /** {@return the header of a sensor's rows; empty where they need none} */
  String header(String sensor) {
    return headers.getOrDefault(sensor, headers.getOrDefault(ALL_OTHERS, ""));
  }
}
