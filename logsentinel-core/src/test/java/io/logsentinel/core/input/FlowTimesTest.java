package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Example;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times of whole files, and the account of them. */
class FlowTimesTest {
  private static byte[] file(List<String> texts) {
    return texts.stream()
        .map(text -> text + "," + FlowText.row() + "\n")
        .collect(Collectors.joining("", "Timestamp," + FlowText.HEADER + "\n", ""))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What a file's times are in UTC, and the account of them. */
  private record Times(String lines, TimeCounts counts) {}

  private static Times times(ZoneId zone, HourClock clock, String... texts) throws IOException {
    byte[] bytes = file(List.of(texts));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TimeCounts counts =
        FlowReader.readAll(
                () -> new ByteArrayInputStream(bytes),
                FlowFormats.AUTO,
                clock,
                Runnable::run,
                2,
                hasTimes -> {
                  out.reset();
                  return (batch, none) ->
                      out.writeBytes(TimesFile.lines(FlowTimes.toUtc(batch, zone).whole()));
                })
            .times();
    return new Times(out.toString(StandardCharsets.US_ASCII).replace('\n', ' ').trim(), counts);
  }

  private static Times times(String... texts) throws IOException {
    return times(ZoneOffset.UTC, HourClock.AUTO, texts);
  }

  /** Hours and minutes of times on one day, a blank between them. */
  private static String hours(HourClock clock, String hours) throws IOException {
    String[] texts =
        Stream.of(hours.split(" ")).map(hour -> "3/7/2017 " + hour).toArray(String[]::new);
    Times times = times(ZoneOffset.UTC, clock, texts);
    return times.lines().replaceAll("2017-07-03T0?(\\d+:\\d\\d):00Z", "$1")
        + (times.counts().twelveHours() ? " 12" : "");
  }

  @Test
  void oneLinePerFlow_emptyWhereThereIsNoTime() throws IOException {
    Times times = times("3/7/2017 8:55", "3/7/2017 8:55", "soon", "", "3/7/2017 8:56", "so", "so");
    assertEquals("2017-07-03T08:55:00Z 2017-07-03T08:55:00Z   2017-07-03T08:56:00Z", times.lines());
    assertEquals(3, times.counts().read());
    assertEquals(3, times.counts().local());
    assertEquals(3, times.counts().unread());
    assertEquals(Optional.of(new Example(4, "soon")), times.counts().firstUnread());
  }

  @Test
  void timesOfAZone_areWrittenInUtc_instantsStay() throws IOException {
    assertEquals(
        "2017-07-03T11:55:00Z 2017-01-03T12:55:00Z 2017-07-03T08:55:00Z 2017-07-03T08:55:00Z"
            + " 2017-07-03T11:55:00Z",
        times(
                ZoneId.of("America/Halifax"),
                HourClock.AUTO,
                "3/7/2017 8:55",
                "3/1/2017 8:55",
                "2017-07-03T10:55:00+02:00",
                "1499072100",
                "2017-07-03 08:55:00")
            .lines());
  }

  @ParameterizedTest
  @CsvSource({
    // noon goes on with 1
    "11:30 12:59 1:00 2:30, 11:30 12:59 13:00 14:30 12",
    "12:59 1:00 12:58 1:01 5:00, 12:59 13:00 12:58 13:01 17:00 12",
    // all hours lie in 1 to 7
    "1:00 4:30 7:59, 13:00 16:30 19:59 12",
    "1:00 12:59 1:01 2:00, 13:00 12:59 13:01 14:00 12",
    // hours that both clocks show alike
    "8:00 9:00 12:59, 8:00 9:00 12:59",
    // another clock shows itself late
    "2:00 3:00 14:00, 2:00 3:00 14:00",
    "0:10 1:00 2:00, 0:10 1:00 2:00",
    "12:59 1:00 2:00 13:00, 12:59 1:00 2:00 13:00",
    "6:00 7:59 8:00 11:00, 6:00 7:59 8:00 11:00",
    // it began in the morning, and was one of 12 hours all the same
    "7:00 7:59 8:00 12:59 1:00, 7:00 7:59 8:00 12:59 13:00 12",
    "7:00 7:59 8:00 12:59 1:00 13:00, 7:00 7:59 8:00 12:59 1:00 13:00",
    // and went on into the evening
    "12:59 1:00 7:59 8:00 11:59, 12:59 13:00 19:59 20:00 23:59 12",
    // noon lies in a gap
    "9:00 11:30 1:10 5:00, 9:00 11:30 13:10 17:00 12",
    "7:30 8:00 10:00 3:00 6:59, 7:30 8:00 10:00 15:00 18:59 12",
    "10:00 12:50 2:10, 10:00 12:50 14:10 12",
    "9:00 8:59 11:30 1:10 2:00 1:59, 9:00 8:59 11:30 13:10 14:00 13:59 12",
    // after which noon shows
    "9:00 11:30 1:10 12:59 1:00 8:00, 9:00 11:30 13:10 12:59 13:00 8:00 12",
    // or another clock
    "9:00 11:30 1:10 5:00 13:00, 9:00 11:30 1:10 5:00 13:00",
    "9:00 11:30 1:10 5:00 0:10, 9:00 11:30 1:10 5:00 0:10",
    // rows out of order, as hours that come again show, or others before them
    "9:00 2:00 9:00 2:00, 9:00 2:00 9:00 2:00",
    "9:00 11:30 1:10 9:00, 9:00 11:30 1:10 9:00",
    "9:00 11:30 4:00 1:10, 9:00 11:30 4:00 1:10",
    "11:30 9:00 1:10 5:00, 11:30 9:00 1:10 5:00",
    "2:00 6:00 11:00 1:00 6:00 11:00, 2:00 6:00 11:00 1:00 6:00 11:00",
    "7:00 11:30 1:10 7:10, 7:00 11:30 1:10 7:10",
    "9:00 11:30 1:10 8:00, 9:00 11:30 1:10 8:00",
    // a step back that is no longer than one over noon would be
    "8:00 9:00 3:00 4:00, 8:00 9:00 3:00 4:00",
    // noon shows among them
    "9:00 2:00 9:00 12:59 1:00 2:00, 9:00 2:00 9:00 12:59 13:00 14:00 12",
  })
  void clockWithoutAmAndPm(String written, String expected) throws IOException {
    assertEquals(expected, hours(HourClock.AUTO, written));
  }

  @Test
  void clockThatIsGiven() throws IOException {
    assertEquals("9:00 14:00 19:00 12:00 12", hours(HourClock.TWELVE, "9:00 2:00 7:00 12:00"));
    assertEquals("12:59 1:00 2:00", hours(HourClock.TWENTY_FOUR, "12:59 1:00 2:00"));
    assertEquals("1:00 2:00", hours(HourClock.TWENTY_FOUR, "1:00 2:00"));
  }

  /** Each day has its gap; what began in the night did not show one. */
  @Test
  void gapOverNoon_onSeveralDays() throws IOException {
    Times times =
        times("3/7/2017 9:00", "3/7/2017 1:00", "4/7/2017 2:00", "5/7/2017 8:00", "5/7/2017 1:00");
    assertEquals(
        "2017-07-03T09:00:00Z 2017-07-03T13:00:00Z 2017-07-04T14:00:00Z 2017-07-05T08:00:00Z"
            + " 2017-07-05T13:00:00Z",
        times.lines());
    assertEquals(true, times.counts().twelveHours());
    assertEquals(
        "2017-07-03T09:00:00Z 2017-07-03T01:00:00Z 2017-07-04T02:00:00Z 2017-07-04T09:00:00Z",
        times("3/7/2017 9:00", "3/7/2017 1:00", "4/7/2017 2:00", "4/7/2017 9:00").lines());
    assertEquals(
        "2017-07-03T09:00:00Z 2017-07-03T01:00:00Z 2017-07-02T10:00:00Z",
        times("3/7/2017 9:00", "3/7/2017 1:00", "2/7/2017 10:00").lines());
    assertEquals(
        "2017-07-03T09:00:00Z 2017-07-02T10:00:00Z 2017-07-02T01:00:00Z",
        times("3/7/2017 9:00", "2/7/2017 10:00", "2/7/2017 1:00").lines());
  }

  /** Every half hour of what a clock of 12 hours shows, as it is written. */
  private static String[] night(LocalDateTime first, int hours, int[] without) {
    return IntStream.range(0, 2 * hours)
        .mapToObj(i -> first.plusMinutes(30L * i))
        .filter(time -> IntStream.of(without).noneMatch(hour -> hour == time.getHour()))
        .map(DateTimeFormatter.ofPattern("d/M/yyyy h:mm", Locale.ROOT)::format)
        .toArray(String[]::new);
  }

  /** A night that has every hour is known from their order, whichever half it begins in. */
  @ParameterizedTest
  @CsvSource({"8, 45", "0, 24", "16, 16", "13, 60", "23, 3", "12, 14", "1, 100"})
  void nightOnClockOf12Hours(int first, int hours) throws IOException {
    LocalDateTime begin = LocalDateTime.of(2024, 7, 14, first, 0);
    Times times = times(night(begin, hours, new int[0]));
    String expected =
        IntStream.range(0, 2 * hours)
            .mapToObj(i -> begin.plusMinutes(30L * i) + ":00Z")
            .collect(Collectors.joining(" "));
    assertEquals(expected, times.lines());
    assertEquals(true, times.counts().twelveHours());
    assertEquals(0, times.counts().back());
  }

  /** Where hours are lacking, nothing tells how many halves of a day lie between. */
  @Test
  void nightWithGaps_isLeftAtTheRule() throws IOException {
    String[] written = night(LocalDateTime.of(2024, 7, 14, 16, 0), 16, new int[] {3, 4, 5});
    Times times = times(written);
    assertEquals(true, times.counts().twelveHours());
    assertEquals(
        "2024-07-15T12:00:00Z 2024-07-15T12:30:00Z 2024-07-15T13:00:00Z",
        String.join(" ", List.of(times.lines().split(" ")).subList(16, 19)));
  }

  /** Days that both have a clock of 24 hours stay, whatever hours they begin and end with. */
  @Test
  void middaysOnClockOf24Hours() throws IOException {
    String[] written = {"14/7/2024 11:30", "15/7/2024 12:30", "15/7/2024 1:00", "15/7/2024 13:00"};
    assertEquals(
        "2024-07-14T11:30:00Z 2024-07-15T12:30:00Z 2024-07-15T01:00:00Z 2024-07-15T13:00:00Z",
        times(written).lines());
  }

  /** Exporters that put the year first have 24 hours: a night is a night, unless it shows noon. */
  @Test
  void yearFirst() throws IOException {
    assertEquals("2017-07-03T02:00:00Z", times("2017-07-03 02:00:00").lines());
    assertEquals(
        "2017-07-03T11:30:00Z 2017-07-03T01:10:00Z",
        times("2017-07-03 11:30:00", "2017-07-03 01:10:00").lines());
    assertEquals(
        "2017-07-03T12:59:00Z 2017-07-03T13:00:00Z",
        times("2017-07-03 12:59:00", "2017-07-03 01:00:00").lines());
  }

  @Test
  void amAndPm_areNoClockOf12Hours() throws IOException {
    Times times = times("3/7/2017 1:00 AM", "3/7/2017 2:00 AM");
    assertEquals("2017-07-03T01:00:00Z 2017-07-03T02:00:00Z", times.lines());
    assertEquals(false, times.counts().twelveHours());
  }

  /** With AM and PM the month may come first, which one day above 12 shows, wherever it stands. */
  @Test
  void amAndPm_theMonthFirst() throws IOException {
    assertEquals(
        "2024-01-12T22:00:00Z 2024-01-13T00:10:00Z 2024-02-12T13:00:00Z 2024-02-12T14:00:00Z",
        times("1/12/2024 10:00 PM", "1/13/2024 12:10 AM", "2/12/2024 1:00 PM", "2/12/2024 14:00")
            .lines());
    assertEquals("2024-12-01T22:00:00Z", times("1/12/2024 10:00 PM").lines());
    for (String other : List.of("13/1/2024 0:10 AM", "13/1/2024 0:10", "1/13/2024 0:10")) {
      boolean isFirst = other.equals("1/13/2024 0:10");
      Times times = times("1/14/2024 10:00 PM", "1/12/2024 11:00 AM", other);
      assertEquals(
          isFirst ? "2024-01-14T22:00:00Z 2024-01-12T11:00:00Z 2024-01-13T00:10:00Z" : "",
          times.lines(),
          other);
      assertEquals(isFirst ? 0 : 1, times.counts().unordered(), other);
    }
  }

  /** Durations that follow from such times are of the same order. */
  @Test
  void amAndPm_theMonthFirst_inDurations() throws IOException {
    String text =
        "SRC_IP,DST_IP,SRC_PORT,DST_PORT,PROTOCOL,TIMESTAMP_START,TIMESTAMP_END,PACKETS,BYTES\n"
            + "10.0.0.1,10.0.0.2,4,443,tcp,01/12/2024 11:59:59 PM,01/13/2024 12:00:01 AM,5,600\n"
            + "10.0.0.1,10.0.0.2,4,443,tcp,01/13/2024 01:00:00 AM,01/13/2024 01:00:02 AM,5,600\n";
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      assertEquals(List.of(2e6, 2e6), reader.records().map(FlowRecord::flowDuration).toList());
    }
  }

