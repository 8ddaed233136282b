package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.DecodedInput.ByteOrderMark;
import io.logsentinel.core.input.FlowDecoder.RowReader;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.JsonRowReader.LineReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.input.row.RejectedValue;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.json.JsonMembers;
import io.logsentinel.core.text.json.JsonNames;
import io.logsentinel.core.text.json.SwarJsonScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines, an object a line, driven by a {@link Dialect}.
 *
 * <p>To the rest, a record is one of delimited text with two columns for each name: one without a
 * name, that takes up what comes before the value, and that of the value. So values may stand
 * anywhere.
 */
final class JsonLines extends FlowFormat {
  /** So many names of members are shown where they are none of a flow. */
  private static final int MOST_NAMES = 12;

  /** An object behind what a collector of logs writes before it. */
  private static final Pattern BEHIND_OTHERS = Pattern.compile("[^{\"]+\\{\\s*\".*}");

  private final Dialect dialect;
  private final JsonNames names;

  JsonLines(Dialect dialect) {
    this.dialect = dialect;
    Set<String> columns = dialect.columnNames(Set.of());
    columns.addAll(List.of(dialect.time(), dialect.endTime(), dialect.layout().kind()));
    columns.remove("");
    this.names = new JsonNames(List.copyOf(columns));
  }

  @Override
  public String name() {
    return dialect.name();
  }

  /**
   * Recognises objects among which there are the members that every flow has; in a log that tells
   * by its kinds, a flow.
   */
  @Override
  public boolean matches(byte[] head) {
    try {
      return begins(head, '{') && lacking(seen(head)).isEmpty() && (!hasKinds() || hasFlow(head));
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return true if objects of several kinds stand side by side: the first may be no flow} */
  boolean hasKinds() {
    return !dialect.layout().kind().isEmpty();
  }

  private boolean hasFlow(byte[] head) throws IOException {
    int kind = IntStream.range(0, names.slots()).filter(this::isKind).findFirst().orElseThrow();
    JsonMembers members = new JsonMembers(names);
    LineReader lines = new LineReader(whole(head), 1);
    boolean found = false;
    while (!found && lines.next()) {
      found = members.read(lines.text()) && dialect.layout().isFlow(value(members, 2 * kind + 1));
    }
    return found;
  }

  private boolean isKind(int slot) {
    return names.name(slot).equals(dialect.layout().kind());
  }

  /** {@return true for a file that begins like JSON, whatever it holds} */
  static boolean looksLikeIt(byte[] head) {
    try {
      LineReader lines = new LineReader(whole(head), 1);
      String line = lines.next() ? lines.text().strip() : "";
      return begins(head, '{')
          || begins(head, '[')
          || line.startsWith("{\"")
          || BEHIND_OTHERS.matcher(line).matches();
    } catch (IOException e) {
      return false;
    }
  }

  /** True for text that begins with a character, blanks aside. */
  private static boolean begins(byte[] head, char first) throws IOException {
    DecodedInput text = whole(head);
    while (text.fill()) {
      for (int at = 0; at < text.length(); at++) {
        byte b = text.chunk()[at];
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          return b == first;
        }
      }
    }
    return false;
  }

  /** In one piece, whose encoding is found in place. */
  static DecodedInput whole(byte[] head) throws IOException {
    byte[] text = DecodedInput.wholeCharacters(head);
    int all = Math.max(1, text.length);
    return new DecodedInput(new ByteArrayInputStream(text), TextEncoding.UTF_8, all);
  }

  /** How many objects of the head have a value for each of the names. */
  private int[] seen(byte[] head) throws IOException {
    int[] seen = new int[names.slots()];
    JsonMembers members = new JsonMembers(names);
    LineReader lines = new LineReader(whole(head), 1);
    while (lines.next()) {
      if (members.read(lines.text())) {
        for (int slot = 0; slot < seen.length; slot++) {
          seen[slot] += members.ends()[2 * slot + 1] > members.ends()[2 * slot] ? 1 : 0;
        }
      }
    }
    return seen;
  }

