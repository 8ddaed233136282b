package io.logsentinel.cli.terminal;

/** Whether severities are coloured. */
public enum ColorMode {
  /** On a terminal, unless NO_COLOR is set or TERM is dumb. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER
}