  /** A character has other bytes in other encodings, and is one character of what is shown. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16"})
  void longTextThatIsNoTime_isCutAlikeInEveryEncoding(String charset) throws IOException {
    String soon = "sooñ".repeat(30);
    String shown = soon.substring(0, 60) + "...";
    String csv = new String(file(List.of("3/7/2017 8:55", soon)), StandardCharsets.UTF_8);
    String json =
        "{\"event_type\":\"flow\",\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\",\"src_port\":4,"
            + "\"dest_port\":80,\"proto\":\"TCP\",\"flow\":{\"pkts_toserver\":4,"
            + "\"pkts_toclient\":3,\"bytes_toserver\":400,\"bytes_toclient\":600,\"start\":\"S\","
            + "\"end\":\"2026-11-26T08:00:02.000000+0000\"}}\n";
    for (String text : List.of(csv, json.replace("\"S\"", '"' + soon + '"'))) {
      byte[] file = text.getBytes(Charset.forName(charset));
      ParallelReaderTest.assertAgree(file);
      RowCounts counts =
          FlowReader.readAll(() -> new ByteArrayInputStream(file), (batch, none) -> {});
      assertEquals(shown, counts.times().firstUnread().orElseThrow().text());
    }
  }

  /** One month above 12, wherever it stands, and none of the others can be told either. */
  @Test
  void orderOfDayAndMonthThatIsNotKnown() throws IOException {
    Times times = times("1/12/2024 22:00", "1/13/2024 0:10", "2/12/2024 1:00", "soon");
    assertEquals("", times.lines());
    assertEquals(2, times.counts().read());
    assertEquals(1, times.counts().unordered());
    assertEquals(Optional.of(new Example(3, "1/13/2024 0:10")), times.counts().firstUnordered());
    assertEquals(1, times.counts().unread());
  }

