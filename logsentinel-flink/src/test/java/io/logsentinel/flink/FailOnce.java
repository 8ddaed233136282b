package io.logsentinel.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * An operator that fails once, when the first checkpoint is complete: there is one at the end of
 * all input at the latest.
 */
final class FailOnce extends RichFilterFunction<Tuple2<String, String>>
    implements CheckpointListener {
  private static final long serialVersionUID = 1L;

  /** Whether it failed; a local cluster runs in this JVM. */
  static final AtomicBoolean FAILED = new AtomicBoolean();

  @Override
  public boolean filter(Tuple2<String, String> line) {
    return false;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    if (FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("fails once, as it is told to");
    }
  }
}
