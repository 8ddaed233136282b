package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.WindowAccumulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The calibrated detector: scores a window by its most unusual group of channels, and gives the
 * p-value of the score by peaks over threshold.
 *
 * <p>It learns from profiles of benign windows only. A static one holds each of them against all
 * the others but its neighbours in time, which are like it: so a window of the baseline looks to it
 * as a window of another day. An adaptive one holds each against those before it, the last of them
 * above all, and goes on so with what is monitored. Immutable, and a pure function of what it
 * learned from; safe for use by several threads.
 */
public final class Detector {
  /** Fewer windows have no tail that could be fitted. */
  public static final int MIN_WINDOWS = 20;

  /** Fewer windows of a baseline are not learned from in blocks. */
  public static final int MIN_WINDOWS_OF_BLOCKS = Blocks.LEAST * Blocks.WINDOWS;

  /** Share of the windows that have flows of a host of one's own. */
  private static final double OWN = 0.5;

  /** The false alarm rate where none is asked for. */
  public static final double DEFAULT_FALSE_ALARM_RATE = 0.01;

  private final BaselineTraffic seen;
  private final ChannelTails tails;
  private final ExceedanceTail scores;
  private final double independentWindows;
  private final RecentTraffic recent;
  private final boolean adaptive;

  /** Share of the asked rate that is for windows of this size: above 0, and 1 where no other is. */
  private final double share;

  /** The detector of blocks of these windows. */
  private final Optional<Detector> ofBlocks;

  private Detector(
      Calibration calibration, boolean adaptive, double share, Optional<Detector> ofBlocks) {
    this.share = share;
    this.ofBlocks = ofBlocks;
    this.seen = calibration.seen();
    this.tails = calibration.tails();
    this.scores = calibration.scores();
    this.independentWindows = calibration.independentWindows();
    this.recent = calibration.recent();
    this.adaptive = adaptive;
  }

  /**
   * {@return a static detector, that has learned what is usual} It holds every window against the
   * baseline alone, whatever came before it.
   *
   * @param benign profiles of windows without attacks, in the order of their time, at least {@value
   *     #MIN_WINDOWS}, of one window size
   * @throws IllegalArgumentException if there are fewer
   */
  public static Detector learn(List<Profile> benign) {
    requireEnough(benign);
    return new Detector(Calibration.leavingOut(benign), false, 1, Optional.empty());
  }

  /**
   * {@return an adaptive detector, that has learned what is usual and keeps up with what changes}
   * It holds every window against the baseline and against what came shortly before it, and has
   * learned from the windows in the same way, each from those before it alone. From {@value
   * #MIN_WINDOWS_OF_BLOCKS} windows on, of up to 1,000 flows each, it judges {@value
   * Blocks#WINDOWS} in a row as one, too.
   *
   * @param benign profiles of windows without attacks, in the order of their time, at least {@value
   *     #MIN_WINDOWS}, of one window size
   * @throws IllegalArgumentException if there are fewer
   */
  public static Detector learnInOrder(List<Profile> benign) {
    requireEnough(benign);
    Optional<Detector> ofBlocks =
        Blocks.calibrate(benign)
            .map(it -> new Detector(it, true, Blocks.WINDOWS * Blocks.SHARE, Optional.empty()));
    double share = ofBlocks.isPresent() ? 1 - Blocks.SHARE : 1;
    return new Detector(Calibration.forward(benign), true, share, ofBlocks);
  }

  private static void requireEnough(List<Profile> benign) {
    int windows = benign.size();
    if (windows < MIN_WINDOWS) {
      String actual = windows == 1 ? "is 1" : "are " + windows;
      throw new IllegalArgumentException(
          "the detector needs at least " + MIN_WINDOWS + " benign windows but there " + actual);
    }
  }

  /** {@return whether it holds windows against what came shortly before them} */
  public boolean isAdaptive() {
    return adaptive;
  }

