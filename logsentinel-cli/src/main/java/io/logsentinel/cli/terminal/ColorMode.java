package io.logsentinel.cli.terminal;

/** The conditions under which severities are coloured. */
public enum ColorMode {
  /** On a terminal, unless NO_COLOR is set or TERM is dumb. */
  AUTO,
  /** Always. */
  ALWAYS,
  /** Never. */
  NEVER
}
