package io.logsentinel.core.input;

import java.util.ArrayList;
import java.util.List;

/** The obvious way to cut a text into records, for comparison: one pass over its characters. */
final class CsvReference {
  /** A record, the line it starts on, and whether it is nothing but commas and blanks. */
  record Row(List<String> fields, long line, boolean blank) {}

  final List<Row> rows = new ArrayList<>();

  /** Line of the quote that is never closed; 0 where there is none. */
  long unclosedLine;

  private final String text;
  private int at;

  CsvReference(String text) {
    this.text = text;
    while (at < text.length() && unclosedLine == 0) {
      readRow();
    }
  }

  private void readRow() {
    int start = at;
    List<String> fields = new ArrayList<>();
    while (true) {
      String field = readField();
      if (unclosedLine > 0) {
        return;
      }
      fields.add(field);
      if (!sees(',')) {
        break;
      }
      at++;
    }
    boolean blank = text.substring(start, at).chars().allMatch(c -> ", \t\u000b\f".indexOf(c) >= 0);
    rows.add(new Row(fields, lineOf(start), blank));
    if (sees('\r')) {
      at++;
      if (sees('\n')) {
        at++;
      }
    } else if (sees('\n')) {
      at++;
    }
  }

  private String readField() {
    StringBuilder field = new StringBuilder();
    if (sees('"')) {
      int quote = at++;
      while (true) {
        if (at == text.length()) {
          unclosedLine = lineOf(quote);
          return "";
        }
        char c = text.charAt(at++);
        if (c == '"' && !sees('"')) {
          break;
        }
        if (c == '"') {
          at++;
        }
        field.append(c);
      }
    }
    while (at < text.length() && !sees(',') && !sees('\n') && !sees('\r')) {
      field.append(text.charAt(at++));
    }
    return field.toString();
  }

  private boolean sees(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  /** CRLF is one line end. */
  private long lineOf(int place) {
    long line = 1;
    for (int i = 0; i < place; i++) {
      boolean beforeLf = text.startsWith("\r\n", i);
      if (text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !beforeLf)) {
        line++;
      }
    }
    return line;
  }
}
