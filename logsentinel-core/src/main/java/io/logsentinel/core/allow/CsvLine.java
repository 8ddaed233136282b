package io.logsentinel.core.allow;

import io.logsentinel.core.text.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields of a line with commas between, in quotes or not, without blanks around them. */
final class CsvLine {
  private CsvLine() {}

  /** {@return the fields; empty where a quote is not closed, or something follows it} */
  static Optional<List<String>> fields(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      int end;
      int start = skipBlanks(line, at);
      if (start < line.length() && line.charAt(start) == '"') {
        StringBuilder text = new StringBuilder();
        int close = quoted(line, start + 1, text);
        end = close < 0 ? -1 : skipBlanks(line, close);
        if (end < 0 || (end < line.length() && line.charAt(end) != ',')) {
          return Optional.empty();
        }
        fields.add(Blanks.strip(text.toString()));
      } else {
        int comma = line.indexOf(',', at);
        end = comma < 0 ? line.length() : comma;
        fields.add(Blanks.strip(line.substring(at, end)));
      }
      if (end == line.length()) {
        return Optional.of(fields);
      }
      at = end + 1;
    }
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Where what follows the closing quote begins; -1 where there is none. */
  private static int quoted(String line, int from, StringBuilder into) {
    for (int at = from; at < line.length(); at++) {
      if (line.charAt(at) != '"') {
        into.append(line.charAt(at));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        into.append('"');
        at++;
      } else {
        return at + 1;
      }
    }
    return -1;
  }
}