  /**
   * {@return how many windows in a row are judged as one, beside each by itself; 1 where none are:
   * the detector is static, or has learned from fewer than {@value #MIN_WINDOWS_OF_BLOCKS} windows
   * or from larger ones than of 1,000 flows}
   */
  public int windowsOfBlock() {
    return ofBlocks.isPresent() ? Blocks.WINDOWS : 1;
  }

  /**
   * {@return what is remembered before the first window after the baseline}
   *
   * @param falseAlarmRate the asked one, above 0 and below 1: what alarms is remembered otherwise
   *     than what does not
   */
  public Memory memory(double falseAlarmRate) {
    return memory(recent, Streak.NONE, falseAlarmRate);
  }

  /**
   * {@return what was remembered when {@link Memory#write} wrote it}
   *
   * @param in the bytes; closed by the caller
   * @param falseAlarmRate as of {@link #memory(double)}
   * @throws IOException if they are damaged or of another detector; the message says where
   */
  public Memory memory(InputStream in, double falseAlarmRate) throws IOException {
    return StrictJson.read(in, json -> memory(json, falseAlarmRate));
  }

  /**
   * {@return what was remembered when {@link Memory#write(JsonWriter)} wrote it}
   *
   * @param json stands before it
   * @param falseAlarmRate as of {@link #memory(double)}
   * @throws IOException if it is damaged or of another detector; the message says where
   */
  public Memory memory(JsonReader json, double falseAlarmRate) throws IOException {
    MemoryJson.Remembered remembered = MemoryJson.read(json, fingerprint(), ofBlocks.isPresent());
    Memory memory = memory(remembered.recent(), remembered.streak(), falseAlarmRate);
    return remembered.block().map(memory::with).orElse(memory);
  }

  /**
   * {@return the memory with which a detector goes on where one of an earlier baseline stops}
   *
   * @param before what that one remembers
   */
  public Memory goOn(Memory before) {
    RecentTraffic lately = before.expectation.recent();
    RecentTraffic known = lately.window() == 0 ? recent : lately;
    Memory memory = memory(known, before.streak, before.falseAlarmRate);
    if (ofBlocks.isEmpty() || before.block.isEmpty()) {
      return memory;
    }
    OpenBlock block = before.block.get();
    RecentTraffic blocks = block.recent().window() == 0 ? ofBlocks.get().recent : block.recent();
    return memory.with(block.with(blocks));
  }

  /** What tells this detector from one of another baseline. */
  private String fingerprint() {
    String figures = windows() + " " + independentWindows + " " + scores.valueOf(1e-6);
    byte[] bytes = figures.getBytes(StandardCharsets.US_ASCII);
    return Digests.sha256Hex(bytes).substring(0, 12);
  }

  private Memory memory(RecentTraffic recent, Streak streak, double falseAlarmRate) {
    double alarmScore = scores.valueOf(chance(falseAlarmRate));
    Expectation expectation =
        adaptive
            ? Expectation.ofMemory(seen.channels(), recent, tails, alarmScore)
            : Expectation.ofBaseline(seen.channels());
    Optional<OpenBlock> block = ofBlocks.map(it -> OpenBlock.after(it.recent));
    return new Memory(expectation, streak, falseAlarmRate, alarmScore, fingerprint(), block);
  }

  /**
   * {@return what is said of a window, and what is remembered after it} A static detector remembers
   * nothing.
   *
   * @param profile of the window, of the window size that was learned from
   * @param memory what is remembered before it: of this detector, and of the windows before
   */
  public Step judge(Profile profile, Memory memory) {
    if (profile.flows() == 0) { // all are allowed
      return new Step(new Finding(0, 1, 1, false, List.of(), Optional.empty()), memory);
    }
    Judgement alone = judge(profile, memory, memory.streak);
    if (!adaptive) {
      return new Step(alone.finding, memory);
    }
    Memory after = memory.after(alone.recent, alone.streak);
    return memory.block.isEmpty()
        ? new Step(alone.finding, after)
        : judgeBlock(memory.block.get(), profile, alone, after);
  }

