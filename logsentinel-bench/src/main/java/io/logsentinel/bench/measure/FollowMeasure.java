package io.logsentinel.bench.measure;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.follow.FollowRun;
import io.logsentinel.cli.follow.FollowSettings;
import io.logsentinel.cli.follow.FollowTimes;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Latency and memory of a follower: an hour of simulated flows is written to a file faster than it
 * was, minute by minute, and followed in this process with the baseline of the day before.
 *
 * <p>Of each window it takes the time from the writing of the flow that fills it to its verdict;
 * every few seconds the heap after a collection, and the resident memory of the process, the
 * writer's rows in it too.
 */
public final class FollowMeasure {
  private static final int MINUTES = 60;
  private static final int PIECES_A_MINUTE = 60;
  private static final Duration SAMPLED_EVERY = Duration.ofSeconds(5);
  private static final double NANOS_A_SECOND = 1e9;
  private static final double BYTES_A_MEGABYTE = 1 << 20;

  private final Path folder;
  private final int windowSize;
  private final double speed;
  private String header;
  private final List<byte[]> pieces = new ArrayList<>();

  /** When each window's last flow was written, and when it was judged. */
  private final TreeMap<Long, Long> written = new TreeMap<>();

  private final ConcurrentSkipListMap<Long, Long> judged = new ConcurrentSkipListMap<>();
  private final List<double[]> samples = new ArrayList<>();

  private FollowMeasure(Path folder, int windowSize, double speed) {
    this.folder = folder;
    this.windowSize = windowSize;
    this.speed = speed;
  }

  /** Prints the section. Arguments: scale of the week, flows a window, how many times as fast. */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: FollowMeasure SCALE WINDOW_SIZE SPEED");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("follow-measure");
    FollowMeasure measure =
        new FollowMeasure(folder, Integer.parseInt(args[1]), Double.parseDouble(args[2]));
    measure.prepare(Double.parseDouble(args[0]));
    measure.follow();
    System.out.print(measure.page());
    System.err.println("its files are left in " + folder);
  }

  /** Writes the first day and learns it; cuts the first hour of the second into pieces. */
  private void prepare(double scale) throws IOException, InterruptedException {
    List<SimulatedDay> days = new SimulatedWeek(scale, 1).days();
    Path monday = folder.resolve("monday.csv");
    try (OutputStream out = Files.newOutputStream(monday)) {
      days.get(0).write(out);
    }
    Process learned =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.logsentinel.cli.Main",
                "learn",
                "--quiet",
                "--window-size=" + windowSize,
                "--state=" + folder.resolve("state"),
                monday.toString())
            .inheritIO()
            .start();
    if (learned.waitFor() != 0) {
      throw new IOException("learning failed");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    days.get(1).write(text);
    cut(text.toString(StandardCharsets.UTF_8).split("\n"));
  }

  /** The minute of a row is the text of its time, whose column the header names. */
  private void cut(String[] lines) {
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
        if (minutes++ == MINUTES) {
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
    for (int i = 0; i < PIECES_A_MINUTE; i++) {
      int from = rows.size() * i / PIECES_A_MINUTE;
      int to = rows.size() * (i + 1) / PIECES_A_MINUTE;
      pieces.add(String.join("", rows.subList(from, to)).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void follow() throws Exception {
    Path file = folder.resolve("tuesday.csv");
    Files.writeString(file, header);
    CompletableFuture<Void> followed =
        CompletableFuture.runAsync(
            () -> {
              try {
                new FollowRun(settings(file), new Messages(), (sentinel, run) -> new Verdicts())
                    .run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    double pieceNanos = NANOS_A_SECOND * MINUTES / PIECES_A_MINUTE / speed;
    long begun = System.nanoTime();
    long sampled = begun;
    long flows = 0;
    for (int i = 0; i < pieces.size() && !followed.isDone(); i++) {
      while (System.nanoTime() - begun < i * pieceNanos) {
        Thread.sleep(1);
      }
      flows += flows(pieces.get(i)); // before it is written: it takes a moment
      long now = System.nanoTime();
      Files.write(file, pieces.get(i), StandardOpenOption.APPEND);
      for (long window = written.size(); (window + 1) * windowSize <= flows; window++) {
        written.put(window, now);
      }
      if (now - sampled >= SAMPLED_EVERY.toNanos()) {
        sample(now - begun);
        sampled = now;
      }
    }
    followed.get();
  }

  private long flows(byte[] rows) throws IOException {
    byte[] text =
        (header + new String(rows, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    return rows.length == 0
        ? 0
        : FlowReader.readAll(() -> new ByteArrayInputStream(text), (batch, none) -> {}).kept();
  }

  private FollowSettings settings(Path file) {
    return new FollowSettings(
        new StateFolder(folder.resolve("state")),
        file.toString(),
        InputStream.nullInputStream(),
        "stdin",
        1,
        FlowFormats.AUTO,
        Optional.empty(),
        HourClock.TWELVE,
        AllowFile.NONE,
        DetectorSettings.defaults(),
        OptionalDouble.empty(),
        false,
        true,
        OutputSettings.none(),
        new FollowTimes(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Optional.of(Duration.ofSeconds(10)),
            Duration.ofMinutes(15),
            Optional.empty()),
        Optional.empty());
  }

  private static final class Messages implements Reporter {
    @Override
    public void warn(String message) {
      System.err.println(message);
    }

    @Override
    public void error(String message) {
      System.err.println(message);
    }

    @Override
    public Progress progress(String what, long totalBytes) {
      return bytes -> {};
    }
  }

  /** Takes the time of each verdict. */
  private final class Verdicts implements FindingSink {
    @Override
    public void finding(String source, long windowId, Finding finding) {
      judged.put(windowId, System.nanoTime());
    }
  }

  private void sample(long nanos) throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    long resident = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    samples.add(
        new double[] {
          nanos / NANOS_A_SECOND, heap / BYTES_A_MEGABYTE, resident / BYTES_A_MEGABYTE
        });
  }

  private String page() {
    double[] seconds =
        written.entrySet().stream()
            .filter(window -> judged.containsKey(window.getKey()))
            .mapToDouble(w -> (judged.get(w.getKey()) - w.getValue()) / NANOS_A_SECOND)
            .sorted()
            .toArray();
    StringBuilder page =
        new StringBuilder(
            DetectorPage.table(
                "Following at " + speed + " times real speed", "windows | median | 99 % | most"));
    page.append(
        DetectorPage.row(
            seconds.length + " of " + written.size(),
            seconds(seconds, 0.5),
            seconds(seconds, 0.99),
            seconds(seconds, 1)));
    page.append(
        DetectorPage.table(
            "Memory after its first third", "of | first | last | slope, MB an hour"));
    for (int column = 1; column <= 2; column++) {
      SimpleRegression line = new SimpleRegression();
      List<double[]> later = samples.subList(samples.size() / 3, samples.size());
      for (double[] sample : later) {
        line.addData(sample[0] / Duration.ofHours(1).toSeconds(), sample[column]);
      }
      page.append(
          DetectorPage.row(
              column == 1 ? "heap after a collection" : "resident",
              DetectorPage.format("%.1f MB", later.get(0)[column]),
              DetectorPage.format("%.1f MB", later.get(later.size() - 1)[column]),
              DetectorPage.format("%.2f ± %.2f", line.getSlope(), 2 * line.getSlopeStdErr())));
    }
    return page.toString();
  }

  private static String seconds(double[] sorted, double share) {
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return DetectorPage.format("%.3f s", sorted[Math.max(0, at)]);
  }
}
