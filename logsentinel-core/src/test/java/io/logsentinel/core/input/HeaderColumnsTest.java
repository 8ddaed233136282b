package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.FieldRecipe;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderColumnsTest {
  private static final List<String> NAMES =
      Arrays.stream(FlowField.values()).map(FlowField::column).toList();

  private static ColumnMapping of(List<String> names) throws FlowFileException {
    return HeaderColumns.of(names, 3, Dialect.CIC_IDS_2017, Leniency.EXACT);
  }

  private static void assertRefused(Kind kind, String message, List<String> names) {
    FlowFileException e = assertThrows(FlowFileException.class, () -> of(names));
    assertEquals("line 3: " + message, e.getMessage());
    assertEquals(kind, e.kind());
    assertEquals(true, kind.isSkipped());
    assertEquals(RowCounts.NONE, e.counts());
  }

  @Test
  void columnsAreFoundWhereverTheyStand() throws FlowFileException {
    List<String> names = new ArrayList<>(NAMES);
    Collections.reverse(names);
    names.add(0, "Flow ID");
    ColumnMapping header = of(names);
    assertEquals(14, header.columns());
    for (FlowField field : FlowField.values()) {
      assertEquals(13 - field.ordinal(), header.positions()[field.ordinal()]);
    }
  }

  @Test
  void blanksAroundNamesAreStripped() throws FlowFileException {
    ColumnMapping header = of(NAMES.stream().map(name -> " \t" + name + "\u3000 ").toList());
    assertEquals(12, header.positions()[FlowField.LABEL.ordinal()]);
  }

  @Test
  void noBreakSpacesAroundNamesAreStripped() throws FlowFileException {
    ColumnMapping header =
        of(NAMES.stream().map(name -> "\u00a0" + name + "\u202f\u0085").toList());
    assertEquals(12, header.positions()[FlowField.LABEL.ordinal()]);
  }

  /** As PowerShell and cat leave them; the original takes names as they are. */
  @Test
  void marksAroundNames_areNoPartOfThem() throws FlowFileException {
    List<String> names = new ArrayList<>(NAMES);
    names.set(0, "\ufeff\ufeff " + NAMES.get(0));
    names.set(12, NAMES.get(12) + " \u200b");
    ColumnMapping header = HeaderColumns.of(names, 1, Dialect.CIC_IDS_2017, Leniency.UNLABELLED);
    assertEquals(NAMES, header.names());
    assertTrue(HeaderColumns.holds(names, Dialect.CIC_IDS_2017));
    assertThrows(FlowFileException.class, () -> of(names));
  }

  @Test
  void unitsBehindNames_areNamed() {
    List<String> names = new ArrayList<>(NAMES);
    names.set(5, "Flow Duration (us)");
    names.set(10, "Flow Bytes/s [B/s]");
    assertRefused(
        Kind.MISSING_COLUMNS,
        "names must be written as Flow Duration, Flow Bytes/s, not `Flow Duration (us)`,"
            + " `Flow Bytes/s [B/s]`; the others are those of cic-ids2017; or leave --format out and"
            + " say which is which with --map \"Flow Duration=Flow Duration (us)\""
            + " --map \"Flow Bytes/s=Flow Bytes/s [B/s]\"",
        names);
  }

  @Test
  void ofARepeatedNameTheFirstCounts() throws FlowFileException {
    List<String> names = new ArrayList<>(NAMES);
    names.add(" Label");
    names.add(0, "Source Port ");
    ColumnMapping header = of(names);
    assertEquals(0, header.positions()[FlowField.SOURCE_PORT.ordinal()]);
    assertEquals(13, header.positions()[FlowField.LABEL.ordinal()]);
  }

  @Test
  void namesAreCaseSensitive() {
    List<String> names = new ArrayList<>(NAMES);
    names.set(0, "source ip");
    names.set(12, "label");
    assertRefused(
        Kind.MISSING_COLUMNS,
        "names must be written as Source IP, Label, not `source ip`, `label`; the others are those"
            + " of cic-ids2017; or leave --format out and say which is which with"
            + " --map \"Source IP=source ip\"",
        names);
    assertRefused(
        Kind.MISSING_COLUMNS,
        "names must be written as Source IP, Destination IP, Source Port and 10 more, as in"
            + " cic-ids2017, not `#SOURCE_IP`, `DESTINATION_IP`, `SOURCE_PORT` and 10 more; or leave"
            + " --format out and say which is which with --map \"Source IP=#SOURCE_IP\"",
        List.of(
            ("#" + String.join(",", NAMES)).toUpperCase(Locale.ROOT).replace(' ', '_').split(",")));
    names.remove(5);
    assertRefused(
        Kind.MISSING_COLUMNS,
        "lacks 3 of the 13 required columns: Source IP, Flow Duration, Label; the others are those"
            + " of cic-ids2017; `source ip` looks like Source IP; `label` looks like Label; there"
            + " are source ip, "
            + String.join(", ", names.subList(1, 12)),
        names);
  }

  @Test
  void missingColumnsAreNamed() {
    assertRefused(
        Kind.MISSING_COLUMNS,
        "lacks 1 of the 13 required columns: Flow Bytes/s; the others are those of cic-ids2017;"
            + " there are "
            + String.join(", ", NAMES).replace(" Flow Bytes/s,", ""),
        NAMES.stream().filter(name -> !name.equals("Flow Bytes/s")).toList());
    assertRefused(
        Kind.MISSING_COLUMNS,
        "lacks 13 of the 13 required columns: "
            + String.join(", ", NAMES)
            + "; there are ts, uid: names of no known exporter; say which is which with --map or"
            + " --dialect",
        List.of("ts", "uid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void anotherSeparatorIsNamed(String separator) {
    String shown = separator.equals("\t") ? "\\t" : separator;
    String message = "the separator looks like `" + shown + "`, expected `,`";
    assertRefused(
        Kind.OTHER_SEPARATOR, message, List.of(String.join(" " + separator + " ", NAMES)));
    assertRefused(
        Kind.OTHER_SEPARATOR,
        message,
        List.of(String.join(separator, NAMES.subList(0, 9)) + separator + "with", " a comma"));
  }

  @Test
  void valuesInsteadOfNamesAreNoHeader() {
    assertRefused(
        Kind.NO_HEADER,
        "no header: 12 of 13 column names are numbers or addresses, as in a row; expected"
            + " names like Source IP",
        List.of("10.0.0.1,10.0.0.2,80,80,6,1,1,1,1,1,1,1,BENIGN".split(",")));
  }

  private static Dialect dialect(Map<FlowField, FieldRecipe> columns) {
    return new Dialect(
        "other",
        RecordLayout.delimited(","),
        columns,
        "time",
        "",
        Set.of(),
        Set.of(),
        List.of(),
        false,
        Measure.PAYLOAD,
        List.of(),
        List.of());
  }

  @Test
  void aDialectNamesTheColumns() throws FlowFileException {
    Map<FlowField, FieldRecipe> columns = new EnumMap<>(FlowField.class);
    for (FlowField field : FlowField.values()) {
      columns.put(field, FieldRecipe.column(field.name()));
    }
    Dialect dialect = dialect(columns);
    List<String> names = Arrays.stream(FlowField.values()).map(Enum::name).toList();
    assertEquals(
        4,
        HeaderColumns.of(names, 1, dialect, Leniency.EXACT)
            .positions()[FlowField.PROTOCOL.ordinal()]);
    columns.remove(FlowField.LABEL);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> dialect(columns));
    assertEquals("dialect other names no column for Label", e.getMessage());
  }
}
