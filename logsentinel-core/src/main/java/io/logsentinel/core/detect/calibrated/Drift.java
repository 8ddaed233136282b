package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Drift of a file: a shift of its traffic as a whole away from the baseline, as opposed to single
 * windows of it.
 *
 * <p>Windows that alarm are set aside: an attack is theirs. But they are counted: where more alarm
 * than the rate and the size of the baseline allow, attacks or other traffic run through the file,
 * whatever the others say. The p-values of all others are uniform between the asked rate and 1 as
 * long as the traffic is that of the baseline; their mean, scaled to 0 to 1, is held against 1/2.
 * Its standard error counts neighbours that are alike as fewer windows, of the file and of the
 * baseline both: sqrt((1/m + 1/b) / 12). Of equal p-values the middle counts, so that traffic that
 * never changes is no drift.
 *
 * @param verdict what can be said
 * @param windows windows judged
 * @param alarms windows of them whose p-value is below the rate
 * @param rate the asked false alarm rate
 * @param mean of the p-values that do not alarm, scaled to 0 to 1; 1/2 is expected
 * @param error standard error of the mean
 * @param median of the p-values that do not alarm
 * @param rateNow share of benign windows that alarm now at the asked rate, estimated: p^a is fitted
 *     to the distribution of those that do not alarm; no more than did alarm
 */
