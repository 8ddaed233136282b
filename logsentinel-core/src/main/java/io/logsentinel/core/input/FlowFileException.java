package io.logsentinel.core.input;

import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failure of a file that gives no flows; the message says what, where, and what was expected. */
public final class FlowFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Kinds of what is wrong with a file. */
  public enum Kind {
    /** No header: not one byte of text. */
    EMPTY(true),
    /** A header that lacks required columns. */
    MISSING_COLUMNS(true),
    /** A header whose names are parted by something else than a comma. */
    OTHER_SEPARATOR(true),
    /** A first line that holds values, not names. */
    NO_HEADER(true),
    /**
     * Packets, an archive, flows in bytes of their own: the message says how text is made of it.
     */
    NOT_TEXT(false),
    /** A quote that is never closed. */
    UNCLOSED_QUOTE(false),
    /** Bytes that cannot be read, or that are not text in the encoding the file claims. */
    UNREADABLE(false);

    private final boolean skipped;

    Kind(boolean skipped) {
      this.skipped = skipped;
    }

    /** {@return true if the file never was one of flows, and is skipped; false if it failed} */
    public boolean isSkipped() {
      return skipped;
    }
  }

  private final Kind kind;
  private final long line;
  private final String what;
  private final transient RowCounts counts;

  FlowFileException(Kind kind, long line, String message) {
    this(kind, line, message, RowCounts.NONE, null);
  }

  private FlowFileException(
      Kind kind, long line, String message, RowCounts counts, @Nullable Throwable cause) {
    super(kind == Kind.NOT_TEXT ? message : "line " + line + ": " + message, cause);
    this.kind = kind;
    this.line = line;
    this.what = message;
    this.counts = counts;
  }

  /** A quote that opened in the row after those counted, which is the last one, or before. */
  static FlowFileException unclosedQuote(FlowFileException quote, RowCounts before, int rows) {
    RowCounts all = before.plus(new RowCounts(rows, Map.of(), Map.of()));
    return new FlowFileException(
        quote.kind, quote.line, quote.what, all.allRejected(Rejection.UNCLOSED_QUOTE), quote);
  }

  /** What shows after rows that were flows: the file is one of flows, and cannot be read on. */
  static FlowFileException brokenOff(FlowFileException why, RowCounts before) {
    RowCounts counts = before.allRejected(Rejection.UNREADABLE_FILE);
    return new FlowFileException(Kind.UNREADABLE, why.line, why.what, counts, why);
  }

  static FlowFileException unreadable(IOException cause, long line, RowCounts before) {
    String why = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    RowCounts counts = before.allRejected(Rejection.UNREADABLE_FILE);
    return new FlowFileException(Kind.UNREADABLE, line, "cannot be read on: " + why, counts, cause);
  }

  /** {@return what is wrong, and where} */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** {@return the kind of what is wrong} */
  public Kind kind() {
    return kind;
  }

  /** {@return the line in the file where it is wrong, the first being 1} */
  public long line() {
    return line;
  }

  /** {@return the account of the rows read: all rejected, for the reason that the file failed} */
  public RowCounts counts() {
    return counts;
  }
}
