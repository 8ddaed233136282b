package io.logsentinel.bench.follow;

import io.logsentinel.bench.measure.DetectorPage;
import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.follow.FollowRun;
import io.logsentinel.cli.follow.FollowSettings;
import io.logsentinel.cli.follow.FollowTimes;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Latency of a follower: an hour of simulated flows is written to a file faster than it was, second
 * by second, and followed in this process with the baseline of the day before. Of each window it
 * takes the time from the writing of the flow that fills it to its verdict.
 */
public final class FollowMeasure {
  private final FollowedDay day;
  private final int windowSize;
  private final double speed;

  /** When each window's last flow was written, and when it was judged. */
  private final TreeMap<Long, Long> written = new TreeMap<>();

  private final ConcurrentSkipListMap<Long, Long> judged = new ConcurrentSkipListMap<>();

  private FollowMeasure(FollowedDay day, int windowSize, double speed) {
    this.day = day;
    this.windowSize = windowSize;
    this.speed = speed;
  }

  /** Prints the section. Arguments: scale of the week, flows a window, how many times as fast. */
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: FollowMeasure SCALE WINDOW_SIZE SPEED");
      System.exit(2);
    }
    int windowSize = Integer.parseInt(args[1]);
    FollowedDay day = new FollowedDay(Double.parseDouble(args[0]), windowSize, 1);
    FollowMeasure measure = new FollowMeasure(day, windowSize, Double.parseDouble(args[2]));
    measure.follow();
    System.out.print(measure.page());
    System.err.println("its files are left in " + day.folder());
  }

  private void follow() throws Exception {
    Path file = day.file();
    List<byte[]> pieces = day.seconds();
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
    long begun = System.nanoTime();
    long flows = 0;
    for (int i = 0; i < pieces.size() && !followed.isDone(); i++) {
      FollowedDay.await(i, speed, begun);
      flows += flows(pieces.get(i)); // before it is written: it takes a moment
      long now = System.nanoTime();
      Files.write(file, pieces.get(i), StandardOpenOption.APPEND);
      for (long window = written.size(); (window + 1) * windowSize <= flows; window++) {
        written.put(window, now);
      }
    }
    followed.get();
  }

  private long flows(byte[] rows) throws IOException {
    byte[] text =
        (day.header() + new String(rows, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    return rows.length == 0
        ? 0
        : FlowReader.readAll(() -> new ByteArrayInputStream(text), (batch, none) -> {}).kept();
  }

  private FollowSettings settings(Path file) {
    return new FollowSettings(
        new StateFolder(day.state()),
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

  private String page() {
    double[] seconds =
        written.entrySet().stream()
            .filter(window -> judged.containsKey(window.getKey()))
            .mapToDouble(w -> (judged.get(w.getKey()) - w.getValue()) / FollowedDay.NANOS_A_SECOND)
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
    return page.toString();
  }

  private static String seconds(double[] sorted, double share) {
    int at = (int) Math.ceil(share * sorted.length) - 1;
    return DetectorPage.format("%.3f s", sorted[Math.max(0, at)]);
  }
}
