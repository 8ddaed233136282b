package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.ParallelReaderTest.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zeek's logs say above their names what parts their fields and stands for missing values. */
class ZeekHeaderTest {
  private static final String NAMES =
      "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto duration orig_bytes resp_bytes"
          + " orig_pkts resp_pkts tunnel_parents";

  private static final FlowRecord FLOW =
      new FlowRecord("10.0.0.1", "10.0.0.2", 4242, 53, 17, 0, 1, 2, 0, 111, 0, 0, "");

  private static String header(String by, String shown, String unset, String empty) {
    return "#separator "
        + shown
        + "\n"
        + String.join(by, "#set_separator", ";")
        + "\n"
        + String.join(by, "#empty_field", empty)
        + "\n"
        + String.join(by, "#unset_field", unset)
        + "\n"
        + String.join(by, "#path", "conn")
        + "\n"
        + String.join(by, ("#fields " + NAMES).split(" "))
        + "\n";
  }

  private static String row(String by, String unset, String empty) {
    return String.join(
            by,
            "1664462456.755299",
            "C5",
            "10.0.0.1",
            "4242",
            "10.0.0.2",
            "53",
            "udp",
            unset,
            unset,
            "111",
            "1",
            "2",
            empty)
        + "\n";
  }

  private static RowCounts read(String text) throws IOException {
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    ParallelReaderTest.assertAgree(file);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          assertEquals(FLOW, batch.record(row));
        }
      }
      return reader.counts().withTimes(RowCounts.TimeCounts.NONE);
    }
  }

  private static RowCounts kept(int rows) {
    return new RowCounts(rows, Map.of(), Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "9 \\x09 - (empty)",
        "44 \\x2c - (empty)",
        "44 \\x2C NULL EMPTY",
        "44 , - (empty)",
        "124 | <unset> <>",
        "59 \\x3b ~ ~",
        "32 \\x20 - (empty)",
        "9 \\x09 \\N none",
      })
  void whatPartsFieldsAndIsMissing_isAsTheHeaderSays(
      int by, String shown, String unset, String empty) throws IOException {
    String separator = String.valueOf((char) by);
    String rows = row(separator, unset, empty).repeat(3);
    String file = header(separator, shown, unset, empty) + rows + "#close" + separator + "2022\n";
    assertEquals(kept(3), read(file));
    assertEquals(kept(3), read(by == '\t' ? "\t" + file : file), "as some logs begin");
    assertEquals(kept(3), read("\ufeff" + file.replace("\n", "\r\n")));
  }

  /**
   * As other tools write these flows again: names on the first line, parted as it is said there.
   */
  @Test
  void withoutLinesAboveTheNames() throws IOException {
    for (String by : List.of("\t", ",", ";", "|")) {
      String hint = ";|".contains(by) ? "sep=" + by + "\n" : "";
      String names = NAMES.replace(" ", by) + "\n";
      assertEquals(kept(2), read(hint + names + row(by, "", "").repeat(2)));
      assertEquals(kept(2), read(hint + "#fields" + by + names + row(by, "-", "-").repeat(2)));
    }
  }

  /** Wherever its blocks end, a file of many parts is read as each part says. */
  @Property(tries = 300)
  void partsAndBlocks(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 3) Integer> parts,
      @ForAll @IntRange(min = 1, max = 12) int rows) {
    StringBuilder text = new StringBuilder();
    for (int part : parts) {
      String by = List.of("\t", ",", "|", ",").get(part);
      String unset = List.of("-", "NULL", "", "(none)").get(part);
      text.append(header(by, String.format("\\x%02x", (int) by.charAt(0)), unset, "(empty)"));
      text.append(row(by, unset, "(empty)").repeat(rows));
      text.append("#close").append(by).append("2022\n");
    }
    byte[] file = text.toString().getBytes(StandardCharsets.UTF_8);
    Outcome expected = ParallelReaderTest.reference(file);
    assertEquals((long) rows * parts.size(), ((RowCounts) expected.end()).kept());
    for (int block : new int[] {1, 64, 300, 1 << 18}) {
      assertEquals(expected, ParallelReaderTest.read(file, block, 3, Runnable::run));
    }
  }

  /** In files that were joined, each part has a header of its own. */
  @Test
  void everyHeader_speaksOfWhatFollows() throws IOException {
    String tabs = header("\t", "\\x09", "-", "(empty)") + row("\t", "-", "(empty)");
    String commas = header(",", "\\x2c", "NULL", "none") + row(",", "NULL", "none");
    String bars = header("|", "|", "", "") + row("|", "", "");
    assertEquals(kept(4), read(tabs + commas + bars + tabs));
    assertEquals(kept(3), read(commas + tabs + commas));
    assertEquals(kept(2), read(bars + commas));
  }

  @Test
  void wordsOfNoHeader_areNoMissingValues() throws IOException {
    RowCounts counts =
        read(header("\t", "\\x09", "-", "(empty)") + row("\t", "NULL", "-") + row("\t", "-", "-"));
    assertEquals(
        new RowCounts(
            1,
            0,
            Map.of(),
            Map.of(Rejection.NOT_A_NUMBER, 1L),
            Map.of(Rejection.NOT_A_NUMBER, new FirstRow(7, "duration is `NULL`")),
            Map.of(),
            Map.of(),
            RowCounts.TimeCounts.NONE),
        counts);
  }

  /** What names no one character changes nothing. */
  @Test
  void separatorThatIsNone() throws IOException {
    String file = header("\t", "\\x7c\\x7c", "-", "-") + row("\t", "-", "-");
    assertEquals(kept(1), read(file));
    assertEquals(kept(1), read(file.replace("\\x7c\\x7c", "")));
  }

  /** Flows were read: it is no file of something else, to be passed over. */
  @Test
  void headerOfAnotherLog_failsTheFile() {
    byte[] file =
        (header("\t", "\\x09", "-", "-")
                + row("\t", "-", "-")
                + "#separator \\x09\n#fields\tts\tuid\tquery\n1\t2\t3\n")
            .getBytes(StandardCharsets.UTF_8);
    FlowFileException e =
        assertThrows(
            FlowFileException.class,
            () -> FlowReader.readAll(() -> new ByteArrayInputStream(file), (batch, none) -> {}));
    assertTrue(e.getMessage().startsWith("line 9: lacks 10 of the 10 required"), e.getMessage());
    assertEquals(Kind.UNREADABLE, e.kind());
    assertEquals(Map.of(Rejection.UNREADABLE_FILE, 1L), e.counts().rejected());
  }
}
