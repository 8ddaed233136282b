package io.logsentinel.core.input;

import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.text.TextEncoding;

/**
 * Signal that text already handed out was decoded with an encoding that does not fit the rest of
 * the file. Nothing is wrong with the file: read it again, from the start, with {@link
 * #encoding()}.
 */
final class WrongEncodingException extends WrongReadingException {
  private static final long serialVersionUID = 1L;

  private final TextEncoding encoding;

  WrongEncodingException(TextEncoding encoding) {
    super("the file is not " + TextEncoding.values()[encoding.ordinal() - 1] + ": read it again");
    this.encoding = encoding;
  }

  @Override
  Reading correct(Reading wrong) {
    return wrong.with(encoding);
  }

  /** {@return the encoding to read the file with, the next in order} */
  TextEncoding encoding() {
    return encoding;
  }
}