  @Test
  void stepsBack() throws IOException {
    Times orderly = times("3/7/2017 9:02", "3/7/2017 9:00", "3/7/2017 9:03", "3/7/2017 9:01");
    assertEquals(0, orderly.counts().back());
    String[] texts = new String[12];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "3/7/2017 " + (i % 3 == 0 ? "10:00" : "9:23");
    }
    Times steps = times(texts);
    assertEquals(4, steps.counts().back());
    assertEquals(Optional.of(new Step(3, 37 * 60_000)), steps.counts().firstBack());
    assertEquals(true, steps.counts().isOutOfOrder());
  }

  /** As searches list what they find: each step is small, and all of them go back. */
  @Test
  void newestFirst() throws IOException {
    String[] texts = new String[40];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "3/7/2017 9:" + (50 - i);
    }
    Times newestFirst = times(texts);
    assertEquals(13, newestFirst.counts().back(), "each time that 2 minutes are exceeded");
    assertEquals(Optional.of(new Step(5, 3 * 60_000)), newestFirst.counts().firstBack());
    assertEquals(true, newestFirst.counts().isOutOfOrder());
  }

  @Test
  void noTimesColumn() throws IOException {
    byte[] bytes = FlowText.file(FlowText.row());
    assertEquals(
        TimeCounts.NONE,
        FlowReader.readAll(() -> new ByteArrayInputStream(bytes), (batch, none) -> {}).times());
  }

  /** Batches that are asked for one at a time have the times of the whole file. */
  @Test
  void batchesOneAtATime() throws IOException {
    byte[] bytes = file(List.of("3/7/2017 12:59", "3/7/2017 1:00", "3/7/2017 13:00"));
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      FlowBatch batch = reader.next();
      assertEquals(11 * 3_600_000L + 59 * 60_000, batch.localTime(0) - batch.localTime(1));
      assertEquals(1, reader.counts().times().back());
    }
  }
}
