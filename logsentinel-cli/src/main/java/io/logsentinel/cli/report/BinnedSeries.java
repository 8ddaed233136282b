package io.logsentinel.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of windows, of neighbours of one file together where there are more windows than can be
 * drawn: their smallest and their largest, which both are values that a window has. A value that is
 * not finite is not in it.
 */
final class BinnedSeries {
  private final int bin;
  private final List<List<double[]>> files = new ArrayList<>();
  private int windows;

  /** Values of so many windows in a row are one bin. */
  BinnedSeries(int bin) {
    this.bin = bin;
  }

  void beginFile() {
    files.add(new ArrayList<>());
    windows = 0;
  }

  /** Takes that of the file's next window. */
  void add(double value) {
    List<double[]> bins = files.get(files.size() - 1);
    if (windows++ % bin == 0) {
      bins.add(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
    }
    if (Double.isFinite(value)) {
      double[] last = bins.get(bins.size() - 1);
      last[0] = Math.min(last[0], value);
      last[1] = Math.max(last[1], value);
    }
  }

  /** A list per file, of the smallest value of each bin; null where it has none. */
  JsonArray smallest() {
    return of(0);
  }

  /** An object per file: the smallest values, and the largest where they are others. */
  JsonArray both() {
    JsonArray smallest = of(0);
    JsonArray largest = of(1);
    JsonArray both = new JsonArray();
    for (int file = 0; file < files.size(); file++) {
      JsonObject series = new JsonObject();
      series.add("min", smallest.get(file));
      if (bin > 1) {
        series.add("max", largest.get(file));
      }
      both.add(series);
    }
    return both;
  }

  private JsonArray of(int end) {
    return JsonTree.array(
        files, bins -> JsonTree.array(bins, extremes -> JsonTree.number(extremes[end])));
  }
}
