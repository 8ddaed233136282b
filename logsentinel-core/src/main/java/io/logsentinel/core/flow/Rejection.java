package io.logsentinel.core.flow;

/**
 * Reason why a row was not kept: the first one found, of the row as a whole, then of its texts,
 * then of its numbers.
 */
public enum Rejection {
  /** An empty line, or nothing but commas. */
  BLANK("blank"),
  /** Fewer fields than the header has columns. */
  TOO_FEW_FIELDS("too few fields"),
  /** More fields than the header has columns. */
  TOO_MANY_FIELDS("too many fields"),
  /** A record or a text longer than {@code FlowReader} takes. */
  TOO_LONG("too long"),
  /** A line that is no object by the grammar of JSON, in a file that has an object a line. */
  MALFORMED("malformed"),
  /** A required field that is empty or says so ({@code NA}, {@code null} and their like). */
  MISSING_VALUE("missing value"),
  /** A numeric field that is no number, or one too large for a double. */
  NOT_A_NUMBER("not a number"),
  /** A record of something else in a log of several kinds of records: an event, a heartbeat. */
  NOT_A_FLOW("not a flow"),
  /** The other half of a one-way flow that was kept, and has its packets and bytes now. */
  OTHER_HALF("other half of a flow"),
  /** A row torn by a quote that is not closed on its line; every row where it is never closed. */
  UNCLOSED_QUOTE("unclosed quote"),
  /** Every row of a file that could not be read to its end. */
  UNREADABLE_FILE("unreadable file");

  private final String words;

  Rejection(String words) {
    this.words = words;
  }

  /** {@return the reason in lower-case words, for people and for the run's manifest} */
  public String words() {
    return words;
  }
}
