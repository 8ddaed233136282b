package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The calibrated detector: scores a window by its most unusual group of channels, and gives the
 * p-value of the score by peaks over threshold.
 *
 * <p>It learns from profiles of benign windows only, each held against all the others but its
 * neighbours in time, which are like it: so a window of the baseline looks to it as a window of
 * another day. Immutable, and a pure function of what it learned from; safe for use by several
 * threads.
 */
public final class Detector {
  /** Fewer windows have no tail that could be fitted. */
  public static final int MIN_WINDOWS = 20;

  /** Share of the windows that have flows of a host of one's own. */
  private static final double OWN = 0.5;

  /** The false alarm rate where none is asked for. */
  public static final double DEFAULT_FALSE_ALARM_RATE = 0.01;

  /**
   * Evidence of a window of the baseline counts up to where the tail's chance is the least that is
   * told: else a single odd flow in it, of 1e308 bytes say, sets the scale of all scores.
   */
  private static final double MOST_OF_OWN = -StrictMath.log(ExceedanceTail.LEAST_CHANCE);

  private final BaselineTraffic seen;
  private final ChannelTails tails;
  private final ExceedanceTail scores;
  private final double independentWindows;

  private Detector(
      BaselineTraffic seen, ChannelTails tails, ExceedanceTail scores, double independentWindows) {
    this.seen = seen;
    this.tails = tails;
    this.scores = scores;
    this.independentWindows = independentWindows;
  }

  /**
   * {@return a detector that has learned what is usual}
   *
   * @param benign profiles of windows without attacks, in the order of their time, at least {@value
   *     #MIN_WINDOWS}, of one window size
   * @throws IllegalArgumentException if there are fewer
   */
  public static Detector learn(List<Profile> benign) {
    int windows = benign.size();
    if (windows < MIN_WINDOWS) {
      String actual = windows == 1 ? "is 1" : "are " + windows;
      throw new IllegalArgumentException(
          "the detector needs at least " + MIN_WINDOWS + " benign windows but there " + actual);
    }
    BaselineTraffic seen = new BaselineTraffic(benign);
    Channels channels = seen.channels();
    List<List<ChannelReading>> readings = new ArrayList<>(windows);
    double[][] values = new double[channels.count()][];
    for (int w = 0; w < windows; w++) {
      List<Profile> around = benign.subList(Math.max(0, w - 1), Math.min(windows, w + 2));
      List<ChannelReading> read = seen.read(benign.get(w), around);
      readings.add(read);
      for (ChannelReading reading : read) {
        if (values[reading.channel()] == null) {
          values[reading.channel()] = new double[windows];
        }
        values[reading.channel()][w] = reading.value();
      }
    }
    ChannelTails tails = new ChannelTails(channels, values, windows);
    double[] scores = new double[windows];
    for (int w = 0; w < windows; w++) {
      double[] sums = new double[channels.groups()];
      for (ChannelReading reading : readings.get(w)) {
        double strength = Math.min(tails.strengthOfOwn(reading), MOST_OF_OWN);
        sums[channels.groupOf(reading.channel())] += weight(strength);
      }
      scores[w] = root(sums[largest(sums)]);
    }
    return new Detector(seen, tails, new ExceedanceTail(scores, 1), Drift.independent(scores));
  }

  /** Evidence adds up in the fourth power: near to the largest, and raised where many agree. */
  private static double weight(double strength) {
    return strength * strength * (strength * strength);
  }

  private static double root(double sum) {
    return Math.sqrt(Math.sqrt(sum));
  }

  private static int largest(double[] sums) {
    int largest = 0;
    for (int group = 1; group < sums.length; group++) {
      largest = sums[group] > sums[largest] ? group : largest;
    }
    return largest;
  }

  /**
   * {@return score, p-value and evidence of a window}
   *
   * @param profile its profile, of the window size that was learned from
   */
  public Finding judge(Profile profile) {
    Channels channels = seen.channels();
    double[] sums = new double[channels.groups()];
    List<ChannelReading> readings = seen.read(profile, List.of());
    double[] strengths = new double[readings.size()];
    for (int r = 0; r < strengths.length; r++) {
      strengths[r] = tails.strength(readings.get(r));
      sums[channels.groupOf(readings.get(r).channel())] += weight(strengths[r]);
    }
    int group = largest(sums);
    double score = root(sums[group]);
    List<Evidence> evidence = new ArrayList<>();
    for (int r = 0; r < strengths.length; r++) {
      if (strengths[r] > 0) {
        boolean counts = channels.groupOf(readings.get(r).channel()) == group;
        evidence.add(
            tails.evidence(
                readings.get(r),
                strengths[r],
                counts ? score * (weight(strengths[r]) / sums[group]) : 0));
      }
    }
    evidence.sort(
        Comparator.comparingDouble((Evidence e) -> -e.contribution())
            .thenComparingDouble(e -> -e.strength())
            .thenComparing(e -> e.channel().label()));
    double chance = Math.max(scores.chance(score), ExceedanceTail.LEAST_CHANCE);
    return new Finding(score, chance, chance < independentRate(), evidence);
  }

  /**
   * {@return a reading of each behavioural metric of a window, in order}
   *
   * @param profile of a window, of the window size that was learned from
   * @param finding what {@link #judge} says of it
   */
  public List<MetricReading> metrics(Profile profile, Finding finding) {
    List<MetricReading> metrics = new ArrayList<>();
    for (ChannelReading reading : seen.read(profile, List.of())) {
      if (seen.channels().get(reading.channel()) instanceof Channel.OfMetric channel) {
        ProfileMetric metric = channel.metric();
        double contribution =
            finding.evidence().stream()
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
   */
  public List<EntityReading> entities(Profile profile) {
    Map<String, List<Evidence>> byAddress = new TreeMap<>();
    for (ChannelReading reading : seen.readAll(profile)) {
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
