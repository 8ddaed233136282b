package io.logsentinel.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Block of lines of at most 80 columns: names, and texts beside them that are broken at blanks. */
final class WrappedBlock {
  private static final int WIDTH = 80;
  private static final int INDENT = 2;

  private final int column;
  private final StringBuilder text = new StringBuilder();

  /** An empty block whose texts begin so many columns after its names. */
  WrappedBlock(int column) {
    this.column = column;
  }

  /** Adds a text beside a name; an empty name continues the one above. */
  WrappedBlock add(String name, String content) {
    return add(name, "", 0, content);
  }

  /** Adds a text beside a name and a cell of some columns; nothing for an empty text. */
  WrappedBlock add(String name, String cell, int cellColumns, String content) {
    int from = INDENT + column + cellColumns;
    String front = padded(" ".repeat(INDENT) + name, INDENT + column) + cell;
    for (String line : lines(SafeText.of(content), WIDTH - from)) {
      text.append(padded(front, from)).append(line).append('\n');
      front = "";
    }
    return this;
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  /** Breaks a text at blanks, and a word that is longer than a line where the line ends. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split(" +")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line);
        line = "";
      }
      line += (line.isEmpty() ? "" : " ") + word;
      while (line.length() > width) {
        lines.add(line.substring(0, width));
        line = line.substring(width);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
