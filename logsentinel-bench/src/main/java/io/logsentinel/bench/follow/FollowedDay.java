package io.logsentinel.bench.follow;

import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A simulated day that is yet to be written, cut into what comes in each of its seconds, beside the
 * baseline of the day before.
 */
final class FollowedDay {
  static final double NANOS_A_SECOND = 1e9;

  private static final int MINUTES_AN_HOUR = 60;
  private static final int SECONDS_A_MINUTE = 60;

  private final Path folder = Files.createTempDirectory("followed");
  private final List<byte[]> seconds = new ArrayList<>();
  private String header = "";

  /** Writes the first day and learns it; cuts the first hours of the second. */
  FollowedDay(double scale, int windowSize, int hours) throws IOException, InterruptedException {
    List<SimulatedDay> days = new SimulatedWeek(scale, 1).days();
    Path monday = folder.resolve("monday.csv");
    try (OutputStream out = Files.newOutputStream(monday)) {
      days.get(0).write(out);
    }
    Process learned =
        logsentinel(
                "learn",
                "--quiet",
                "--window-size=" + windowSize,
                "--state=" + state(),
                monday.toString())
            .inheritIO()
            .start();
    if (learned.waitFor() != 0) {
      throw new IOException("learning failed");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    days.get(1).write(text);
    cut(text.toString(StandardCharsets.UTF_8).split("\n"), hours * MINUTES_AN_HOUR);
    Files.writeString(file(), header);
  }

  /** {@return a JVM of its own that runs the command line} */
  static ProcessBuilder logsentinel(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // as the launcher starts it
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn24m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.logsentinel.cli.Main");
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command);
  }

  Path folder() {
    return folder;
  }

  Path state() {
    return folder.resolve("state");
  }

  /** The file to be written; only its header is there. */
  Path file() {
    return folder.resolve("tuesday.csv");
  }

  String header() {
    return header;
  }

  /** Rows by the second in which they come; their ends of lines are in them. */
  List<byte[]> seconds() {
    return seconds;
  }

  /** Waits until a second is due, of a day that began at that nanosecond. */
  static void await(int second, double speed, long begun) throws InterruptedException {
    long due = (long) (second / speed * NANOS_A_SECOND);
    while (System.nanoTime() - begun < due) {
      Thread.sleep(1);
    }
  }

  /** The minute of a row is the text of its time, whose column the header names. */
  private void cut(String[] lines, int most) {
    header = lines[0] + "\n";
    int column = Arrays.asList(lines[0].strip().split(",\\s*")).indexOf("Timestamp");
    List<String> rows = new ArrayList<>();
    String minute = "";
    int minutes = 0;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] fields = line.split(",", -1);
      String now = column < fields.length && !fields[column].isBlank() ? fields[column] : minute;
      if (!now.equals(minute)) {
        cutMinute(rows);
        rows.clear();
        if (minutes++ == most) {
          return;
        }
        minute = now;
      }
      rows.add(line + "\n");
    }
    cutMinute(rows);
  }

  private void cutMinute(List<String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    for (int i = 0; i < SECONDS_A_MINUTE; i++) {
      int from = rows.size() * i / SECONDS_A_MINUTE;
      int to = rows.size() * (i + 1) / SECONDS_A_MINUTE;
      seconds.add(String.join("", rows.subList(from, to)).getBytes(StandardCharsets.UTF_8));
    }
  }
}
