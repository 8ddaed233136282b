package io.logsentinel.bench.measure;

import io.logsentinel.core.Adaptation;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.Session;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSource;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * A measure of adaptive baselines: how far attackers get who come, grow slowly, stay, or are found
 * late. Prints a page.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.AdaptationMeasure FOLDER}: captures of other networks, with attacks
 * to put into them in {@code FOLDER/attacks}. The windows of a capture are followed again and
 * again, at ever later times.
 */
public final class AdaptationMeasure {
  private static final int SIZE = 100;
  private static final long SEED = 22;
  private static final List<Integer> QUARANTINES = List.of(50, 150);

  /** Hardly anything is forgotten: what chance forgets would move the means as well. */
  private static final int HALF_LIFE = 1_000_000;

  private static final int WINDOWS = 600;

  /** Windows of the longest stream. */
  private static final int MOST_WINDOWS = 1000;

  private static final int STORY_EVERY = 60;
  private static final int STORY_WINDOWS = 8;
  private static final int[] STORY_SHARES = {3, 5, 10};

  private static final int RAMP_STEP = 20;
  private static final int RAMP_END = 30;
  private static final int RAMP_BOUND = 15;

  private static final int PERSISTENT_WINDOWS = 500;
  private static final int PERSISTENT_SHARE = 10;

  private static final int LATE_SHARE = 2;

  /** The tolerance for what adapts, as for an update. */
  private static final double MOST_OFF = 0.1;

  private static final double MOST_DEVIATION = 0.15;

  private static final String HEAD =
      """
      # Baselines that adapt

      Written by `AdaptationMeasure` on %s, at the rate %s, windows of 100. A capture's monitored part
      is followed again and again, at ever later times, cut at other rows each time, and hardly anything
      is forgotten. Attacks that come and go: %d windows, every 60 of them %d in a row with 3, 5 and
      10 %% of attack flows in turn; how far the baseline is off that of the same windows without the
      attacked ones. Attackers who wait: one grows by 1 %% every 20 windows to 30 %%, found by the first
      alarm that names an address of the attack; one stays at 10 %% for 500 windows; one is at 2 %% for
      half a quarantine, and at 20 %% for 8 windows then. How far a ramp moves the baseline is against
      the learned one. All inside parties have the address of the network's busiest host.
      """;

  private final Map<Integer, Tally> tallies = new TreeMap<>();
  private final List<Transplant> attacks = new ArrayList<>();
  private final SentinelOptions options =
      SentinelOptions.defaults().withWindowSize(SIZE).withFalseAlarmRate(DetectorPage.RATE);

  private AdaptationMeasure() {}

  /** Argument: the folder of captures. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: AdaptationMeasure FOLDER");
      System.exit(2);
    }
    System.out.print(new AdaptationMeasure().page(Path.of(args[0]).toAbsolutePath().normalize()));
  }

  /** A window with its profile, as a source that is followed gives it. */
  record FollowedWindow(Window window, Profile profile) {

    /** The whole windows of a source. */
    static List<FollowedWindow> read(FlowSource source, int size) throws IOException {
      List<FollowedWindow> read = new ArrayList<>();
      Windower windower =
          new Windower(
              size,
              new AccumulatorPool(),
              full -> read.add(new FollowedWindow(full.window(), full.profile())));
      FlowReader.readAll(
          source, (batch, none) -> windower.add(batch, FlowTimes.toUtc(batch, ZoneOffset.UTC)));
      return read;
    }

    /** The same at another place, and later. */
    FollowedWindow at(long id, long millis) {
      Window w = window;
      Profile p = profile;
      return new FollowedWindow(
          new Window(
              id,
              w.totalFlows(),
              w.totalBytes(),
              w.totalPackets(),
              w.uniqueSourceIps(),
              w.uniqueDestinationIps(),
              w.uniqueDestinationPorts(),
              w.avgFlowBytesPerSec(),
              w.avgFlowPacketsPerSec(),
              w.avgPacketsPerFlow(),
              w.attackRatio()),
          new Profile(
              id,
              p.flows(),
              p.partialFlows(),
              p.measure(),
              later(p.firstTime(), millis),
              later(p.lastTime(), millis),
              p.metrics(),
              p.entities(),
              p.conversations()));
    }

