package io.logsentinel.cli.report;

import io.logsentinel.core.artifact.IncidentsJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The timeline of a run as text: two lines per file, one for how unusual its windows are and one
 * for its incidents.
 *
 * @param width columns, at least {@value #LEAST_WIDTH}
 * @param unicode whether Braille and shapes may be used; else ASCII is
 * @param colored whether escape sequences are written
 * @param safe makes a text from outside harmless
 */
public record ReportText(int width, boolean unicode, boolean colored, UnaryOperator<String> safe) {
  /** The fewest columns. */
  public static final int LEAST_WIDTH = 60;

  private static final int NAME = 30;
  private static final int COUNT = 14;
  private static final double RARE = 1e-6;
  private static final String RESET = "\u001b[0m";
  private static final List<String> SEVERITIES = List.of("LOW", "MEDIUM", "HIGH", "CRITICAL");
  private static final Map<String, String> COLORS =
      Map.of(
          "CRITICAL",
          "\u001b[31m",
          "HIGH",
          "\u001b[33m",
          "MEDIUM",
          "\u001b[33m",
          "LOW",
          "\u001b[36m");

  /** Dots of Braille from the bottom up, in the left half of a cell and in the right one. */
  private static final int[][] DOTS = {
    {0x00, 0x40, 0x44, 0x46, 0x47}, {0x00, 0x80, 0xA0, 0xB0, 0xB8}
  };

  private static final int BRAILLE = 0x2800;
  private static final String BARS = " .:|#";
  private static final DateTimeFormatter DAY = format("EEE d MMM uuuu HH:mm");
  private static final DateTimeFormatter HOUR = format("HH:mm");

  /**
   * A text.
   *
   * @throws IllegalArgumentException if the width is less than {@value #LEAST_WIDTH}
   */
  public ReportText {
    if (width < LEAST_WIDTH) {
      throw new IllegalArgumentException(
          "width must be at least " + LEAST_WIDTH + " columns but is " + width);
    }
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /**
   * {@return the text of a report, each line of it ended}
   *
   * @param report any report
   */
  public String of(Report report) {
    StringBuilder text = new StringBuilder();
    for (String failure : report.failures()) {
      text.append(wrapped(safe.apply(failure)).stripLeading()).append('\n');
    }
    if (report.windows() == 0) {
      return text.append("No window was monitored, so there is no timeline.\n").toString();
    }
    boolean isScored =
        report.tracks().stream()
            .flatMap(track -> track.windows().stream())
            .anyMatch(row -> !Double.isNaN(row.pValue()));
    int most = report.tracks().stream().mapToInt(track -> track.windows().size()).max().orElse(1);
    int columns = width - NAME - COUNT;
    int places = unicode ? 2 * columns : columns;
    int bin = Math.max(1, (most + places - 1) / places);
    String title =
        "Timeline of "
            + (bin == 1 ? "every window" : "every " + bin + " windows, the most unusual of them");
    String counted = isScored ? "alarms" : "not normal";
    text.append(pad(title, width - counted.length())).append(counted).append('\n');
    int ending = commonEnding(report.tracks());
    if (!report.note().isEmpty()) {
      text.append("  ").append(wrapped(report.note())).append('\n');
    }
    for (FileTrack track : report.tracks()) {
      text.append(file(track, bin, isScored, report, ending)).append('\n');
      text.append(incidents(track, bin, report)).append('\n');
    }
    return text.append(legend(report, isScored)).toString();
  }

  /** The length of what all names end with, from a dot on: it tells nothing. */
  private static int commonEnding(List<FileTrack> tracks) {
    String first = tracks.get(0).name();
    for (int dot = first.indexOf('.', 1); dot > 0; dot = first.indexOf('.', dot + 1)) {
      String ending = first.substring(dot);
      if (tracks.size() > 1
          && tracks.stream()
              .allMatch(it -> it.name().endsWith(ending) && it.name().length() > ending.length())) {
        return ending.length();
      }
    }
    return 0;
  }

  private String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int at = 2;
    for (String word : text.split(" ")) {
      if (at + word.length() > width) {
        lines.append("\n  ");
        at = 2;
      }
      lines.append(word).append(' ');
      at += word.length() + 1;
    }
    return lines.toString().stripTrailing();
  }

  private String file(FileTrack track, int bin, boolean isScored, Report report, int ending) {
    String name = track.name().substring(0, track.name().length() - ending);
    int size = track.windows().size();
    int[] levels = new int[(size + bin - 1) / bin];
    for (int window = 0; window < size; window++) {
      int level = level(track.windows().get(window), isScored, report.falseAlarmRate());
      levels[window / bin] = Math.max(levels[window / bin], level);
    }
    StringBuilder bars = new StringBuilder();
    for (int at = 0; at < levels.length; at += unicode ? 2 : 1) {
      if (unicode) {
        int right = at + 1 < levels.length ? levels[at + 1] : 0;
        bars.appendCodePoint(BRAILLE + DOTS[0][levels[at]] + DOTS[1][right]);
      } else {
        bars.append(BARS.charAt(levels[at]));
      }
    }
    long alarms =
        isScored
            ? track.alarms()
            : track.windows().stream().filter(row -> row.decision() > 0).count();
    return pad(shortened(safe.apply(name), NAME - 2), NAME)
        + pad(bars.toString(), width - NAME - COUNT)
        + String.format(Locale.ROOT, "%" + COUNT + "s", alarms + " of " + size);
  }

  /** From 1, usual, to 4; an alarm is 3 or 4. */
  private static int level(WindowRow row, boolean isScored, double rate) {
    if (!isScored) {
      return row.decision() == 0 ? 1 : 2 + row.decision();
    }
    if (row.alarms()) {
      return row.pValue() <= RARE ? 4 : 3;
    }
    return row.pValue() < 10 * rate ? 2 : 1;
  }

  private String incidents(FileTrack track, int bin, Report report) {
    int step = unicode ? 2 * bin : bin;
    Map<Long, Integer> places = track.places();
    int[] severities = new int[(track.windows().size() + step - 1) / step];
    for (IncidentsJson.Entry incident : report.incidents()) {
      if (incident.file().equals(track.file())) {
        int severity = SEVERITIES.indexOf(incident.severity()) + 1;
        for (long window : incident.windows()) {
          Integer place = places.get(window);
          if (place != null) {
            severities[place / step] = Math.max(severities[place / step], severity);
          }
        }
      }
    }
    StringBuilder line = new StringBuilder(pad("  " + times(track), NAME));
    for (int severity : severities) {
      line.append(severity == 0 ? " " : mark(SEVERITIES.get(severity - 1)));
    }
    return line.toString().stripTrailing();
  }

  private String mark(String severity) {
    String mark =
        unicode
            ? switch (severity) {
              case "CRITICAL" -> "\u25c6";
              case "HIGH" -> "\u25b2";
              case "MEDIUM" -> "\u25a0";
              default -> "\u25cf";
            }
            : severity.substring(0, 1);
    return colored ? COLORS.get(severity) + mark + RESET : mark;
  }

  private static String times(FileTrack track) {
    if (track.windows().isEmpty() || !track.isTimed()) {
      return "";
    }
    long first = track.windows().stream().mapToLong(WindowRow::first).min().getAsLong();
    long last = track.windows().stream().mapToLong(WindowRow::last).max().getAsLong();
    String begin = DAY.format(Instant.ofEpochMilli(first));
    String end = HOUR.format(Instant.ofEpochMilli(last));
    return last - first < 86_400_000L ? begin + "-" + end : begin + " on";
  }

  private String legend(Report report, boolean isScored) {
    String bars =
        unicode
            ? "\u28c0 usual  \u28e4 less so  \u28f6 alarm  \u28ff"
            : ". usual  : less so  | alarm  #";
    String strong =
        isScored ? " alarm, extrapolated to below 1 in a million" : " confirmed by the forest";
    StringBuilder marks = new StringBuilder();
    for (int severity = SEVERITIES.size() - 1; severity >= 0; severity--) {
      String name = SEVERITIES.get(severity);
      marks.append(mark(name)).append(' ').append(name.toLowerCase(Locale.ROOT)).append("  ");
    }
    return "  "
        + bars
        + strong
        + "\n"
        + (report.incidents().isEmpty()
            ? ""
            : "  incidents: " + marks.toString().stripTrailing() + "\n");
  }

  private static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.codePointCount(0, text.length())));
  }

  /** The beginning and the end of a text that is too long. */
  private String shortened(String text, int most) {
    int[] points = text.codePoints().toArray();
    if (points.length <= most) {
      return text;
    }
    String dots = unicode ? "\u2026" : "..";
    int head = (most - dots.length()) * 2 / 3;
    int tail = most - dots.length() - head;
    return new String(points, 0, head) + dots + new String(points, points.length - tail, tail);
  }
}
