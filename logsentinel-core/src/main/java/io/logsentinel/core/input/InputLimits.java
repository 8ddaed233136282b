package io.logsentinel.core.input;

/** Limits beyond which a record is rejected as too long: memory must not grow with the input. */
final class InputLimits {
  /** The longest record that can be kept, in bytes without quotes and separators. */
  static final int MAX_RECORD_BYTES = 1 << 22;

  /** The longest address or label that can be kept, in characters. */
  static final int MAX_TEXT_CHARS = 4096;

  private InputLimits() {}
}
