package io.logsentinel.core.input;

import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;

/**
 * Port for flows that come as bytes: an encoding that is recognised by the first bytes of a file
 * and decoded block by block. {@link FlowFormats} has those that there are; a new one is a subclass
 * here. Flows that do not come as bytes need no format, only a {@code FlowBatch.Appender}.
 */
public abstract class FlowFormat {
  FlowFormat() {}

  /** {@return the format's name, as options carry it} */
  public abstract String name();

  /**
   * {@return true if a file that begins so is of this format}
   *
   * @param head its first bytes, some thousand where it has so many
   */
  public abstract boolean matches(byte[] head);

  /**
   * {@return the decoder of a file whose header stands plainly in its first bytes; null where it
   * does not: the file is left to {@link #reader}}
   *
   * @throws FlowFileException if this is no file of flows
   */
  abstract FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException;

  /**
   * {@return a reader of one record after the other, whatever the header is like} It closes the
   * text, which has the head again.
   *
   * @throws FlowFileException if this is no file of flows
   */
  abstract RowReader reader(byte[] head, DecodedInput text) throws IOException;
}
