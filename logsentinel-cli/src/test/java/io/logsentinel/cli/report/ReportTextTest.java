package io.logsentinel.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.flow.FlowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final long NINE = 1_499_418_000_000L;

  private static WindowRow row(int window, double pValue, String severity) {
    long first = NINE + 600_000L * window;
    return new WindowRow(window, first, first + 600_000, 1, pValue, severity, "", 1, 0);
  }

  private static Report report(String note, FileTrack... tracks) {
    List<IncidentsJson.Entry> incidents =
        List.of(
            new IncidentsJson.Entry(
                "a", "f1", "p", "CRITICAL", 1, List.of(2L, 3L), List.of(), "r", "n"),
            new IncidentsJson.Entry(
                "b", "f1", "p", "LOW", 1, List.of(3L, 6L), List.of(), "r", "n"));
    return new Report(List.of(tracks), incidents, 0.01, note, List.of());
  }

  private static Report small() {
    List<WindowRow> attacked = new ArrayList<>();
    double[] chances = {0.5, 0.05, 1e-12, 1e-7, 0.5, 0.9, 1e-3};
    for (int window = 0; window < chances.length; window++) {
      attacked.add(row(window, chances[window], chances[window] < 0.01 ? "HIGH" : ""));
    }
    WindowRow untimed =
        new WindowRow(0, FlowBatch.NO_TIME, FlowBatch.NO_TIME, 1, 0.5, "", "", 1, 0);
    return report(
        "",
        new FileTrack("f1", "Friday-WorkingHours-Afternoon-PortScan.pcap.csv", true, attacked),
        new FileTrack("f2", "b\u001b[2J.pcap.csv", true, List.of(untimed)));
  }

  @Test
  void unicode_isOneLineOfBrailleAndOneOfMarks() {
    assertEquals(
        """
        Timeline of every window                                                  alarms
        Friday-WorkingHour…-PortScan  ⣠⣿⣀⡆                                        3 of 7
          Fri 7 Jul 2017 09:00-10:10   ◆ ●
        b?[2J                         ⡀                                           0 of 1

          ⣀ usual  ⣤ less so  ⣶ alarm  ⣿ alarm, extrapolated to below 1 in a million
          incidents: ◆ critical  ▲ high  ■ medium  ● low
        """,
        new ReportText(80, true, false, text -> text.replace('\u001b', '?')).of(small()));
  }

  @Test
  void ascii_hasAColumnPerWindow() {
    assertEquals(
        """
        Timeline of every window                              alarms
        Friday-WorkingHou..-PortScan  .:##..|                 3 of 7
          Fri 7 Jul 2017 09:00-10:10    CC  L
        b?[2J                         .                       0 of 1

          . usual  : less so  | alarm  # alarm, extrapolated to below 1 in a million
          incidents: C critical  H high  M medium  L low
        """,
        new ReportText(60, false, false, text -> text.replace('\u001b', '?')).of(small()));
  }

  @Test
  void colours_areThoseOfTheSeverity_andEnd() {
    String text = new ReportText(80, false, true, UnaryOperator.identity()).of(small());
    assertTrue(
        text.contains("\u001b[31mC\u001b[0m\u001b[31mC\u001b[0m  \u001b[36mL\u001b[0m\n"), text);
  }

  @Test
  void withoutScores_theOriginalsDecisionsAreDrawn_andTheNoteIsSaid() {
    List<WindowRow> rows = new ArrayList<>();
    for (int decision = 0; decision < 3; decision++) {
      rows.add(new WindowRow(decision, NINE, NINE, Double.NaN, Double.NaN, "", "", 1, decision));
    }
    Report report =
        new Report(
            List.of(new FileTrack("f", "a.csv", true, rows)),
            List.of(),
            0.01,
            "No detector.",
            List.of("Not looked at: x.csv, failed: line 3"));
    assertEquals(
        """
        Not looked at: x.csv, failed: line 3
        Timeline of every window                          not normal
          No detector.
        a.csv                         .|#                     2 of 3
          Fri 7 Jul 2017 09:00-09:00
          . usual  : less so  | alarm  # confirmed by the forest
        """,
        new ReportText(60, false, false, UnaryOperator.identity()).of(report));
  }

  @Test
  void nothing_isSaid() {
    assertEquals(
        "No window was monitored, so there is no timeline.\n",
        new ReportText(60, true, true, UnaryOperator.identity()).of(report("")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReportText(59, true, true, UnaryOperator.identity()));
  }

  @Property(tries = 200)
  void anyRun_staysWithinTheWidth_andShowsEveryAlarm(
      @ForAll @IntRange(min = 1, max = 5000) int windows,
      @ForAll @IntRange(min = 60, max = 300) int width,
      @ForAll @IntRange(max = 4999) int alarm,
      @ForAll boolean unicode) {
    List<WindowRow> rows = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      boolean alarms = window == alarm % windows;
      rows.add(row(window, alarms ? 1e-9 : 0.5, alarms ? "LOW" : ""));
    }
    Report report =
        new Report(
            List.of(new FileTrack("f", "x".repeat(99), true, rows)),
            List.of(),
            0.01,
            "",
            List.of());
    String text = new ReportText(width, unicode, false, UnaryOperator.identity()).of(report);
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      assertTrue(line.codePointCount(0, line.length()) <= Math.max(width, 80), line);
    }
    String bars = lines.get(1).substring(30);
    assertTrue(
        unicode
            ? bars.codePoints().anyMatch(c -> (c & 0x47) == 0x47 || (c & 0xB8) == 0xB8)
            : bars.contains("#"),
        text);
    assertTrue(bars.endsWith(" 1 of " + windows), text);
  }
}
