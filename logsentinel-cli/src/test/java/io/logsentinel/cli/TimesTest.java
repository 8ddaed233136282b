package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run makes of the times of its flows, and what it says of them. */
class TimesTest {
  private static final LocalDateTime NIGHT = LocalDateTime.of(2024, 1, 12, 23, 56, 30);

  @TempDir Path folder;

  private void write(List<String> times) throws IOException {
    StringBuilder text = new StringBuilder("Timestamp," + Flows.HEADER);
    for (int i = 0; i < times.size(); i++) {
      text.append(times.get(i)).append(',').append(Flows.row(i, "BENIGN"));
    }
    TestData.writeRaw(folder, "today.csv", text.toString());
  }

  /** Cleans the file; returns the warnings, without the file's name. */
  private String preprocess(String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    args.add("--step=preprocess");
    Result result = Cli.runIn(folder, args.toArray(String[]::new));
    assertEquals(0, result.exit(), result.err());
    return result
        .err()
        .lines()
        .map(line -> line.replaceFirst("^logsentinel: warning: .*today.csv: ", ""))
        .collect(Collectors.joining("\n"));
  }

  private List<String> times() throws IOException {
    return Files.readAllLines(folder.resolve("Data/processed/times_today.csv"));
  }

  private JsonObject manifest() throws IOException {
    JsonObject manifest =
        JsonParser.parseString(Files.readString(folder.resolve("Models/run.json")))
            .getAsJsonObject();
    return manifest.getAsJsonArray("inputs").get(0).getAsJsonObject().getAsJsonObject("times");
  }

  /** A flow a minute from 23:56:30 on, over midnight. */
  private static List<String> night(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
    List<String> times = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      times.add(format.format(NIGHT.plusMinutes(i)));
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd/MM/yyyy hh:mm:ss a",
        "dd/MM/yyyy HH:mm:ss a",
        "dd-MM-yyyy HH:mm:ss",
        "d.M.yyyy H:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy/MM/dd HH:mm:ss.SSSSSS",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
      })
  void oneNightInManySyntaxes(String pattern) throws IOException {
    List<String> written = night(pattern);
    for (List<String> times :
        List.of(
            written,
            written.stream()
                .map(
                    time ->
                        time.replaceFirst("([AP])M$", "$1.M.")
                            .toLowerCase(Locale.ROOT)
                            .replace('t', 'T')
                            .replace('z', 'Z'))
                .toList())) {
      write(times);
      assertEquals("", preprocess());
      assertEquals("2024-01-12T23:56:30Z", times().get(0));
      assertEquals("2024-01-13T00:03:30Z", times().get(7));
      assertEquals(8, times().size());
    }
  }

  @Test
  void timesThatCannotBeRead_areCountedAndTold() throws IOException {
    write(night("yyyyMMdd'at'HHmmss"));
    assertEquals(
        "rows kept with a time that cannot be read: 8 of 8, the first on line 2: 20240112at235630",
        preprocess());
    JsonObject times = manifest();
    assertEquals(8, times.get("unreadable").getAsLong());
    assertEquals(
        "{\"line\":2,\"value\":\"20240112at235630\"}", times.get("first_unreadable").toString());
  }

  @Test
  void monthFirst_usesNoTime() throws IOException {
    write(night("MM/dd/yyyy HH:mm:ss"));
    assertEquals(
        "times not used: the month would be above 12 in 4 of 8, the first on line 6: 01/13/2024"
            + " 00:00:30; expected is the day before the month, or the year first",
        preprocess());
    assertEquals(List.of("", "", "", "", "", "", "", ""), times());
    assertEquals(4, manifest().get("month_above_12").getAsLong());
  }

  @Test
  void monthFirstWithHalvesOfTheDay_isTold() throws IOException {
    write(night("MM/dd/yyyy hh:mm:ss a"));
    assertEquals(
        "the month is taken before the day: with the day first, a date with AM or PM would have a"
            + " month above 12",
        preprocess());
    assertEquals("2024-01-12T23:56:30Z", times().get(0));
    assertEquals("2024-01-13T00:03:30Z", times().get(7));
    assertEquals(0, manifest().get("month_above_12").getAsLong());
    assertTrue(manifest().get("month_assumed").getAsBoolean());
    assertFalse(manifest().get("day_assumed").getAsBoolean());
  }

  @Test
  void dayFirst_isToldInTheManifest_whereNoDateShowsIt() throws IOException {
    write(List.of("3/7/2024 9:00 AM", "3/7/2024 9:01 AM"));
    assertEquals("", preprocess());
    assertTrue(manifest().get("day_assumed").getAsBoolean());
    assertFalse(manifest().get("month_assumed").getAsBoolean());
    write(List.of("3/7/2024 9:00 AM", "13/7/2024 9:01 AM"));
    assertEquals("", preprocess());
    assertFalse(manifest().get("day_assumed").getAsBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 12:59 13:00 14:30, true",
    "12, 12:59 13:00 14:30, false",
    "24, 12:59 01:00 02:30, false"
  })
  void clockOfTwelveHours(String clock, String hours, boolean warned) throws IOException {
    write(List.of("4/7/2024 12:59", "4/7/2024 1:00", "4/7/2024 2:30"));
    String warning =
        "times are on a clock of 12 hours without AM or PM: hours 1 to 7 are taken as afternoon;"
            + " a night is only placed where every hour is there in its order, and else may be 12"
            + " hours off: export times with AM and PM, or, if hours are meant as they are"
            + " written, say --clock 24";
    assertEquals(warned ? warning : "", preprocess("--clock=" + clock));
    assertEquals(
        hours,
        times().stream().map(time -> time.substring(11, 16)).collect(Collectors.joining(" ")));
    assertEquals(clock.equals("24") ? "24" : "12", manifest().get("clock").getAsString());
  }

  @Test
  void timesThatGoBack() throws IOException {
    List<String> times = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      times.add(i % 2 == 1 ? "3/7/2024 9:00" : i < 8 ? "3/7/2024 9:37" : "3/7/2024 9:02");
    }
    write(times);
    assertEquals(
        "times go back in 4 of 2,000 rows, first on line 3 by 37 minutes; windows need flows in the"
            + " order of time",
        preprocess());
    JsonObject manifest = manifest();
    assertEquals(4, manifest.get("back").getAsLong());
    assertEquals("{\"line\":3,\"milliseconds\":2220000}", manifest.get("first_back").toString());
  }

  @Test
  void summarySaysWhoseClockItIs() throws IOException {
    write(List.of("3/7/2024 9:00", "3/7/2024 9:01"));
    assertEquals(
        "  flow times    local, as no --time-zone is given", flowTimes("--step=preprocess"));
    assertEquals("", flowTimes("--step=preprocess", "--time-zone=America/Halifax"));
    assertEquals("2024-07-03T12:00:00Z", times().get(0));
    write(List.of("1705096846", "2024-01-12T22:00:46Z"));
    assertEquals("  flow times    UTC, as they name a zone", flowTimes("--step=preprocess"));
    assertEquals("", flowTimes("--step=preprocess", "--time-zone=America/Halifax"));
    assertEquals(List.of("2024-01-12T22:00:46Z", "2024-01-12T22:00:46Z"), times());
  }

  private String flowTimes(String... options) {
    return Cli.runIn(folder, options)
        .out()
        .lines()
        .filter(line -> line.startsWith("  flow times"))
        .collect(Collectors.joining("\n"));
  }
}
