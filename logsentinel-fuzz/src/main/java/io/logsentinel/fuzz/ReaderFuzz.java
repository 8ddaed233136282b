package io.logsentinel.fuzz;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of flows of any format: the fast scanners and the general readers take the same flows from
 * them, and every row is kept, partial or rejected.
 */
public final class ReaderFuzz {
  private ReaderFuzz() {}

  /** What became of a file: flows and counts, or why it failed. */
  private record Outcome(List<FlowRecord> flows, Optional<RowCounts> counts, String failure) {}

  /**
   * Reads a file in both ways.
   *
   * @param file any bytes
   */
  public static void fuzzerTestOneInput(byte[] file) throws IOException {
    Outcome fast = fast(file);
    Outcome general = general(file);
    if (fast.failure().isEmpty() != general.failure().isEmpty()
        || (!isUnreadable(fast, general) && !fast.failure().equals(general.failure()))) {
      throw new IllegalStateException(
          "failed otherwise: fast <" + fast.failure() + ">, general <" + general.failure() + ">");
    }
    if (fast.failure().isEmpty() && !fast.flows().equals(general.flows())) {
      throw new IllegalStateException(
          "other flows: fast " + fast.flows().size() + ", general " + general.flows().size());
    }
    if (!fast.counts().equals(general.counts())) {
      throw new IllegalStateException("fast " + fast.counts() + ", general " + general.counts());
    }
    fast.counts().ifPresent(ReaderFuzz::requireConserved);
  }

  /** A file that is damaged further on may fail there, or for what stood before. */
  private static boolean isUnreadable(Outcome fast, Outcome general) {
    String unreadable = FlowFileException.Kind.UNREADABLE.toString();
    return fast.failure().equals(unreadable) || general.failure().equals(unreadable);
  }

  private static void requireConserved(RowCounts counts) {
    long accounted = counts.kept() + counts.partial() + counts.rejectedInAll();
    if (counts.read() != accounted) {
      throw new IllegalStateException("rows read " + counts.read() + ", accounted " + accounted);
    }
  }

  private static Outcome fast(byte[] file) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    try {
      RowCounts counts =
          FlowReader.readAll(
              () -> new ByteArrayInputStream(file),
              (batch, none) -> {
                for (int row = 0; row < batch.size(); row++) {
                  flows.add(batch.record(row));
                }
              });
      return new Outcome(flows, Optional.of(counts), "");
    } catch (FlowFileException e) {
      return new Outcome(List.of(), Optional.empty(), e.kind().toString());
    }
  }

  private static Outcome general(byte[] file) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      for (var batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          flows.add(batch.record(row));
        }
      }
      return new Outcome(flows, Optional.of(reader.counts()), "");
    } catch (FlowFileException e) {
      return new Outcome(List.of(), Optional.empty(), e.kind().toString());
    }
  }
}
