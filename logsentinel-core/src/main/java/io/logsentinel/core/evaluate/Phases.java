package io.logsentinel.core.evaluate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is asked of several phases. */
final class Phases {
  private Phases() {}

  /** All phases by something, each group in their order. */
  static <K> Map<K, List<Phase>> by(List<Phase> phases, Function<Phase, K> key) {
    return phases.stream().collect(Collectors.groupingBy(key));
  }

  static TimeToDetect timeToDetect(List<Phase> phases, Map<Phase, Long> foundAfter) {
    long found = 0;
    long windows = 0;
    for (Phase phase : phases) {
      Long after = foundAfter.get(phase);
      if (after != null) {
        found++;
        windows += after;
      }
    }
    return new TimeToDetect(phases.size(), found, windows);
  }
}
