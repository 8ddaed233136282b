package io.logsentinel.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Block of lines of bounded width: names, and texts beside them that are broken at blanks. */
final class WrappedBlock {
  private static final int INDENT = 2;
  private static final String CUT = "...";

  private final int column;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  /** An empty block of 80 columns whose texts begin so many columns after its names. */
  WrappedBlock(int column) {
    this(column, TerminalStyle.LEAST_WIDTH);
  }

  /** The same of another width. */
  WrappedBlock(int column, int width) {
    this.column = column;
    this.width = width;
  }

  /** Adds a text beside a name; an empty name continues the one above. */
  WrappedBlock add(String name, String content) {
    return add(name, "", 0, content);
  }

  /** Adds a text beside a name and a cell of some columns; nothing for an empty text. */
  WrappedBlock add(String name, String cell, int cellColumns, String content) {
    int from = INDENT + column + cellColumns;
    String front = padded(" ".repeat(INDENT) + name, INDENT + column) + cell;
    for (String line : lines(SafeText.of(content), width - from)) {
      text.append(padded(front, from)).append(line).append('\n');
      front = "";
    }
    return this;
  }

  /** Adds a text of at most so many lines; of a longer one, the end is left out. */
  WrappedBlock addLines(String name, int most, String content) {
    int columns = width - INDENT - column;
    List<String> all = lines(SafeText.of(content), columns);
    if (all.size() <= most) {
      return add(name, content);
    }
    String last = all.get(most - 1);
    String cut = last.substring(0, Math.min(last.length(), columns - CUT.length())) + CUT;
    String front = padded(" ".repeat(INDENT) + name, INDENT + column);
    for (String line : all.subList(0, most - 1)) {
      text.append(padded(front, INDENT + column)).append(line).append('\n');
      front = "";
    }
    text.append(padded(front, INDENT + column)).append(cut).append('\n');
    return this;
  }

  /** Adds a text that must stay in one line, to be copied. */
  WrappedBlock addUnbroken(String name, String content) {
    text.append(padded(" ".repeat(INDENT) + name, INDENT + column))
        .append(SafeText.of(content))
        .append('\n');
    return this;
  }

  /** Adds a text without a name, from the first column of names on, dimmed where it may be. */
  WrappedBlock addSmall(String content, TerminalStyle style) {
    for (String line : lines(SafeText.of(content), width - INDENT)) {
      text.append(" ".repeat(INDENT)).append(style.dimmed(line)).append('\n');
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
        int end = Character.isHighSurrogate(line.charAt(width - 1)) ? width - 1 : width;
        lines.add(line.substring(0, end));
        line = line.substring(end);
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