    private static long later(long time, long millis) {
      return time == FlowBatch.NO_TIME ? time : time + millis;
    }
  }

  /** A network: what is learned, and what is monitored again and again. */
  private final class Subject {
    final NetworkCapture capture;
    final BaselineState learned;
    final List<FollowedWindow> benign = new ArrayList<>();
    final long span;

    Subject(NetworkCapture capture) throws IOException {
      this.capture = capture;
      List<FollowedWindow> baseline = read(NetworkCapture.windows(capture.baseline(), SIZE));
      BaselineLearner learner = new BaselineLearner("cic-ids-2017", 0, true);
      FileTraining training = learner.begin("baseline", DetectorPage.RATE, true);
      baseline.forEach(it -> training.add(it.window(), Optional.of(it.profile()), 1));
      training.end();
      learned = learner.state(BaselineJson.digest(learner.baseline()));
      List<FollowedWindow> again = read(windows(0, MOST_WINDOWS));
      int whole = capture.monitored().size() / SIZE;
      span = again.get(whole - 1).profile().lastTime() - again.get(0).profile().firstTime() + 1000;
      for (FollowedWindow window : again) {
        benign.add(window.at(benign.size(), later(benign.size())));
      }
    }

    /** How much later than in the capture a window is. */
    private long later(int window) {
      return (long) window * SIZE / capture.monitored().size() * span;
    }

    /** The rows again and again, so that windows of a later time are cut at other rows. */
    private List<List<String>> windows(int from, int to) {
      List<String> rows = capture.monitored();
      List<List<String>> windows = new ArrayList<>();
      for (int w = from; w < to; w++) {
        List<String> window = new ArrayList<>();
        for (int i = w * SIZE; i < (w + 1) * SIZE; i++) {
          window.add(rows.get(i % rows.size()));
        }
        windows.add(window);
      }
      return windows;
    }

    List<FollowedWindow> read(List<List<String>> windows) throws IOException {
      StringBuilder text = new StringBuilder(capture.header()).append('\n');
      windows.forEach(window -> window.forEach(row -> text.append(row).append('\n')));
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return FollowedWindow.read(() -> new ByteArrayInputStream(bytes), SIZE);
    }

    /** So many windows, of which each holds as many flows of an attack as is said, from 0. */
    List<FollowedWindow> stream(Transplant attack, int windows, IntUnaryOperator attackFlows)
        throws IOException {
      Random random = new Random(SEED);
      String host = capture.busiestHost();
      int from = random.nextInt(attack.rows().size());
      List<List<String>> mixed = new ArrayList<>();
      for (int w = 0; w < windows; w++) {
        int count = attackFlows.applyAsInt(w);
        if (count > 0) {
          List<String> rows = windows(w, w + 1).get(0);
          mixed.add(attack.into(rows, from, count, false, host, random));
          from += count;
        }
      }
      List<FollowedWindow> attacked = mixed.isEmpty() ? List.of() : read(mixed);
      List<FollowedWindow> stream = new ArrayList<>();
      int next = 0;
      for (int w = 0; w < windows; w++) {
        stream.add(
            attackFlows.applyAsInt(w) > 0 ? attacked.get(next++).at(w, later(w)) : benign.get(w));
      }
      return stream;
    }
  }

  /** A source that is followed, and what trained. */
  private final class Followed implements FindingSink, Adaptation.Store {
    final Set<Long> alarms = new HashSet<>();
    final Map<Long, Set<String>> detections = new HashMap<>();
    final Set<Long> trained = new HashSet<>();
    final List<FollowedWindow> kept = new ArrayList<>();
    final Adaptation adaptation;
    final Session session;

    Followed(Subject subject, int quarantine, List<FollowedWindow> stream) throws IOException {
      adaptation = new Adaptation(quarantine, HALF_LIFE, subject.learned, this, this::learned);
      session = Sentinel.of(subject.learned, options).session("source", this);
      session.adapt(adaptation);
      long id = 0;
      for (FollowedWindow both : stream) {
        FollowedWindow next = both.at(id++, 0);
        session.add(next.window(), next::profile);
      }
      session.end();
    }

    private void learned(Generation generation) throws IOException {
      trained.addAll(generation.trained());
      if (!generation.trained().isEmpty()) {
        Sentinel.of(generation.after(), options).takeOver(session);
      }
    }