  /** Judges, where a window makes a block full, that as well. */
  private Step judgeBlock(OpenBlock block, Profile profile, Judgement alone, Memory after) {
    if (alone.isAlarm) {
      RecentTraffic heard = seen.heard(block.recent(), profile, alone.told, Blocks.WINDOWS);
      return new Step(alone.finding, after.with(OpenBlock.afterAlarm(heard)));
    }
    OpenBlock open = block.plus(profile);
    if (!open.isFull()) {
      return new Step(alone.finding, after.with(open));
    }
    Profile all = WindowAccumulator.together(open.windows());
    if (all.flows() == 0) { // all are allowed
      return new Step(alone.finding, after.with(OpenBlock.after(open.recent())));
    }
    Detector blocks = ofBlocks.orElseThrow();
    Memory before = blocks.memory(open.recent(), Streak.NONE, after.falseAlarmRate);
    Judgement ofAll = blocks.judge(all, before, Streak.NONE);
    Finding finding = ofAll.isAlarm ? ofAll.finding.together(all) : alone.finding;
    return new Step(finding, after.with(OpenBlock.after(ofAll.recent)));
  }

  /** Judgement of windows of one size, and what it makes known. */
  private record Judgement(
      Finding finding, boolean isAlarm, Alarm told, RecentTraffic recent, Streak streak) {}

  /** Judges a window of this size; with none before it where the streak is that of none. */
  private Judgement judge(Profile profile, Memory memory, Streak before) {
    List<ChannelReading> readings = seen.read(profile, memory.expectation);
    Finding finding = finding(readings);
    boolean isAlarm = finding.pValue() < memory.falseAlarmRate;
    Streak streak = isAlarm || !adaptive ? Streak.NONE : before.after(finding.pValue());
    if (streak.isAlarm(memory.falseAlarmRate)) {
      isAlarm = true;
      finding = finding.together(streak);
      streak = streak.told();
    }
    if (isAlarm) {
      finding = finding.replacing(seen.replacement(profile, unusualToBaseline(profile)));
    }
    Alarm alarm = new Alarm(seen.channels(), tails, memory.alarmScore);
    if (!adaptive) {
      return new Judgement(finding, isAlarm, alarm, memory.recent(), streak);
    }
    if (isAlarm) {
      alarm.tell(readings);
    }
    RecentTraffic next = seen.next(memory.recent(), profile, alarm);
    return new Judgement(finding, isAlarm, alarm, next, streak);
  }

  /** Whatever came lately: what was told goes on being unusual. */
  private List<Channel> unusualToBaseline(Profile profile) {
    return seen.read(profile, Expectation.ofBaseline(seen.channels())).stream()
        .filter(reading -> Substitutes.isUnusual(tails.chance(reading)))
        .map(reading -> seen.channels().get(reading.channel()))
        .toList();
  }

  /**
   * {@return score, p-value and evidence of a window; of an adaptive detector, as if it came right
   * after the baseline}
   *
   * @param profile its profile, of the window size that was learned from
   */
  public Finding judge(Profile profile) {
    return judge(profile, memory(DEFAULT_FALSE_ALARM_RATE)).finding();
  }

