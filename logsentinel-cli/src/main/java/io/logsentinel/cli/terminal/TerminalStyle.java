package io.logsentinel.cli.terminal;

/**
 * Style of what a terminal shows.
 *
 * @param width columns, at least {@value #LEAST_WIDTH}
 * @param colored whether escape sequences are written
 */
public record TerminalStyle(int width, boolean colored) {
  /** The width where none is known, in columns; narrower terminals get it too. */
  public static final int LEAST_WIDTH = 80;

  /** The conditions under which severities are coloured. */
  public enum ColorMode {
    /** On a terminal, unless NO_COLOR is set or TERM is dumb. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  private static final String DIM = "\u001b[2m";
  private static final String RESET = "\u001b[0m";

  /**
   * A style.
   *
   * @throws IllegalArgumentException if the width is less than {@value #LEAST_WIDTH}
   */
  public TerminalStyle {
    if (width < LEAST_WIDTH) {
      throw new IllegalArgumentException(
          "width must be at least " + LEAST_WIDTH + " columns but is " + width);
    }
  }

  /**
   * {@return the style of a terminal that says how wide it is}
   *
   * @param columns a whole number, as {@code COLUMNS} has it; any other text is no width
   * @param colored whether escape sequences are written
   */
  public static TerminalStyle of(String columns, boolean colored) {
    int width = columns.matches("[0-9]{1,5}") ? Integer.parseInt(columns) : LEAST_WIDTH;
    return new TerminalStyle(Math.max(LEAST_WIDTH, width), colored);
  }

  String dimmed(String line) {
    return colored ? DIM + line + RESET : line;
  }
}
