package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowWarning;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counters of the rows of a file while it is read. */
final class RowCounter {
  private static final RowWarning[] WARNINGS = RowWarning.values();

  private final long[] rejected = new long[Rejection.values().length];
  private final long[] odd = new long[WARNINGS.length];
  private long kept;

  /** Counts a row: the reason why it was rejected, null where it was kept. */
  void count(Rejection reason) {
    if (reason == null) {
      kept++;
    } else {
      rejected[reason.ordinal()]++;
    }
  }

  /** Counts what is odd about rows that were kept. */
  void countOdd(FlowBatch batch, int from, int to) {
    for (RowWarning warning : WARNINGS) {
      odd[warning.ordinal()] += warning.count(batch, from, to);
    }
  }

  void add(RowCounter other) {
    kept += other.kept;
    Arrays.setAll(rejected, i -> rejected[i] + other.rejected[i]);
    Arrays.setAll(odd, i -> odd[i] + other.odd[i]);
  }

  void clear() {
    kept = 0;
    Arrays.fill(rejected, 0);
    Arrays.fill(odd, 0);
  }

  RowCounts counts() {
    return new RowCounts(kept, byKind(Rejection.class, rejected), byKind(RowWarning.class, odd));
  }

  private static <K extends Enum<K>> Map<K, Long> byKind(Class<K> kinds, long[] counts) {
    Map<K, Long> byKind = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      if (counts[kind.ordinal()] > 0) {
        byKind.put(kind, counts[kind.ordinal()]);
      }
    }
    return byKind;
  }
}
