package io.logsentinel.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedDayTest {

  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "Monday-Work", Set.of(),
          "Tuesday-Wor", Set.of("FTP-Patator", "SSH-Patator"),
          "Wednesday-w",
              Set.of(
                  "DoS slowloris", "DoS Slowhttptest", "DoS Hulk", "DoS GoldenEye", "Heartbleed"),
          "Thursday-WorkingHours-Morning",
              Set.of(
                  "Web Attack \u0096 Brute Force",
                  "Web Attack \u0096 XSS",
                  "Web Attack \u0096 Sql Injection"),
          "Thursday-WorkingHours-Afternoon", Set.of("Infiltration"),
          "Friday-WorkingHours-Morning", Set.of("Bot"),
          "Friday-WorkingHours-Afternoon-P", Set.of("PortScan"),
          "Friday-WorkingHours-Afternoon-D", Set.of("DDoS"));

  static Stream<Rendered> week() {
    return Rendered.week(Rendered.SMALL, 42).stream();
  }

  static Stream<Rendered> weeks() {
    return Stream.of(SimulatedWeek.MIN_SCALE, Rendered.SMALL, 0.01)
        .flatMap(scale -> Rendered.week(scale, 42).stream());
  }

  @ParameterizedTest
  @MethodSource("weeks")
  void rows_exact(Rendered file) {
    long ends = 0;
    byte[] bytes = file.bytes();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        assertEquals('\r', bytes[i - 1]);
        ends++;
      }
    }
    assertEquals(1 + file.day().flows() + file.day().blankRows(), ends);
    assertTrue(file.text().endsWith("\r\n"));
  }

  @Test
  void blankRows_endTheThursdayMorning() {
    Rendered file = Rendered.week(0.01, 42).get(3);
    List<String> lines = file.lines();
    assertEquals(2_886, file.day().blankRows());
    assertEquals(1 + file.flows().size() + 2_886, lines.size());
    Set<String> tail = new HashSet<>(lines.subList(lines.size() - 2_886, lines.size()));
    assertEquals(Set.of(",".repeat(84)), tail);
  }

  @ParameterizedTest
  @MethodSource("week")
  void header(Rendered file) {
    List<String> names = List.of(file.lines().get(0).split(",", -1));
    assertEquals(85, names.size());
    assertEquals(2, names.stream().filter(" Fwd Header Length"::equals).count());
    assertEquals(84, new HashSet<>(names).size());
    assertEquals("Flow ID", names.get(0));
    assertEquals(" Source IP", names.get(1));
    assertEquals(" Label", names.get(84));
  }

  @ParameterizedTest
  @MethodSource("week")
  void rows_haveAllColumns(Rendered file) {
    for (String line : file.lines()) {
      assertEquals(84, line.chars().filter(c -> c == ',').count(), line);
    }
    assertEquals(-1, file.text().indexOf('"'));
  }

  @ParameterizedTest
  @MethodSource("week")
  void dash_onlyInWebAttacks(Rendered file) {
    boolean webAttacks = file.day().fileName().contains("WebAttacks");
    assertEquals(webAttacks, file.text().indexOf(0x96) >= 0);
    assertTrue(file.text().chars().allMatch(c -> c < 0x80 || c == 0x96));
  }

  @ParameterizedTest
  @MethodSource("weeks")
  void labels_ofTheDay(Rendered file) {
    Set<String> expected =
        LABELS.entrySet().stream()
            .filter(entry -> file.day().fileName().startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    Set<String> labels = file.flows().stream().map(f -> f[84]).collect(Collectors.toSet());
    assertTrue(labels.remove("BENIGN"));
    assertEquals(new TreeSet<>(expected), new TreeSet<>(labels));
  }

  @ParameterizedTest
  @MethodSource("week")
  void timestamps_ascendInWorkingHours(Rendered file) {
    int previous = 0;
    Set<String> dates = new HashSet<>();
    for (String[] flow : file.flows()) {
      assertTrue(flow[6].matches("[3-7]/7/2017 \\d{1,2}:\\d\\d"), flow[6]);
      dates.add(flow[6].substring(0, 8));
      int minute = minuteOf(flow);
      assertTrue(minute >= previous && minute >= 8 * 60 && minute < 17 * 60, flow[6]);
      previous = minute;
    }
    assertEquals(1, dates.size());
  }

  @ParameterizedTest
  @MethodSource("week")
  void flowId_repeatsTheEndpoints(Rendered file) {
    for (String[] flow : file.flows()) {
      assertEquals(String.join("-", flow[1], flow[3], flow[2], flow[4], flow[5]), flow[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("week")
  void columns_agreeWithTheCounts(Rendered file) {
    for (String[] flow : file.flows()) {
      double[] v = numbers(flow);
      double seconds = v[7] / 1e6;
      assertClose((v[10] + v[11]) / seconds, v[20]);
      assertClose((v[8] + v[9]) / seconds, v[21]);
      assertTrue(v[7] >= 0 && v[7] < 120_000_000, flow[7]);
      assertTrue(v[8] >= 1 && v[9] >= 0, flow[0]);
      assertClose(v[10] / v[8], v[14]);
      assertTrue(v[13] <= v[14] + 1e-6 && v[14] <= v[12], flow[0]);
      assertTrue(v[17] <= v[18] + 1e-6 && v[18] <= v[16], flow[0]);
      assertTrue(v[25] <= v[22] + 1e-6 && v[22] <= v[24] + 1e-6 && v[24] <= v[7], flow[0]);
      assertClose(v[47] * v[47], v[48]);
      assertEquals(flow[40], flow[61]);
    }
  }

  @Test
  void rates_infiniteAndUndefined() {
    List<String[]> flows = Rendered.week(0.05, 42).get(0).flows();
    assertNotEquals(0, flows.stream().filter(f -> f[20].equals("Infinity")).count());
    assertNotEquals(0, flows.stream().filter(f -> f[20].equals("NaN")).count());
    for (String[] flow : flows) {
      boolean empty = flow[10].equals("0") && flow[11].equals("0");
      assertEquals(flow[7].equals("0"), flow[21].equals("Infinity"));
      assertEquals(flow[7].equals("0") && empty, flow[20].equals("NaN"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void attacks_keepTheirHours(Timetable timetable) {
    Rendered file = Rendered.week(0.01, 5).get(timetable.ordinal());
    assertEquals(timetable.fileName, file.day().fileName());
    for (String[] flow : file.flows()) {
      int minute = minuteOf(flow);
      assertTrue(minute >= timetable.opens);
      assertTrue(minute < timetable.opens + timetable.minutes);
      if (!flow[84].equals("BENIGN")) {
        assertTrue(
            timetable.phases().stream().anyMatch(p -> minute >= p.from() && minute < p.to()),
            flow[84] + " at " + flow[6]);
      }
    }
  }

  /** The clock has 12 hours, the working day none before 8. */
  private static int minuteOf(String[] flow) {
    String[] time = flow[6].substring(9).split(":");
    int hour = Integer.parseInt(time[0]);
    assertTrue(hour >= 1 && hour <= 12, flow[6]);
    return (hour < 8 ? hour + 12 : hour) * 60 + Integer.parseInt(time[1]);
  }

  private static double[] numbers(String[] flow) {
    double[] numbers = new double[84];
    for (int i = 7; i < 84; i++) {
      numbers[i] = Double.parseDouble(flow[i]);
    }
    return numbers;
  }

  private static void assertClose(double expected, double actual) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertEquals(expected, actual);
    } else {
      assertEquals(expected, actual, 1e-8 * Math.max(1e-6, Math.abs(expected)));
    }
  }
}