    @Override
    public void add(Window window, Profile profile) {
      kept.add(new FollowedWindow(window, profile));
    }

    @Override
    public void take(long from, long to, Adaptation.Taker taker) {
      for (FollowedWindow both : kept) {
        if (both.window().id() >= from && both.window().id() < to) {
          taker.take(both.window(), both.profile());
        }
      }
    }

    @Override
    public void detection(Detection detection) {
      alarms.add(detection.profile().windowId());
      detections.put(detection.profile().windowId(), Set.copyOf(detection.entities()));
    }

    Baseline baseline() {
      return Baseline.ofMetrics(adaptation.baseline().windows());
    }
  }

  private String page(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("attacks"))) {
      for (Path file : files.sorted().toList()) {
        attacks.add(Transplant.read(file));
      }
    }
    StringBuilder ordinary = new StringBuilder();
    StringBuilder waiting = new StringBuilder();
    for (NetworkCapture capture : NetworkCapture.all(folder)) {
      Subject subject = new Subject(capture);
      for (int quarantine : QUARANTINES) {
        Tally tally = tallies.computeIfAbsent(quarantine, any -> new Tally());
        for (Transplant attack : attacks) {
          ordinary.append(ordinary(subject, attack, quarantine, tally));
          waiting.append(waiting(subject, attack, quarantine, tally));
        }
      }
      System.err.println(capture.name());
    }
    StringBuilder pooled = new StringBuilder();
    tallies.forEach((quarantine, tally) -> pooled.append(tally.row(quarantine)));
    return DetectorPage.format(HEAD, LocalDate.now(), DetectorPage.RATE, WINDOWS, STORY_WINDOWS)
        + DetectorPage.table(
            "Pooled",
            "quarantine | attacked windows that trained | other windows that trained | without"
                + " attacks | means within 0.1 | deviations within 15 % | ramps found below 15 % |"
                + " ramps that never trained | that stay and never trained | found late, and"
                + " nothing trained")
        + pooled
        + DetectorPage.table(
            "Attacks that come and go",
            "network | quarantine | attack | attacked windows that trained | that alarmed | other"
                + " windows that trained | without attacks | means off | deviations off")
        + ordinary
        + DetectorPage.table(
            "Attackers who wait",
            "network | quarantine | attack | ramp found at | windows that trained | with at most |"
                + " means off | deviations off | staying at 10 %: trained of 500 | alarmed | found"
                + " late: trained")
        + waiting;
  }

  /** What is counted over all networks and attacks. */
  private static final class Tally {
    Share poisoned = Share.NONE;
    Share others = Share.NONE;
    Share without = Share.NONE;
    Share means = Share.NONE;
    Share deviations = Share.NONE;
    Share ramps = Share.NONE;
    Share cleanRamps = Share.NONE;
    Share persistent = Share.NONE;
    Share late = Share.NONE;

    String row(int quarantine) {
      return DetectorPage.row(
          quarantine,
          of(poisoned),
          of(others),
          of(without),
          of(means),
          of(deviations),
          of(ramps),
          of(cleanRamps),
          of(persistent),
          of(late));
    }

    private static String of(Share share) {
      return share.count() + " of " + share.of();
    }
  }

  /** The windows of a stream with attack flows that trained. */
  private static int trained(Followed followed, int windows, IntUnaryOperator flows) {
    int trained = 0;
    for (int w = 0; w < windows; w++) {
      trained += flows.applyAsInt(w) > 0 && followed.trained.contains((long) w) ? 1 : 0;
    }
    return trained;
  }

  private String ordinary(Subject subject, Transplant attack, int quarantine, Tally tally)
      throws IOException {
    IntUnaryOperator flows =
        w ->
            w % STORY_EVERY < STORY_EVERY - STORY_WINDOWS
                ? 0
                : STORY_SHARES[w / STORY_EVERY % STORY_SHARES.length];
    List<FollowedWindow> stream = subject.stream(attack, WINDOWS, flows);
    List<FollowedWindow> clean = new ArrayList<>();
    for (int w = 0; w < WINDOWS; w++) {
      if (flows.applyAsInt(w) == 0) {
        clean.add(stream.get(w));
      }
    }
    Followed attacked = new Followed(subject, quarantine, stream);
    Followed without = new Followed(subject, quarantine, clean);
    int alarmed = 0;
    for (int w = 0; w < WINDOWS; w++) {
      alarmed += flows.applyAsInt(w) > 0 && attacked.alarms.contains((long) w) ? 1 : 0;
    }
    int poisoned = trained(attacked, WINDOWS, flows);
    int stories = WINDOWS - clean.size();
    int others = attacked.trained.size() - poisoned;
    Shift shift = Shift.of(attacked.baseline(), without.baseline());
    tally.poisoned = tally.poisoned.plus(new Share(poisoned, stories));
    tally.others = tally.others.plus(new Share(others, clean.size()));
    tally.without = tally.without.plus(new Share(without.trained.size(), clean.size()));
    tally.means = tally.means.plus(Share.one(shift.mean() <= MOST_OFF));
    tally.deviations = tally.deviations.plus(Share.one(shift.deviation() <= MOST_DEVIATION));
    return DetectorPage.row(
        subject.capture.name(),
        quarantine,
        attack.name(),
        poisoned + " of " + stories,
        alarmed,
        others + " of " + clean.size(),
        without.trained.size(),
        shift);
  }

  private String waiting(Subject subject, Transplant attack, int quarantine, Tally tally)
      throws IOException {
    IntUnaryOperator growing = w -> 1 + w / RAMP_STEP;
    int windows = RAMP_END * RAMP_STEP;
    Followed grown = new Followed(subject, quarantine, subject.stream(attack, windows, growing));
    int found = -1;
    for (int w = 0; found < 0 && w < windows; w++) {
      boolean tells = // not what the network itself does
          grown.detections.getOrDefault((long) w, Set.of()).stream()
              .anyMatch(attack.addresses(0, attack.rows().size(), "")::contains);
      found = tells ? growing.applyAsInt(w) : -1;
    }
    long most =
        grown.trained.stream().mapToLong(w -> growing.applyAsInt(w.intValue())).max().orElse(0);
    Shift shift = Shift.of(grown.baseline(), Baseline.ofMetrics(subject.learned.windows()));
    IntUnaryOperator staying = w -> w < PERSISTENT_WINDOWS ? PERSISTENT_SHARE : 0;
    int longer = PERSISTENT_WINDOWS + 2 * quarantine;
    Followed stays = new Followed(subject, quarantine, subject.stream(attack, longer, staying));
    int silent = quarantine / 2;
    IntUnaryOperator showing =
        w -> w < silent ? LATE_SHARE : w < silent + STORY_WINDOWS ? 2 * PERSISTENT_SHARE : 0;
    Followed late =
        new Followed(subject, quarantine, subject.stream(attack, 4 * quarantine, showing));
    int stayed = trained(stays, longer, staying);
    int lately = trained(late, 4 * quarantine, showing);
    tally.ramps = tally.ramps.plus(Share.one(found > 0 && found < RAMP_BOUND));
    tally.cleanRamps = tally.cleanRamps.plus(Share.one(grown.trained.isEmpty()));
    tally.persistent = tally.persistent.plus(Share.one(stayed == 0));
    tally.late = tally.late.plus(Share.one(lately == 0));
    return DetectorPage.row(
        subject.capture.name(),
        quarantine,
        attack.name(),
        found < 0 ? "never" : found + " %",
        grown.trained.size(),
        most + " %",
        shift,
        stayed,
        stays.alarms.stream().filter(w -> w < PERSISTENT_WINDOWS).count(),
        lately);
  }

  /** How far a baseline lies off another one, at the metric that lies off most. */
  private record Shift(double mean, double deviation) {
    static Shift of(Baseline a, Baseline b) {
      double mean = 0;
      double deviation = 0;
      for (int m = 0; m < a.spreads().size(); m++) {
        Spread x = a.spreads().get(m);
        Spread y = b.spreads().get(m);
        if (y.std() > 0) {
          mean = Math.max(mean, Math.abs(x.mean() - y.mean()) / y.std());
          deviation = Math.max(deviation, Math.abs(x.std() / y.std() - 1));
        }
      }
      return new Shift(mean, deviation);
    }

    @Override
    public String toString() {
      return DetectorPage.format("%.3f | %.0f %%", mean, 100 * deviation);
    }
  }
}
