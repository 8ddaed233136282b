package io.logsentinel.core.input;

import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Catalogue of the formats that flows are read from. */
public final class FlowFormats {
  /**
   * Any of the known dialects, recognised file by file. A file that is none of them is refused in
   * the words of the first, CIC-IDS2017.
   */
  public static final FlowFormat AUTO =
      new Recognised(Dialect.names().stream().map(Dialect::named).map(FlowFormats::of).toList());

  private FlowFormats() {}

  /**
   * {@return delimited text of one dialect}
   *
   * @param dialect the names of its columns
   */
  public static FlowFormat of(Dialect dialect) {
    return new DelimitedText(dialect);
  }

  /** The first of some formats that a file's first bytes match, else the very first. */
  private static final class Recognised extends FlowFormat {
    private final List<FlowFormat> formats;

    Recognised(List<FlowFormat> formats) {
      this.formats = formats;
    }

    @Override
    public String name() {
      return "auto";
    }

    @Override
    public boolean matches(byte[] head) {
      return formats.stream().anyMatch(format -> format.matches(head));
    }

    private FlowFormat of(byte[] head) {
      Stream<FlowFormat> matching = formats.stream().filter(format -> format.matches(head));
      return matching.findFirst().orElse(formats.get(0));
    }

    @Override
    FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
      return of(head).decoder(head, encoding);
    }

    @Override
    RowReader reader(byte[] head, DecodedInput text) throws IOException {
      return of(head).reader(head, text);
    }
  }
}
