package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowWarning;
import io.logsentinel.core.input.row.FlowRowParser;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counters of the rows of a file while it is read. */
final class RowCounter {
  private static final RowWarning[] WARNINGS = RowWarning.values();

  private final long[] rejected = new long[Rejection.values().length];
  private final long[] odd = new long[WARNINGS.length];
  private final FirstRow[] first = new FirstRow[rejected.length];
  private final long[] lacking = new long[FlowField.values().length];
  private long kept;
  private long partial;

  /** Null where there is none. */
  private @Nullable FirstRow firstAddress;

  /** Counts the rows that a batch holds. */
  void count(FlowBatch batch) {
    countRows(batch);
    countOdd(batch, 0);
  }

  /** The same; returns the batch, or null where it holds none. */
  @Nullable FlowBatch counted(FlowBatch batch) {
    count(batch);
    return batch.size() > 0 || !batch.partials().isEmpty() ? batch : null;
  }

  /** Counts them but for what is odd of them. */
  void countRows(FlowBatch batch) {
    kept += batch.size();
    partial += batch.partials().size();
    for (PartialFlow flow : batch.partials()) {
      flow.lacking().forEach(field -> lacking[field.ordinal()]++);
    }
  }

  /** Counts what is odd of the rows from there on. */
  void countOdd(FlowBatch batch, int from) {
    for (RowWarning warning : WARNINGS) {
      odd[warning.ordinal()] += warning.count(batch, from, batch.size());
    }
  }

  /** Notes where a row stands whose address is odd, if the parser has added it as a whole flow. */
  void noteOdd(FlowBatch batch, int row, long line, FlowRowParser parser) {
    if (row < batch.size() && firstAddress == null && batch.hasOddAddress(row)) {
      firstAddress = new FirstRow(line, parser.oddAddress(row));
    }
  }

  /** Counts a row that was rejected; what is said of it is made for the first of its reason. */
  void reject(Rejection reason, long line, Supplier<String> what) {
    if (rejected[reason.ordinal()]++ == 0) {
      first[reason.ordinal()] = new FirstRow(line, what.get());
    }
  }

  /** Adds the rows of what follows, whose lines were counted from there on. */
  void add(RowCounter other, long linesBefore) {
    for (int i = 0; i < first.length; i++) {
      if (rejected[i] == 0 && other.rejected[i] > 0) {
        FirstRow row = other.first[i];
        first[i] = new FirstRow(linesBefore + row.line(), row.what());
      }
    }
    if (firstAddress == null && other.firstAddress != null) {
      FirstRow row = other.firstAddress;
      firstAddress = new FirstRow(linesBefore + row.line(), row.what());
    }
    kept += other.kept;
    partial += other.partial;
    Arrays.setAll(lacking, i -> lacking[i] + other.lacking[i]);
    Arrays.setAll(rejected, i -> rejected[i] + other.rejected[i]);
    Arrays.setAll(odd, i -> odd[i] + other.odd[i]);
  }

  void clear() {
    firstAddress = null;
    kept = 0;
    partial = 0;
    Arrays.fill(lacking, 0);
    Arrays.fill(rejected, 0);
    Arrays.fill(odd, 0);
  }

  RowCounts counts() {
    Map<Rejection, FirstRow> firsts = new EnumMap<>(Rejection.class);
    for (Rejection reason : Rejection.values()) {
      if (rejected[reason.ordinal()] > 0) {
        firsts.put(reason, first[reason.ordinal()]);
      }
    }
    return new RowCounts(
        kept,
        partial,
        byKind(FlowField.class, lacking),
        byKind(Rejection.class, rejected),
        firsts,
        byKind(RowWarning.class, odd),
        firstAddress == null ? Map.of() : Map.of(RowWarning.ADDRESS, firstAddress),
        TimeCounts.NONE);
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