  private Finding finding(List<ChannelReading> readings) {
    GroupScores groups = new GroupScores(seen.channels());
    double[] strengths = new double[readings.size()];
    for (int r = 0; r < strengths.length; r++) {
      strengths[r] = tails.strength(readings.get(r));
      groups.add(readings.get(r).channel(), strengths[r]);
    }
    int group = groups.largest();
    double score = groups.score(group);
    List<Evidence> evidence = new ArrayList<>();
    for (int r = 0; r < strengths.length; r++) {
      if (strengths[r] > 0) {
        boolean counts = seen.channels().groupOf(readings.get(r).channel()) == group;
        evidence.add(
            tails.evidence(
                readings.get(r),
                strengths[r],
                counts ? groups.contribution(group, strengths[r]) : 0));
      }
    }
    evidence.sort(
        Comparator.comparingDouble((Evidence e) -> -e.contribution())
            .thenComparingDouble(e -> -e.strength())
            .thenComparing(e -> e.channel().label()));
    double chance = Math.max(scores.chance(score), ExceedanceTail.LEAST_CHANCE);
    boolean extrapolated = chance < independentRate();
    return new Finding(score, pValue(chance), 1, extrapolated, evidence, Optional.empty());
  }

  /**
   * One p-value for all window sizes: a chance that is below the share of a rate that this size has
   * is below the rate, and 1 stays 1.
   */
  private double pValue(double chance) {
    return share == 1 ? chance : chance / (share + (1 - share) * chance);
  }

  /** The chance that has a p-value. */
  private double chance(double pValue) {
    return share == 1 ? pValue : pValue * share / (1 - (1 - share) * pValue);
  }

  /**
   * {@return a reading of each behavioural metric of a window, in order}
   *
   * @param profile of a window, of the window size that was learned from
   * @param memory what is remembered before it
   * @param finding what {@link #judge} says of it
   */
  public List<MetricReading> metrics(Profile profile, Memory memory, Finding finding) {
    List<MetricReading> metrics = new ArrayList<>();
    for (ChannelReading reading : seen.read(profile, memory.expectation)) {
      if (seen.channels().get(reading.channel()) instanceof Channel.OfMetric channel) {
        ProfileMetric metric = channel.metric();
        double contribution =
            finding.block().isPresent()
                ? 0
                : finding.evidence().stream()
                    .filter(evidence -> evidence.channel().measures(metric))
                    .mapToDouble(Evidence::contribution)
                    .sum();
        metrics.add(
            new MetricReading(
                metric,
                reading.observed(),
                tails.typical(reading),
                tails.chance(reading),
                contribution));
      }
    }
    return metrics;
  }

  /**
   * {@return addresses with evidence of their own in a window, the one with the strongest, and the
   * smallest p-value, first}
   *
   * @param profile of a window, of the window size that was learned from
   * @param memory what is remembered before it
   */
  public List<EntityReading> entities(Profile profile, Memory memory) {
    Map<String, List<Evidence>> byAddress = new TreeMap<>();
    for (ChannelReading reading : seen.readAll(profile, memory.expectation)) {
      double strength = tails.strength(reading);
      if (strength > 0 && reading.entity().isPresent()) {
        Entity entity = reading.entity().get();
        Evidence evidence = tails.evidence(reading, strength, 0);
        Stream.of(entity.source(), entity.destination())
            .filter(address -> !address.isEmpty())
            .distinct()
            .map(address -> byAddress.computeIfAbsent(address, any -> new ArrayList<>()))
            .forEach(its -> its.add(evidence));
      }
    }
    List<EntityReading> readings = new ArrayList<>();
    byAddress.forEach(
        (address, evidence) -> {
          // p-values fall with the strength, whatever the channel, but not below the least
          evidence.sort(
              Comparator.comparingDouble((Evidence e) -> -e.strength())
                  .thenComparing(e -> e.channel().label())
                  .thenComparing(e -> e.entity().get().toString()));
          readings.add(new EntityReading(address, evidence.get(0).pValue(), evidence));
        });
    readings.sort(Comparator.comparingDouble(reading -> -reading.evidence().get(0).strength()));
    return readings;
  }