  /** {@return the number of names that objects of a head have: by how much it is of this format} */
  int found(byte[] head) {
    try {
      return (int) Arrays.stream(seen(head)).filter(count -> count > 0).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * The members without which no object is a flow. In a log of many kinds, the first objects may
   * all be of others, of which nothing is known.
   */
  private List<String> essential() {
    RecordLayout layout = dialect.layout();
    List<String> essential = new ArrayList<>();
    if (hasKinds()) {
      essential.add(layout.kind());
      if (layout.flows().isEmpty() || layout.others().isEmpty()) {
        return essential;
      }
    }
    for (FlowField field :
        List.of(FlowField.SOURCE_IP, FlowField.DESTINATION_IP, FlowField.PROTOCOL)) {
      essential.add(dialect.recipe(field).first());
    }
    essential.remove(""); // the same for every flow
    return essential;
  }

  private List<String> lacking(int[] seen) {
    List<String> lacking = new ArrayList<>(essential());
    for (int slot = 0; slot < seen.length; slot++) {
      if (seen[slot] > 0) {
        lacking.remove(names.name(slot));
      }
    }
    return lacking;
  }

  private ColumnMapping columns(byte[] head) throws IOException {
    int[] seen = seen(head);
    List<String> lacking = lacking(seen);
    if (!begins(head, '{') || !lacking.isEmpty()) {
      throw whatItLooksLike(head, lacking);
    }
    List<String> columns = new ArrayList<>();
    for (int slot = 0; slot < names.slots(); slot++) {
      columns.add("");
      columns.add(names.name(slot));
    }
    return HeaderColumns.of(columns, 1, dialect, Leniency.UNLABELLED);
  }

  private static String value(JsonMembers members, int position) {
    return TextEncoding.UTF_8.decode(
        members.bytes(), members.ends()[position - 1], members.ends()[position]);
  }

  private FlowFileException whatItLooksLike(byte[] head, List<String> lacking) throws IOException {
    if (begins(head, '[')) {
      return new FlowFileException(
          Kind.MISSING_COLUMNS,
          1,
          "begins like a JSON array, expected an object a line, as `jq -c '.[]'` makes of it");
    }
    LineReader lines = new LineReader(whole(head), 1);
    String line = "";
    while (line.isBlank() && lines.next()) {
      line = lines.text();
    }
    if (line.isBlank()) {
      return new FlowFileException(Kind.EMPTY, 1, "the file is empty");
    }
    if (new JsonMembers(names).read(line)) {
      return withoutFlowFields(lines.line(), line, lacking, inside(head));
    }
    long at = lines.line();
    boolean isOverLines = JsonMembers.isBroken(line) && goesOn(lines);
    return new FlowFileException(
        Kind.MISSING_COLUMNS,
        at,
        isOverLines
            ? "an object goes on over several lines, expected one a line, as `jq -c .` makes of it"
            : noObject(line));
  }

  /** True where the next line is more of an object: of one a line, it would begin another. */
  private static boolean goesOn(LineReader lines) throws IOException {
    String next = "";
    while (next.isEmpty() && lines.next()) {
      next = lines.text().strip();
    }
    return !next.isEmpty() && next.charAt(0) != '{';
  }

  /** What is odd of a line that is no object, and what makes one of it. */
  private String noObject(String text) {
    String line = text.stripTrailing();
    int first = line.indexOf('{');
    if (first > 0) {
      String before = RejectedValue.shown(line.substring(0, first));
      return "`" + before + "` stands before the object, as `sed 's/^[^{]*//'` takes off";
    }
    if (JsonMisfit.holdsSeveral(line)) {
      return "several objects stand on the line, expected one a line, as `jq -c .` makes of them";
    }
    boolean endsWithComma = line.endsWith(",");
    return endsWithComma && new JsonMembers(names).read(line.substring(0, line.length() - 1))
        ? "a comma stands after the object, as `sed 's/,\\s*$//'` takes off"
        : "is no JSON object: expected one a line, as `jq -c .` makes of others";
  }

  /** What takes flows out of what a collector put around them; empty where there are none. */
  private static String inside(byte[] head) throws IOException {
    List<JsonLines> formats =
        Dialect.names().stream()
            .map(Dialect::named)
            .filter(dialect -> dialect.layout().json())
            .map(JsonLines::new)
            .toList();
    LineReader lines = new LineReader(whole(head), 1);
    while (lines.next()) {
      for (Map.Entry<String, String> object : JsonMembers.objects(lines.text()).entrySet()) {
        byte[] text = object.getValue().getBytes(StandardCharsets.UTF_8);
        for (JsonLines format : formats) {
          if (format.matches(text)) {
            return "; `jq -c '" + object.getKey() + "'` takes out what " + format.name() + " reads";
          }
        }
      }
    }
    return "";
  }

  private static FlowFileException withoutFlowFields(
      long line, String object, List<String> lacking, String inside) {
    Set<String> there = new LinkedHashSet<>(JsonMembers.names(object));
    String shown = String.join(", ", there.stream().limit(MOST_NAMES).toList());
    return new FlowFileException(
        Kind.MISSING_COLUMNS,
        line,
        "JSON lines without flow fields: lacks "
            + lacking.stream().map(ColumnMapping::firstOf).collect(Collectors.joining(", "))
            + "; there "
            + (there.size() == 1 ? "is " : "are ")
            + (there.isEmpty() ? "none" : shown)
            + (there.size() > MOST_NAMES ? ", ..." : "")
            + (inside.isEmpty() && there.size() > 1
                ? "; if these are flows, say which is which with --dialect"
                : inside));
  }

  @Override
  @Nullable FlowDecoder decoder(byte[] head, TextEncoding encoding) throws IOException {
    ByteOrderMark mark = ByteOrderMark.of(head);
    if ((mark != ByteOrderMark.NONE && mark != ByteOrderMark.UTF_8) || !names.isAscii()) {
      return null;
    }
    return new Decoder(columns(head), names, mark.length);
  }

  @Override
  Recognition recognise(byte[] head) throws IOException {
    ColumnMapping columns = columns(head);
    int[] seen = seen(head);
    Set<String> there = new HashSet<>();
    LineReader lines = new LineReader(whole(head), 1);
    while (lines.next()) {
      there.addAll(JsonMembers.names(lines.text()));
    }
    return new Recognition(
        dialect,
        Optional.empty(),
        0,
        IntStream.range(0, seen.length)
            .filter(i -> seen[i] > 0)
            .mapToObj(names::name)
            .map(name -> Dialect.columnThere(name, there).orElse(name))
            .toList(),
        columns.leniency() != Leniency.UNLABELLED,
        List.of());
  }

  @Override
  RowReader reader(byte[] head, DecodedInput text) throws IOException {
    return new JsonRowReader(new LineReader(text, 1), columns(head), names, new RowCounter());
  }

  /** Decoder of all of a file. */
  private record Decoder(ColumnMapping columns, JsonNames names, int start) implements FlowDecoder {
    @Override
    public long line() {
      return 1;
    }

    @Override
    public Blocks blocks(FlowBatch.Appender rows) {
      return new JsonLineScanner(columns, names, rows);
    }

    @Override
    public RowReader reader(DecodedInput rest, long line, RowCounter counter) {
      return new JsonRowReader(new LineReader(rest, line), columns, names, counter);
    }
  }

  /**
   * Decoder of blocks of JSON lines: finds the wanted members with the scanner, and leaves it to a
   * {@link FlowRowParser} what becomes of each row.
   *
   * <p>A line that is not plain is shown to the general reader. Where that rejects it, so does
   * this; where it can read it, the block is left to it, for only of a plain line the values stand
   * in the block as they are.
   */
  static final class JsonLineScanner implements FlowDecoder.Blocks {
    private final int columns;
    private final SwarJsonScanner scanner;
    private final JsonMembers members;
    private final FlowRowParser parser;
    private long lines;
    private boolean ascii;

    JsonLineScanner(ColumnMapping mapping, JsonNames names, FlowBatch.Appender rows) {
      columns = mapping.columns();
      scanner = new SwarJsonScanner(names);
      members = new JsonMembers(names);
      parser = new FlowRowParser(mapping, new TimeLog(rows));
    }

    @Override
    public boolean decode(
        byte[] bytes, int from, int to, TextEncoding encoding, RowCounter counter) {
      lines = 0;
      ascii = true;
      scanner.clear();
      FlowBatch batch = times().rows().batch();
      int[] ends = scanner.ends();
      for (int start = from; start < to; lines++) {
        int end = scanner.scan(bytes, start, to);
        int row = batch.size();
        Rejection reason;
        String line = " ";
        if (end >= 0 && end - start <= LineReader.MAX_BYTES) {
          reason = parser.keep(bytes, 0, ends, columns, 0, encoding);
        } else {
          end = endOfLine(bytes, start, to);
          boolean tooLong = end - start > LineReader.MAX_BYTES;
          line = tooLong ? "" : encoding.decode(bytes, start, end);
          reason = tooLong ? Rejection.TOO_LONG : JsonRowReader.rejected(line, members);
          if (reason == null) {
            return false;
          }
        }
        if (reason != null) {
          String text = line;
          counter.reject(reason, lines, () -> JsonRowReader.what(reason, text, parser));
        }
        counter.noteOdd(batch, row, lines, parser);
        start = end + 1;
      }
      counter.count(batch);
      ascii &= scanner.isAscii();
      return true;
    }

    /** Where a line ends that is not plain; its bytes may be anything. */
    private int endOfLine(byte[] bytes, int from, int to) {
      int at = from;
      while (at < to && bytes[at] != '\n') {
        ascii &= bytes[at] >= 0;
        at++;
      }
      return at;
    }

    @Override
    public long lines() {
      return lines;
    }

    @Override
    public TimeLog times() {
      return parser.times();
    }

    @Override
    public boolean isAscii() {
      return ascii;
    }
  }
}
