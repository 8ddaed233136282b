package io.logsentinel.core.artifact;

import io.logsentinel.core.window.Metric;
import java.util.ArrayList;
import java.util.List;

/** The columns of a windowed file. */
final class WindowFile {
  static final List<String> HEADER = header();

  private WindowFile() {}

  private static List<String> header() {
    List<String> header = new ArrayList<>();
    header.add("window_id");
    header.addAll(Metric.NAMES);
    header.add("attack_ratio");
    return List.copyOf(header);
  }
}
