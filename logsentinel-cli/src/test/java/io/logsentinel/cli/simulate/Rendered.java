package io.logsentinel.cli.simulate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A day written into memory, and views of its text. */
record Rendered(SimulatedDay day, byte[] bytes) {

  static final double SMALL = 0.001;

  static Rendered of(SimulatedDay day) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      day.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Rendered(day, out.toByteArray());
  }

  static List<Rendered> week(double scale, long seed) {
    return new SimulatedWeek(scale, seed).days().stream().map(Rendered::of).toList();
  }

  /** One character per byte. */
  String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  List<String> lines() {
    return List.of(text().split("\r\n"));
  }

  /** The flows, without header and blank rows, as fields. */
  List<String[]> flows() {
    return lines().stream()
        .skip(1)
        .filter(line -> !line.startsWith(","))
        .map(line -> line.split(",", -1))
        .toList();
  }
}