public record Drift(
    Verdict verdict,
    int windows,
    int alarms,
    double rate,
    double mean,
    double error,
    double median,
    double rateNow) {

  /** Verdict on the whole traffic. */
  public enum Verdict {
    /** No shift shows. */
    NONE("none"),
    /** All windows are more unusual than those of the baseline: more alarms than asked for. */
    SHIFTED("shifted"),
    /** All windows are more usual than those of the baseline: fewer alarms than asked for. */
    CALMER("calmer"),
    /** More windows alarm than the rate allows: attacks, or other traffic. */
    UNCLEAR("unclear"),
    /** Too few windows, or too much alike. */
    TOO_FEW("too few windows");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** {@return a word or some, for people} */
    public String words() {
      return words;
    }
  }

  /** Fewer windows that do not alarm say nothing of a mean. */
  public static final int MIN_WINDOWS = 20;

  /** Standard errors that a mean must lie off. */
  static final double ERRORS = 3;

  /**
   * How far it must lie off besides, as many windows make trifles significant: at a rate of 0.01,
   * that is a true one of 0.03 or 0.003.
   */
  static final double LEAST_SHIFT = 0.07;

  /** More alarms than come by chance in one of so many files are too many: 3 standard errors. */
  private static final double LEAST_CHANCE = 0.00135;

  /** Deviations from a mean of no more than this share of it are rounding. */
  private static final double ROUNDING = 1e-12;

  /** The least rate that is put into figures for people. */
  private static final double LEAST_RATE = 1e-4;

  /**
   * {@return what p-values say when held against what is expected of them}
   *
   * @param pValues of all windows of a file, in their order, above 0 and at most 1
   * @param rate the asked false alarm rate, above 0 and below 1
   * @param baselineWindows independent windows of the baseline: {@link
   *     Detector#independentWindows()}
   */
  public static Drift of(double[] pValues, double rate, double baselineWindows) {
    double[] body = Arrays.stream(pValues).filter(p -> p >= rate).toArray();
    int alarms = pValues.length - body.length;
    double[] scaled = Arrays.stream(body).map(p -> (p - rate) / (1 - rate)).toArray();
    double mean = Arrays.stream(scaled).average().orElse(0.5);
    double independent = independent(scaled);
    double error = Math.sqrt((1 / independent + 1 / baselineWindows) / 12);
    boolean tooMany = tooMany(pValues, rate, independent / body.length, baselineWindows);
    Verdict verdict =
        verdict(pValues.length, alarms, mean - 0.5, error, tooMany, isMostlyOneValue(body));
    return new Drift(
        verdict,
        pValues.length,
        alarms,
        rate,
        mean,
        error,
        median(body),
        Math.min(
            StrictMath.exp(exponent(body, rate) * StrictMath.log(rate)),
            (alarms + 1.0) / (pValues.length + 1)));
  }

  /**
   * Whether most windows are as usual as each other: what the baseline has most, again and again. A
   * value above the middle then tells how many of the baseline's windows tie, and not of calm.
   */
  private static boolean isMostlyOneValue(double[] pValues) {
    double middle = median(pValues);
    return 2 * Arrays.stream(pValues).filter(p -> p == middle).count() > pValues.length;
  }

  /**
   * {@return the effective sample size of values in a row, where neighbours are alike and say less
   * than many: n (1 - r) / (1 + r), r the correlation of neighbours, at least 0}
   */
  static double independent(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double together = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - mean;
      variance += deviation * deviation;
      together += i == 0 ? 0 : deviation * (values[i - 1] - mean);
    }
    // of one value again and again, rounding leaves deviations that mean nothing
    double rounding = ROUNDING * mean;
    double correlation =
        variance <= values.length * rounding * rounding ? 0 : Math.max(0, together / variance);
    return values.length * (1 - correlation) / (1 + correlation);
  }

  /**
   * Whether alarms stand in more blocks of the file than chance allows. The blocks are as many as
   * windows that are independent; a baseline of b windows knows its rate no better than to 1 / (b +
   * 1). The verdict does not ask it of few windows, or where most alarm.
   */
  private static boolean tooMany(
      double[] pValues, double rate, double independentShare, double baselineWindows) {
    int blocks = Math.max(1, (int) Math.rint(independentShare * pValues.length));
    int alarming = 0;
    int last = -1;
    for (int w = 0; w < pValues.length; w++) {
      int block = (int) ((long) w * blocks / pValues.length);
      if (pValues[w] < rate && block != last) {
        alarming++;
        last = block;
      }
    }
    double most = Math.min(1, rate + 1 / (baselineWindows + 1));
    double chance = 1 - StrictMath.pow(1 - most, (double) pValues.length / blocks);
    return atLeast(alarming, blocks, chance) < LEAST_CHANCE;
  }

  /** The chance of at least so many of n, each with the same chance: binomial. */
  static double atLeast(int count, int n, double chance) {
    if (count == 0 || chance >= 1) {
      return 1;
    }
    double odds = StrictMath.log(chance / (1 - chance));
    double log = n * StrictMath.log(1 - chance);
    double below = StrictMath.exp(log);
    for (int k = 1; k < count; k++) {
      log += odds + StrictMath.log((n - k + 1.0) / k);
      below += StrictMath.exp(log);
    }
    return Math.max(0, 1 - below);
  }

  private static Verdict verdict(
      int windows,
      int alarms,
      double shift,
      double error,
      boolean tooMany,
      boolean isMostlyOneValue) {
    if (windows < MIN_WINDOWS) {
      return Verdict.TOO_FEW;
    }
    if (2 * alarms > windows) {
      return Verdict.UNCLEAR;
    }
    if (windows - alarms < MIN_WINDOWS || ERRORS * error >= 0.5) {
      return tooMany ? Verdict.UNCLEAR : Verdict.TOO_FEW;
    }
    if (tooMany && shift >= -Math.max(LEAST_SHIFT, ERRORS * error)) {
      return Verdict.UNCLEAR;
    }
    if (Math.abs(shift) < LEAST_SHIFT || Math.abs(shift) <= ERRORS * error) {
      return Verdict.NONE;
    }
    if (shift < 0) {
      return Verdict.SHIFTED;
    }
    return isMostlyOneValue ? Verdict.NONE : Verdict.CALMER;
  }

  private static double median(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    int middle = ascending.length / 2;
    return ascending.length == 0
        ? Double.NaN
        : ascending.length % 2 == 1
            ? ascending[middle]
            : (ascending[middle - 1] + ascending[middle]) / 2;
  }

  /**
   * The exponent a of a distribution p^a, 1 where p-values are uniform, of which those from the
   * rate on were seen: the most likely one, found by halving, as the expected mean of ln p rises
   * with it.
   */
  private static double exponent(double[] body, double rate) {
    double seen = Arrays.stream(body).map(StrictMath::log).average().orElse(-1);
    double low = 1e-3;
    double high = 1e3;
    for (int i = 0; i < 60; i++) {
      double middle = Math.sqrt(low * high);
      if (expectedLog(middle, rate) < seen) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Mean of ln p between the rate and 1 where p is distributed as p^a. */
  private static double expectedLog(double a, double rate) {
    double below = StrictMath.exp(a * StrictMath.log(rate));
    return -1 / a - below * StrictMath.log(rate) / (1 - below);
  }

  /** {@return one or two sentences for people, without a line break} */
  public String sentence() {
    return switch (verdict) {
      case NONE -> "the baseline fits this file";
      case SHIFTED -> "this file is unlike the baseline: " + expected();
      case CALMER -> "this file is more usual than the baseline: " + expected();
      case UNCLEAR ->
          alarms
              + " of "
              + windows
              + (2 * alarms > windows
                  ? " windows alarm: an attack runs throughout, or the whole traffic is another"
                  : " windows alarm, more than "
                      + percent(rate)
                      + " allows: there are attacks, or"
                      + " part of the traffic is another")
              + "; the windows cannot tell which";
      case TOO_FEW ->
          (windows - alarms)
              + " windows that do not alarm are too few or too alike to tell; "
              + MIN_WINDOWS
              + " different ones are needed";
    };
  }

  private String expected() {
    return "expect " + about(rateNow) + " false alarms instead of " + percent(rate);
  }

  /** {@return whether there were windows enough to measure: median and rate say something} */
  public boolean isMeasured() {
    return verdict == Verdict.NONE || hasMoved();
  }

  /** {@return whether the whole traffic has moved, to either side: the rate no longer holds} */
  public boolean hasMoved() {
    return verdict == Verdict.SHIFTED || verdict == Verdict.CALMER;
  }

  /** The fit goes on to rates that no number of windows could show. */
  private static String about(double share) {
    return share < LEAST_RATE ? "less than " + percent(LEAST_RATE) : "about " + percent(share);
  }

  private static String percent(double share) {
    return HumanNumber.plain(100 * share, 2) + " %";
  }

  /** Drift check of one file, of the p-values of its windows as they come. */
  public static final class DriftCheck {
    /** Beyond, the older half is forgotten: a source may have no end. */
    private static final int MOST_WINDOWS = 1 << 17;

    private final double rate;
    private final double baselineWindows;
    private final DoubleUnaryOperator middle;
    private double[] pValues = new double[64];
    private int windows;

    /**
     * Begins a file.
     *
     * @param rate the asked false alarm rate, above 0 and below 1
     * @param baselineWindows independent windows of the baseline: {@link
     *     Detector#independentWindows()}
     * @param middle p-values with the middle of equal scores: {@link Detector#middle}
     */
    public DriftCheck(double rate, double baselineWindows, DoubleUnaryOperator middle) {
      this.rate = rate;
      this.baselineWindows = baselineWindows;
      this.middle = middle;
    }

    /**
     * Takes the next window, in the order of the file.
     *
     * @param pValue of the window, above 0 and at most 1
     */
    public void add(double pValue) {
      if (windows == MOST_WINDOWS) {
        windows /= 2;
        System.arraycopy(pValues, windows, pValues, 0, windows);
      } else if (windows == pValues.length) {
        pValues = Arrays.copyOf(pValues, 2 * windows);
      }
      pValues[windows++] = pValue < rate ? pValue : Math.max(rate, middle.applyAsDouble(pValue));
    }

    /**
     * {@return a check that goes on where another one was written}
     *
     * @param json stands before what {@link #write} wrote
     * @param rate as of the other one
     * @param baselineWindows as of the other one
     * @param middle as of the other one
     * @throws IOException if something else stands there; the message says where
     */
    public static DriftCheck read(
        JsonReader json, double rate, double baselineWindows, DoubleUnaryOperator middle)
        throws IOException {
      DriftCheck check = new DriftCheck(rate, baselineWindows, middle);
      List<Double> pValues = StrictJson.list(json, StrictJson::number);
      check.windows = pValues.size();
      check.pValues =
          Arrays.copyOf(
              pValues.stream().mapToDouble(it -> it).toArray(), Math.max(64, check.windows));
      return check;
    }

    /**
     * Writes what was added so far, as an array.
     *
     * @param json takes it as its next value
     */
    public void write(JsonWriter json) {
      json.beginArray();
      for (int window = 0; window < windows; window++) {
        json.value(pValues[window]);
      }
      json.endArray();
    }

    /** {@return what can be said of the file, with all windows added so far} */
    public Drift drift() {
      return Drift.of(Arrays.copyOf(pValues, windows), rate, baselineWindows);
    }
  }
}
