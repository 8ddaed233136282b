package io.logsentinel.core.flow;

import java.util.List;

/** Batches of flows made up for tests. */
public final class Batches {
  private static final ThreadLocal<FlowBatch.Appender> ROWS =
      ThreadLocal.withInitial(FlowBatch.Appender::new);

  private Batches() {}

  /** A batch of some flows, to be read before the next is made on the same thread. */
  public static FlowBatch of(List<FlowRecord> flows) {
    FlowBatch.Appender rows = ROWS.get();
    rows.clear();
    flows.forEach(flow -> rows.flow(flow).add());
    return rows.batch();
  }

  public static FlowBatch of(FlowRecord... flows) {
    return of(List.of(flows));
  }
}
