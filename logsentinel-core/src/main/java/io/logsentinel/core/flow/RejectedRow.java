package io.logsentinel.core.flow;

import java.util.Objects;

/**
 * A row that was rejected: where it stands, and what of it was the reason.
 *
 * @param line on which the row begins, the first of the file being 1
 * @param what the reason in words with the offending column and value, such as {@code Flow Duration
 *     is `1,000`}; long values are cut
 */
public record RejectedRow(long line, String what) {
  public RejectedRow {
    Objects.requireNonNull(what, "what");
  }
}
