package io.logsentinel.ml;

import java.io.IOException;
import java.util.Locale;

/**
 * The failure of a model file that is not exactly what {@code ForestFile} writes. The message says
 * what is wrong, where (a JSON path, or line and column), the limit and the actual value.
 */
public final class ForestFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  ForestFormatException(String message) {
    super(message);
  }

  ForestFormatException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }

  ForestFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
