package io.logsentinel.cli.command;

import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.TerminalStyle;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The streams, variables and terminals around a process.
 *
 * @param console where output goes
 * @param input standard input
 * @param environment environment variables
 * @param outIsTerminal whether stdout is a terminal
 * @param errIsTerminal whether stderr is a terminal
 */
public record ProcessContext(
    Console console,
    InputStream input,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /**
   * {@return whether the locale's characters are those of UTF-8} The launcher says what it was
   * before it set its own.
   */
  boolean isUnicode() {
    String locale = System.getProperty("logsentinel.locale", "");
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      locale = locale.isEmpty() ? environment.getOrDefault(name, "") : locale;
    }
    return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
  }

  /** {@return how stdout is written to: as wide as the terminal says it is} */
  TerminalStyle style(ColorMode mode) {
    return style(mode, false);
  }

  /**
   * {@return how blocks are written: as wide as the terminal says it is}
   *
   * @param diverted whether they go to stderr, as stdout is for data
   */
  TerminalStyle style(ColorMode mode, boolean diverted) {
    boolean isTerminal = diverted ? errIsTerminal : outIsTerminal;
    String columns = isTerminal ? environment.getOrDefault("COLUMNS", "") : "";
    return TerminalStyle.of(columns, isColored(mode, isTerminal));
  }

  /** Whether escape sequences are written. */
  private boolean isColored(ColorMode mode, boolean isTerminal) {
    return switch (mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          isTerminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(environment.get("TERM"));
    };
  }
}
