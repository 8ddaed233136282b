package io.logsentinel.core.input;

import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.input.row.RejectedValue;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Catalogue of the formats that flows are read from. */
public final class FlowFormats {
  /**
   * Any of the known dialects, recognised file by file. A file that is none of them is refused in
   * the words of the nearest, of equals CIC-IDS2017.
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
   * {@return records of one dialect, also where its columns are named in other letters, or with
   * other blanks and signs between words}
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
    Dialect original = Dialect.CIC_IDS_2017;
    boolean isOriginal =
        dialect == original || (dialect.name().equals(original.name()) && dialect.equals(original));
    Leniency leniency = isOriginal ? null : Leniency.UNLABELLED;
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

    /** Beyond so many lines, nobody looks for a header. */
    private static final int MOST_LINES_ABOVE = 20;

    private static final String AUTO_NAME = "auto";

    private final List<FlowFormat> formats;

    Recognised(List<FlowFormat> formats) {
      this.formats = formats;
    }

    @Override
    public String name() {
      return formats.stream().map(FlowFormat::name).distinct().count() == 1
          ? formats.get(0).name()
          : AUTO_NAME;
    }

    @Override
    public boolean matches(byte[] head) {
      return formats.stream().anyMatch(format -> format.matches(head));
    }

    private FlowFormat of(byte[] head) throws IOException {
      byte[] begin = Arrays.copyOf(head, Math.min(head.length, MOST_HEADERS));
      Optional<FlowFormat> known =
          first(formats, begin)
              .filter(format -> !(format instanceof JsonLines json && json.hasKinds()))
              .or(() -> first(formats, head));
      if (known.isPresent()) {
        return known.get();
      }
      List<FlowFormat> below = below(firstLine(head));
      Optional<FlowFormat> hinted =
          first(below, head).or(() -> inOtherLetters(below.isEmpty() ? formats : below, head));
      if (hinted.isEmpty()) {
        lookForMarkedNames(begin);
        lookFurther(begin);
      }
      return hinted.orElseGet(() -> nearest(below.isEmpty() ? formats : below, head));
    }

    /**
     * Looks for a line of names that begins as a known dialect's does, where none such is expected.
     *
     * @throws FlowFileException if there is one: it would be passed over as a comment
     */
    private void lookForMarkedNames(byte[] begin) throws IOException {
      boolean isExpected =
          formats.stream()
              .anyMatch(it -> !(it instanceof DelimitedText text) || !text.header().isEmpty());
      LineReader lines = new LineReader(JsonLines.whole(begin), 1);
      for (int line = 1; !isExpected && line <= MOST_LINES_ABOVE && lines.next(); line++) {
        String text = lines.text();
        for (Map.Entry<String, String> known : MarkedNames.DIALECTS.entrySet()) {
          String header = known.getKey();
          if (text.startsWith(header)) {
            throw new FlowFileException(
                Kind.MISSING_COLUMNS,
                line,
                "names stand behind `"
                    + header
                    + "`, as in "
                    + known.getValue()
                    + ": say --format "
                    + known.getValue()
                    + ", with --map, too; a --dialect FILE needs header="
                    + header);
          }
        }
      }
    }

    /** Dialects by what their line of names begins with, for those that need them. */
    private static final class MarkedNames {
      static final Map<String, String> DIALECTS = new LinkedHashMap<>();

      static {
        for (String name : Dialect.names()) {
          String header = Dialect.named(name).layout().header();
          if (!header.isEmpty()) {
            DIALECTS.putIfAbsent(header, name);
          }
        }
      }
    }

    /**
     * Looks for a format below the first lines.
     *
     * @throws FlowFileException if there is one: tools write titles and warnings above what they
     *     are asked for
     */
    private void lookFurther(byte[] begin) throws IOException {
      LineReader lines = new LineReader(JsonLines.whole(begin), 1);
      StringBuilder rest = new StringBuilder();
      List<Integer> starts = new ArrayList<>();
      while (lines.next()) {
        starts.add(rest.length());
        rest.append(lines.text()).append('\n');
      }
      for (int line = 1; line < Math.min(starts.size(), MOST_LINES_ABOVE); line++) {
        String below = rest.substring(starts.get(line));
        Optional<FlowFormat> format =
            below.substring(0, below.indexOf('\n')).isBlank() // it begins below
                ? Optional.empty()
                : first(formats, below.getBytes(StandardCharsets.UTF_8));
        if (format.isPresent()) {
          throw new FlowFileException(
              Kind.MISSING_COLUMNS,
              1,
              "what "
                  + format.get().name()
                  + " reads begins on line "
                  + (line + 1)
                  + ", below `"
                  + RejectedValue.shown(firstLine(begin).strip())
                  + "`; `tail -n +"
                  + (line + 1)
                  + "` takes off what stands above it");
        }
      }
    }

    private static Optional<FlowFormat> first(List<FlowFormat> formats, byte[] head) {
      return formats.stream().filter(format -> format.matches(head)).findFirst();
    }

    /**
     * Where one dialect alone is asked for, it is told what names mean that are written otherwise.
     * Among all, these could be those of another, which means something else.
     */
    private Optional<FlowFormat> inOtherLetters(List<FlowFormat> formats, byte[] head) {
      return name().equals(AUTO_NAME)
          ? Optional.empty()
          : formats.stream()
              .flatMap(
                  it ->
                      it instanceof DelimitedText text
                          ? text.inOtherLetters(head).stream()
                          : Stream.empty())
              .map(FlowFormat.class::cast)
              .findFirst();
    }

    /** The formats of a file whose first line is no header; none where it may be one. */
    private List<FlowFormat> below(String firstLine) {
      List<FlowFormat> below = new ArrayList<>();
      boolean isNone = false;
      for (FlowFormat format : formats) {
        Optional<DelimitedText> same =
            format instanceof DelimitedText text ? text.below(firstLine) : Optional.empty();
        isNone |= same.isPresent();
        below.add(same.map(FlowFormat.class::cast).orElse(format));
      }
      return isNone ? below : List.of();
    }

    private static String firstLine(byte[] head) throws IOException {
      LineReader lines = new LineReader(JsonLines.whole(head), 1);
      String line = "";
      while (line.isBlank() && lines.next()) {
        line = lines.text().replace("\r", "");
      }
      return line;
    }

    /** The format in whose words it is told what a file is that matches none. */
    private static FlowFormat nearest(List<FlowFormat> formats, byte[] head) {
      boolean isJson = JsonLines.looksLikeIt(head);
      FlowFormat nearest = formats.get(0);
      int most = Integer.MIN_VALUE;
      for (FlowFormat format : formats) {
        int near = formats.size() == 1 ? 0 : near(format, head, isJson);
        nearest = near > most ? format : nearest;
        most = Math.max(most, near);
      }
      return nearest;
    }

    /** By how much a file is of a format, by its names. */
    private static int near(FlowFormat format, byte[] head, boolean isJson) {
      if (isJson) {
        return format instanceof JsonLines json ? json.found(head) : -1;
      }
      return format instanceof DelimitedText text ? text.near(head) : -1;
    }

    @Override
    Recognition recognise(byte[] head) throws IOException {
      FlowFormat format = of(head);
      return format
          .recognise(head)
          .orAs(
              formats.stream()
                  .filter(other -> !other.name().equals(format.name()) && other.matches(head))
                  .map(FlowFormat::name)
                  .distinct()
                  .toList());
    }

    @Override
    @Nullable FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
      return of(head).decoder(head, encoding);
    }

    @Override
    RowReader reader(byte[] head, DecodedInput text) throws IOException {
      return of(head).reader(head, text);
    }
  }
}
