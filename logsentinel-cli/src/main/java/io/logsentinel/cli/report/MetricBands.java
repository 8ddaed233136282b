package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.MetricReading;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of all windows with what is usual of them: of the nine sums, what is less than three
 * standard deviations off the baseline's mean; of a profile's metrics, what the detector takes for
 * typical right after the baseline.
 */
final class MetricBands {
  private final List<BinnedSeries> sums = new ArrayList<>();
  private final List<BinnedSeries> profiles = new ArrayList<>();
  private List<MetricReading> typical = List.of();

  MetricBands(int bin) {
    Metric.NAMES.forEach(name -> sums.add(new BinnedSeries(bin)));
    ProfileMetric.NAMES.forEach(name -> profiles.add(new BinnedSeries(bin)));
  }

  void beginFile() {
    sums.forEach(BinnedSeries::beginFile);
    profiles.forEach(BinnedSeries::beginFile);
  }

  void add(Window window) {
    for (Metric metric : Metric.values()) {
      sums.get(metric.ordinal()).add(metric.of(window));
    }
  }

  void add(Optional<Profile> profile) {
    for (ProfileMetric metric : ProfileMetric.values()) {
      profiles
          .get(metric.ordinal())
          .add(profile.isPresent() ? profile.get().metric(metric) : Double.NaN);
    }
  }

  /** Asks a detector, once, what is typical right after the baseline. */
  void ask(Detector detector, Profile profile, Memory fresh) {
    if (typical.isEmpty()) {
      typical = detector.metrics(profile, fresh, detector.judge(profile, fresh).finding());
    }
  }

  JsonArray json(Baseline baseline) {
    JsonArray json = new JsonArray();
    for (Metric metric : Metric.values()) {
      Spread spread = baseline.spreads().get(metric.ordinal());
      double reach = ZScoreMonitor.Z_TO_ALERT * spread.std();
      json.add(
          metric(
              metric.column(),
              "sum",
              spread.mean() - reach,
              spread.mean() + reach,
              sums.get(metric.ordinal())));
    }
    for (ProfileMetric metric : ProfileMetric.values()) {
      Optional<MetricReading> range =
          typical.stream().filter(reading -> reading.metric() == metric).findFirst();
      json.add(
          metric(
              metric.label(),
              "profile",
              range.map(reading -> reading.typical().low()).orElse(Double.NaN),
              range.map(reading -> reading.typical().high()).orElse(Double.NaN),
              profiles.get(metric.ordinal())));
    }
    return json;
  }

  private static JsonObject metric(
      String name, String kind, double low, double high, BinnedSeries series) {
    JsonObject metric = new JsonObject();
    metric.addProperty("name", name);
    metric.addProperty("kind", kind);
    metric.add("low", JsonTree.number(low));
    metric.add("high", JsonTree.number(high));
    metric.add("files", series.both());
    return metric;
  }
}
