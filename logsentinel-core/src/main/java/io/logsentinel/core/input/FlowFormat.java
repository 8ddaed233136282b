package io.logsentinel.core.input;

import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  abstract @Nullable FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException;

  /**
   * {@return a reader of one record after the other, whatever the header is like} It closes the
   * text, which has the head again.
   *
   * @throws FlowFileException if this is no file of flows
   */
  abstract RowReader reader(byte[] head, DecodedInput text) throws IOException;

  /**
   * {@return what a file is that begins so}
   *
   * @throws FlowFileException if this is no file of flows; the message says what is there
   */
  abstract Recognition recognise(byte[] head) throws IOException;

  /**
   * What a file was recognised as by its first bytes.
   *
   * @param dialect the names of its columns
   * @param separator what parts its fields; empty for JSON lines
   * @param headerLine the line of its header, the first being 1; 0 where it has none
   * @param columns the names that are there: of a header, or of the members that a flow needs
   * @param labelled whether most of its first flows have a label
   * @param alternatives names of other dialects that it would be taken for
   */
  public record Recognition(
      Dialect dialect,
      Optional<Character> separator,
      long headerLine,
      List<String> columns,
      boolean labelled,
      List<String> alternatives) {
    public Recognition {
      columns = List.copyOf(columns);
      alternatives = List.copyOf(alternatives);
    }

    Recognition orAs(List<String> others) {
      return new Recognition(dialect, separator, headerLine, columns, labelled, others);
    }
  }
}
