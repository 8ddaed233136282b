package io.logsentinel.bench.follow;

import io.logsentinel.bench.measure.DetectorPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Memory of a follower in a process of its own, as the launcher starts it: hours of simulated flows
 * are written to a file faster than they were. Every few seconds it takes the resident memory, then
 * has the JVM collect, and takes the heap that is left.
 */
public final class FollowSoak {
  private static final Duration SAMPLED_EVERY = Duration.ofSeconds(10);
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final double KILOBYTES_A_MEGABYTE = 1 << 10;
  private static final double CONFIDENCE = 2;

  private final FollowedDay day;
  private final double speed;
  private final List<double[]> samples = new ArrayList<>();

  private FollowSoak(FollowedDay day, double speed) {
    this.day = day;
    this.speed = speed;
  }

  /**
   * Prints the section. Arguments: scale of the week, flows a window, how many times as fast, hours
   * of flows.
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("usage: FollowSoak SCALE WINDOW_SIZE SPEED HOURS");
      System.exit(2);
    }
    FollowedDay day =
        new FollowedDay(
            Double.parseDouble(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[3]));
    FollowSoak soak = new FollowSoak(day, Double.parseDouble(args[2]));
    soak.follow();
    System.out.print(soak.page());
    System.err.println("its files are left in " + day.folder());
  }

  private void follow() throws IOException, InterruptedException {
    Process follower =
        FollowedDay.logsentinel(
                "follow",
                "--quiet",
                "--until-idle=20s",
                "--state=" + day.state(),
                "--output=ndjson:" + day.folder().resolve("incidents.ndjson"),
                day.file().toString())
            .redirectErrorStream(true)
            .redirectOutput(day.folder().resolve("follow.log").toFile())
            .start();
    long begun = System.nanoTime();
    long sampled = begun;
    for (int second = 0; second < day.seconds().size() && follower.isAlive(); second++) {
      FollowedDay.await(second, speed, begun);
      Files.write(day.file(), day.seconds().get(second), StandardOpenOption.APPEND);
      long now = System.nanoTime();
      if (now - sampled >= SAMPLED_EVERY.toNanos()) {
        samples.add(
            new double[] {
              (now - begun) / FollowedDay.NANOS_A_SECOND, heap(follower), resident(follower)
            });
        sampled = now;
      }
    }
    if (follower.waitFor() > 1) { // 1 would be a failure of ours; alarms alone end with 0
      throw new IOException("the follower ended with " + follower.exitValue());
    }
  }

  /** What is left after a collection, in MB. */
  private static double heap(Process follower) throws IOException, InterruptedException {
    tell(follower, "GC.run");
    double used = 0;
    Matcher sizes = USED.matcher(tell(follower, "GC.heap_info").split("Metaspace")[0]);
    while (sizes.find()) {
      // the generations; a line of one of their spaces says a share, not what is used
      used += Double.parseDouble(sizes.group(1)) / KILOBYTES_A_MEGABYTE;
    }
    return used;
  }

  private static String tell(Process follower, String command)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(follower.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return answer;
  }

  /** In MB. */
  private static double resident(Process follower) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + follower.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_A_MEGABYTE;
      }
    }
    throw new IOException("no resident memory in /proc");
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            DetectorPage.table(
                DetectorPage.format(
                    "Memory over %d h of simulated flows at %.0f times real speed, after the first third",
                    day.seconds().size() / Duration.ofHours(1).toSeconds(), speed),
                "of | first | last | most | slope, MB an hour of the clock | of simulated time"));
    List<double[]> later = samples.subList(samples.size() / 3, samples.size());
    for (int column = 1; column <= 2; column++) {
      int of = column;
      SimpleRegression line = new SimpleRegression();
      for (double[] sample : later) {
        line.addData(sample[0] / Duration.ofHours(1).toSeconds(), sample[column]);
      }
      page.append(
          DetectorPage.row(
              column == 1 ? "heap after a collection" : "resident",
              DetectorPage.format("%.1f MB", later.get(0)[column]),
              DetectorPage.format("%.1f MB", later.get(later.size() - 1)[column]),
              DetectorPage.format(
                  "%.1f MB", later.stream().mapToDouble(it -> it[of]).max().orElse(0)),
              slope(line, 1),
              slope(line, speed)));
    }
    return page.toString();
  }

  private static String slope(SimpleRegression line, double speed) {
    return DetectorPage.format(
        "%.2f ± %.2f", line.getSlope() / speed, CONFIDENCE * line.getSlopeStdErr() / speed);
  }
}
