package io.logsentinel.core.input;

import io.logsentinel.core.input.ColumnMapping.Leniency;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Catalogue of the formats that flows are read from. */
public final class FlowFormats {
  /**
   * Any of the known dialects, recognised file by file. A file that is none of them is refused in
   * the words of the first, CIC-IDS2017.
   */
  public static final FlowFormat AUTO =
      new Recognised(
          Dialect.names().stream().map(Dialect::named).flatMap(FlowFormats::formats).toList());

  /** The original to the letter: CIC-IDS2017's names, and no flow without all thirteen fields. */
  public static final FlowFormat CIC_IDS_2017 =
      new DelimitedText(Dialect.CIC_IDS_2017, ',', Leniency.EXACT);

  /** Cleaned files: CIC-IDS2017's names, and a label where there was one. */
  public static final FlowFormat CLEANED =
      new DelimitedText(Dialect.CIC_IDS_2017, ',', Leniency.UNLABELLED);

  private FlowFormats() {}

  /**
   * {@return records of one dialect}
   *
   * @param dialect the names of its columns
   */
  public static FlowFormat of(Dialect dialect) {
    return new Recognised(formats(dialect).toList());
  }

  /** {@return the names of the formats that {@link #named} knows} */
  public static List<String> names() {
    return Stream.concat(Stream.of(AUTO.name()), Dialect.names().stream()).toList();
  }

  /**
   * {@return a known format}
   *
   * @param name {@code auto}, {@code cic-ids2017} for the original to the letter, or another
   *     dialect's
   * @throws IllegalArgumentException if there is none of that name
   */
  public static FlowFormat named(String name) {
    if (name.equals(AUTO.name())) {
      return AUTO;
    }
    return name.equals(CIC_IDS_2017.name()) ? CIC_IDS_2017 : of(Dialect.named(name));
  }

  /**
   * What the original reads, it reads with labels: a flow that lacks one where most have it is a
   * partial flow there. Elsewhere labels decide nothing.
   */
  private static Stream<FlowFormat> formats(Dialect dialect) {
    if (dialect.layout().json()) {
      return Stream.of(new JsonLines(dialect));
    }
    Leniency leniency = dialect.equals(Dialect.CIC_IDS_2017) ? null : Leniency.UNLABELLED;
    return dialect
        .layout()
        .separators()
        .chars()
        .mapToObj(separator -> new DelimitedText(dialect, (char) separator, leniency));
  }

  /** The first of some formats that a file's first bytes match, else the very first. */
  private static final class Recognised extends FlowFormat {
    /** Most headers end before; looking at more each time takes long. */
    private static final int MOST_HEADERS = 1 << 12;

    private final List<FlowFormat> formats;

    Recognised(List<FlowFormat> formats) {
      this.formats = formats;
    }

    @Override
    public String name() {
      return formats.stream().map(FlowFormat::name).distinct().count() == 1
          ? formats.get(0).name()
          : "auto";
    }

    @Override
    public boolean matches(byte[] head) {
      return formats.stream().anyMatch(format -> format.matches(head));
    }

    private FlowFormat of(byte[] head) {
      byte[] begin = Arrays.copyOf(head, Math.min(head.length, MOST_HEADERS));
      return first(begin)
          .filter(format -> !(format instanceof JsonLines json && json.hasKinds()))
          .or(() -> first(head))
          .orElseGet(() -> nearest(head));
    }

    private Optional<FlowFormat> first(byte[] head) {
      return formats.stream().filter(format -> format.matches(head)).findFirst();
    }

    /** The format in whose words it is told what a file is that matches none. */
    private FlowFormat nearest(byte[] head) {
      Stream<JsonLines> json =
          formats.stream().filter(JsonLines.class::isInstance).map(JsonLines.class::cast);
      return JsonLines.looksLikeIt(head)
          ? json.max(Comparator.comparingInt(format -> format.found(head)))
              .map(FlowFormat.class::cast)
              .orElse(formats.get(0))
          : formats.get(0);
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
