package io.logsentinel.core.input;

import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.ForeignContent;
import io.logsentinel.core.text.GzipMembers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes of a source as text: taken out of gzip, which is known by its first bytes, not by name. */
final class SourceBytes {
  private SourceBytes() {}

  /**
   * Opens a source.
   *
   * @return the text, to be closed
   * @throws FlowFileException if it cannot be opened, or holds no text
   */
  static InputStream open(FlowSource source) throws FlowFileException {
    try {
      InputStream in = source.open();
      try {
        return text(in);
      } catch (IOException e) {
        throw closeAfter(e, in);
      }
    } catch (FlowFileException e) {
      throw e;
    } catch (IOException e) {
      throw FlowFileException.unreadable(e, 1, RowCounts.NONE);
    }
  }

  private static InputStream text(InputStream in) throws IOException {
    FileHead head = FileHead.read(in, ForeignContent.HEAD_BYTES);
    if (!GzipMembers.begins(head.bytes())) {
      requireText(head, false);
      return head.all();
    }
    FileHead text = FileHead.read(new GzipMembers(head.all()), ForeignContent.HEAD_BYTES);
    requireText(text, true);
    return text.all();
  }

  private static void requireText(FileHead head, boolean inGzip) throws FlowFileException {
    if (inGzip && GzipMembers.begins(head.bytes())) {
      throw new FlowFileException(
          Kind.NOT_TEXT, 1, "is gzip in gzip; take one off: `zcat FILE | ./logsentinel -`");
    }
    Optional<ForeignContent> foreign = ForeignContent.of(head.bytes());
    if (foreign.isPresent()) {
      throw new FlowFileException(Kind.NOT_TEXT, 1, foreign.get().message(inGzip));
    }
  }

  static <E extends IOException> E closeAfter(E failure, InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