  /**
   * {@return whether an address is one of one's own hosts: one of those that are told, or, where
   * none is, one from which flows come in at least half of the baseline's windows}
   *
   * @param told ranges of one's own addresses
   */
  public Predicate<String> own(List<Cidr> told) {
    return told.isEmpty()
        ? address -> OWN * seen.windows() <= seen.windows(Entity.source(address))
        : address -> told.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * {@return the share of the windows learned from that list an entity, 0 to 1}
   *
   * @param entity any entity
   */
  public double share(Entity entity) {
    return (double) seen.windows(entity) / seen.windows();
  }

  /**
   * {@return a p-value with the middle of equal scores of the baseline instead of their end}
   *
   * @param pValue of a window, above 0 and at most 1
   */
  public double middle(double pValue) {
    return scores.middle(chance(pValue));
  }

  /** {@return the number of windows learned from, at least {@value #MIN_WINDOWS}} */
  public int windows() {
    return seen.windows();
  }

  /**
   * {@return the effective sample size of the windows learned from: as many independent of each
   * other would say as much, above 0 and at most {@link #windows()}, fewer where neighbours are
   * alike}
   */
  public double independentWindows() {
    return independentWindows;
  }

  /**
   * {@return the smallest false alarm rate that the windows can show by counting, without the model
   * of their tail: 1 / (independent windows + 1), above 0 and below 1}
   */
  public double independentRate() {
    return 1 / (independentWindows + 1);
  }

  /**
   * Memory of the windows before one: the state of an adaptive detector. Immutable; at most {@value
   * RecentTraffic#MANY_ENTITIES} entities are remembered, or all of the last window, and as many of
   * blocks.
   */
  public static final class Memory {
    private final Expectation expectation;
    private final Streak streak;
    private final double falseAlarmRate;

    /** The score of a window that alarms at the rate. */
    private final double alarmScore;

    private final String detector;
    private final Optional<OpenBlock> block;

    private Memory(
        Expectation expectation,
        Streak streak,
        double falseAlarmRate,
        double alarmScore,
        String detector,
        Optional<OpenBlock> block) {
      this.block = block;
      this.expectation = expectation;
      this.streak = streak;
      this.falseAlarmRate = falseAlarmRate;
      this.alarmScore = alarmScore;
      this.detector = detector;
    }

    private Memory after(RecentTraffic recent, Streak streak) {
      Expectation after = expectation.after(recent);
      return new Memory(after, streak, falseAlarmRate, alarmScore, detector, block);
    }

    private Memory with(OpenBlock other) {
      return new Memory(
          expectation, streak, falseAlarmRate, alarmScore, detector, Optional.of(other));
    }

    private RecentTraffic recent() {
      return expectation.recent();
    }

    /**
     * Writes it as JSON, about 3 MB at most, for {@link Detector#memory(InputStream, double)}.
     *
     * @param out where the bytes go; neither flushed nor closed
     * @throws IOException if they cannot be written
     */
    public void write(OutputStream out) throws IOException {
      JsonWriter json = JsonWriter.line();
      write(json);
      json.moveTo(out);
    }

    /**
     * Writes it as part of a document, for {@link Detector#memory(JsonReader, double)}.
     *
     * @param json takes it as its next value
     */
    public void write(JsonWriter json) {
      MemoryJson.write(recent(), streak, block, detector, json);
    }
  }

  /**
   * Judgement of a window.
   *
   * @param finding score, p-value and evidence
   * @param memory what is remembered after it
   */
  public record Step(Finding finding, Memory memory) {}

  /**
   * Reading of a behavioural metric of a window.
   *
   * @param metric which one
   * @param value in this window
   * @param typical values that would be no evidence
   * @param pValue the chance that a benign window's lies as far off, 1e-12 (or less) to 1
   * @param contribution its part of the window's score, 0 where another group is more unusual
   */
  public record MetricReading(
      ProfileMetric metric,
      double value,
      TypicalRange typical,
      double pValue,
      double contribution) {

    /** {@return {@code above} or {@code below} what is typical, else {@code within}} */
    public String direction() {
      return value > typical.high() ? "above" : value < typical.low() ? "below" : "within";
    }
  }
}
