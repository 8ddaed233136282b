package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.CsvRowReader.Told;
import io.logsentinel.core.input.DecodedInput.ByteOrderMark;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.text.Blanks;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Delimited text with a header, or none, driven by a {@link Dialect}. */
final class DelimitedText extends FlowFormat {
  /** So many of the first flows tell whether most have a label. */
  private static final int MOST_LOOKED_AT = 200;

  /** What spreadsheets write on a first line of its own. */
  private static final Pattern SEPARATOR_HINT =
      Pattern.compile("(sep=)(\\p{ASCII}|\\\\t)", Pattern.CASE_INSENSITIVE);

  private static final String COMMENT = "#";

  private final Dialect dialect;
  private final char separator;

  /**
   * How rows are taken; null where that depends on the file: whether most of its flows have a
   * label.
   */
  private final @Nullable Leniency leniency;

  DelimitedText(Dialect dialect, char separator, @Nullable Leniency leniency) {
    this.dialect = dialect;
    this.separator = separator;
    this.leniency = leniency;
  }

  @Override
  public String name() {
    return dialect.name();
  }

  /** Recognises a header that holds the dialect's columns. */
  @Override
  public boolean matches(byte[] head) {
    try {
      return asTold(head).matches(head);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  Recognition recognise(byte[] head) throws IOException {
    return asTold(head).recognise(head);
  }

  @Override
  @Nullable FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
    return asTold(head).decoder(head, encoding);
  }

  @Override
  RowReader reader(byte[] head, DecodedInput text) throws IOException {
    return asTold(head).reader(head, text);
  }

  /** How a file is written, as lines above its header say. */
  private Written asTold(byte[] head) throws IOException {
    RecordLayout layout = dialect.layout();
    Told as = new Told(separator, Set.of());
    if (layout.separatorLine().isEmpty() && layout.missingLines().isEmpty()) {
      return new Written(dialect, separator, leniency);
    }
    LineReader lines = new LineReader(JsonLines.whole(head), 1);
    String line = layout.comment();
    while (line.isBlank() || Blanks.strip(line).startsWith(layout.comment())) {
      as = as.and(layout, line);
      if (!lines.next()) {
        break;
      }
      line = lines.text();
    }
    return new Written(dialect.withMissing(as.missing()), as.separator(), leniency);
  }

  /** How much of what the dialect needs a file has, where it does not match. */
  int near(byte[] head) {
    try {
      if (!dialect.layout().columns().isEmpty()) {
        return 0;
      }
      List<String> names = asTold(head).namesOf(head);
      int near = 2 * HeaderColumns.near(names, dialect);
      return near > 0 && names.size() > 1 ? near + 1 : near; // parted as the dialect has it
    } catch (IOException e) {
      return 0;
    }
  }

  /** The same below a line that is no header; empty where it may be one. */
  Optional<DelimitedText> below(String firstLine) {
    Matcher hint = SEPARATOR_HINT.matcher(firstLine);
    RecordLayout layout = dialect.layout();
    if (hint.matches()) {
      char named = hint.group(2).equals("\\t") ? '\t' : hint.group(2).charAt(0);
      return Optional.of(new DelimitedText(dialect.below(hint.group(1)), named, leniency));
    }
    return firstLine.startsWith(COMMENT) && layout.comment().isEmpty()
        ? Optional.of(new DelimitedText(dialect.below(COMMENT), separator, leniency))
        : Optional.empty();
  }

  /** What the line of names begins with; empty where the first line is that of names. */
  String header() {
    return dialect.layout().header();
  }

  /** The same in a file that has the names in other letters; empty where it has not. */
  Optional<DelimitedText> inOtherLetters(byte[] head) {
    if (!dialect.layout().columns().isEmpty()) {
      return Optional.empty();
    }
    try {
      return HeaderColumns.inOtherLetters(asTold(head).namesOf(head), dialect)
          .map(spelt -> new DelimitedText(spelt, separator, leniency));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A dialect as one file is written in it.
   *
   * @param dialect with the words for missing values that the file has
   * @param separator what parts its fields
   * @param leniency how rows are taken; null where that depends on the file
   */
  private record Written(Dialect dialect, char separator, @Nullable Leniency leniency) {
    boolean matches(byte[] head) throws IOException {
      CsvTokenizer records = records(head);
      return dialect.layout().columns().isEmpty()
          ? HeaderColumns.holds(header(records), dialect)
          : looksLikeFlow(records, columns(records, Leniency.LABELLED));
    }

    Recognition recognise(byte[] head) throws IOException {
      CsvTokenizer records = records(head);
      ColumnMapping columns = columns(records, head);
      boolean hasHeader = dialect.layout().columns().isEmpty();
      return new Recognition(
          dialect,
          Optional.of(separator),
          hasHeader ? records.line() : 0,
          columns.names(),
          columns.leniency() != Leniency.UNLABELLED,
          List.of());
    }

    @Nullable FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
      ByteOrderMark mark = ByteOrderMark.of(head);
      int end = mark.charset == null ? endOfPlainHeader(head, mark.length) : -1;
      if (end < 0 || (separator != ',' && separator != '\t')) {
        return null;
      }
      byte[] header = Arrays.copyOfRange(head, mark.length, end);
      DecodedInput text =
          new DecodedInput(
              new ByteArrayInputStream(header), new EncodingDetector(encoding), Math.max(1, end));
      long lines = 1 + IntStream.range(0, header.length).filter(i -> header[i] == '\n').count();
      return new Decoder(columns(records(text, 1), head), separator, end, lines);
    }

    RowReader reader(byte[] head, DecodedInput text) throws IOException {
      CsvTokenizer records = records(text, 1);
      return new CsvRowReader(records, columns(records, head), new RowCounter());
    }

    /** In one piece, whose encoding is found in place. */
    private CsvTokenizer records(byte[] head) throws IOException {
      int all = Math.max(1, head.length);
      return records(new DecodedInput(new ByteArrayInputStream(head), TextEncoding.UTF_8, all), 1);
    }

    private CsvTokenizer records(DecodedInput text, long line) {
      return new CsvTokenizer(text, separator, line);
    }

    /**
     * Reads up to the header, and finds its columns; without one, stays before the first record.
     */
    private ColumnMapping columns(CsvTokenizer records, Leniency leniency) throws IOException {
      RecordLayout layout = dialect.layout();
      if (!layout.columns().isEmpty()) {
        return HeaderColumns.of(layout.columns(), 1, dialect, leniency);
      }
      List<String> names = header(records);
      return HeaderColumns.of(names, records.line(), dialect, leniency);
    }

    List<String> namesOf(byte[] head) throws IOException {
      return header(records(head));
    }

    /** Reads up to the header: its names. */
    private List<String> header(CsvTokenizer records) throws IOException {
      do {
        if (!records.next()) {
          throw new FlowFileException(Kind.EMPTY, 1, "the file is empty");
        }
      } while (records.isBlank()
          || (records.fields() == 1 && records.field(0).isBlank())
          || isPassedOver(records));
      if (records.isTooLong()) {
        throw new FlowFileException(
            Kind.NO_HEADER,
            records.line(),
            "no header: the first line has more than " + CsvTokenizer.MAX_RECORD_BYTES + " bytes");
      }
      return names(records);
    }

    private boolean isPassedOver(CsvTokenizer records) {
      RecordLayout layout = dialect.layout();
      return layout.header().isEmpty()
          ? records.begins(layout.comment())
          : !records.begins(layout.header())
              && !isHeaderOfBlanks(records)
              && records.begins(layout.comment());
    }

    /** A header as it comes out of a terminal, with blanks in place of tabs. */
    private boolean isHeaderOfBlanks(CsvTokenizer records) {
      String header = dialect.layout().header();
      return !header.isEmpty()
          && records.fields() == 1
          && records.field(0).startsWith(header + " ");
    }

    /** The names of a header, which may follow the word that its line begins with. */
    private List<String> names(CsvTokenizer records) {
      if (isHeaderOfBlanks(records)) {
        return List.of(records.field(0).substring(dialect.layout().header().length()).strip());
      }
      int first = records.begins(dialect.layout().header()) ? records.firstFilled() + 1 : 0;
      return IntStream.range(first, records.fields()).mapToObj(records::field).toList();
    }

    /** Without a header, it takes addresses where they should stand. */
    private boolean looksLikeFlow(CsvTokenizer records, ColumnMapping columns) throws IOException {
      do {
        if (!records.next()) {
          return false;
        }
      } while (records.isBlank() || isPassedOver(records));
      if (records.fields() != columns.columns()) {
        return false;
      }
      for (FlowField field : List.of(FlowField.SOURCE_IP, FlowField.DESTINATION_IP)) {
        String address = Blanks.strip(records.field(columns.positions()[field.ordinal()]));
        if (!address.matches("[0-9]+\\.[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]+")) {
          return false;
        }
      }
      return true;
    }

    /**
     * The columns, and how a row is taken: where most of the first have no label, that is usual.
     */
    private ColumnMapping columns(CsvTokenizer records, byte[] head) throws IOException {
      if (leniency != null) {
        return columns(records, leniency);
      }
      ColumnMapping columns = columns(records, Leniency.LABELLED);
      int label = columns.positions()[FlowField.LABEL.ordinal()];
      return label == ColumnMapping.ABSENT || isUnlabelled(head, label)
          ? columns.with(Leniency.UNLABELLED)
          : columns;
    }

    private boolean isUnlabelled(byte[] head, int label) {
      CsvTokenizer records;
      try {
        records = records(head);
        columns(records, Leniency.LABELLED);
      } catch (IOException e) {
        return false; // a header longer than the head
      }
      int labelled = 0;
      int rows = 0;
      while (rows < MOST_LOOKED_AT && isThere(records)) {
        if (records.fields() > label && !records.isBlank()) {
          rows++;
          String text = records.field(label);
          labelled += text.isBlank() || dialect.missing().contains(text) ? 0 : 1;
        }
      }
      return 2 * labelled < rows;
    }

    /** The head may end inside quotes, or inside a character: what comes before is enough. */
    private static boolean isThere(CsvTokenizer records) {
      try {
        return records.next();
      } catch (IOException e) {
        return false;
      }
    }

    /**
     * Where the lines before the first row end: one of names, or comments with the names in one of
     * them, or none; -1 where they do not stand plainly there.
     */
    private int endOfPlainHeader(byte[] head, int from) {
      RecordLayout layout = dialect.layout();
      if (!layout.columns().isEmpty()) {
        return from;
      }
      int end = from;
      boolean isNamed = false;
      while (end >= 0 && begins(head, end, layout.comment())) {
        isNamed |= begins(head, end, layout.header());
        end = endOfPlainLine(head, end);
      }
      if (!layout.header().isEmpty()) {
        return isNamed ? end : -1;
      }
      return end < 0 ? -1 : endOfPlainLine(head, end);
    }

    private static boolean begins(byte[] bytes, int from, String prefix) {
      byte[] begin = prefix.getBytes(StandardCharsets.UTF_8);
      return begin.length > 0
          && bytes.length >= from + begin.length
          && Arrays.equals(bytes, from, from + begin.length, begin, 0, begin.length);
    }

    /** Where a line ends, its line end included; -1 where it is blank or not plain. */
    private int endOfPlainLine(byte[] head, int from) {
      boolean blank = true;
      for (int at = from; at < head.length; at++) {
        byte b = head[at];
        if (b == '\n') {
          return blank ? -1 : at + 1;
        }
        boolean lineEnd = b == '\r' && at + 1 < head.length && head[at + 1] == '\n';
        if ((b < ' ' && !lineEnd && b != separator) || b == '"') {
          return -1; // bytes from 0x80 are negative: below
        }
        blank &= b == separator || b == ' ' || b == '\r';
      }
      return -1;
    }
  }

  /** Decoder of what follows a header that stood plainly in the first lines. */
  private record Decoder(ColumnMapping columns, char separator, int start, long line)
      implements FlowDecoder {
    @Override
    public Blocks blocks(FlowBatch.Appender rows) {
      return new SwarCsvScanner(columns, separator, rows);
    }

    @Override
    public RowReader reader(DecodedInput rest, long line, RowCounter counter) {
      return new CsvRowReader(new CsvTokenizer(rest, separator, line), columns, counter);
    }
  }
}
