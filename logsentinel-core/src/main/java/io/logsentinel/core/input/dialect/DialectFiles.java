package io.logsentinel.core.input.dialect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Data files of the dialects that LogSentinel knows. */
final class DialectFiles {
  private static final String FOLDER = "/io/logsentinel/core/input/dialects/";

  private DialectFiles() {}

  /** Their names, in the order in which a file is tried with them. */
  static List<String> names() {
    try (BufferedReader list = read("list.txt")) {
      return list.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the file of a dialect, to be closed. */
  static BufferedReader open(String name) throws IOException {
    return read(name + ".properties");
  }

  private static BufferedReader read(String file) throws IOException {
    // of the module itself: the class would have all modules of the JDK searched first
    InputStream in = DialectFiles.class.getModule().getResourceAsStream(FOLDER + file);
    return new BufferedReader(
        new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8));
  }
}
