package io.logsentinel.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.java.tuple.Tuple2;

/** An operator that fails once, at the first line after a checkpoint. */
final class FailOnce extends RichFilterFunction<Tuple2<String, String>>
    implements CheckpointListener {
  private static final long serialVersionUID = 1L;

  /** Whether it failed; a local cluster runs in this JVM. */
  static final AtomicBoolean FAILED = new AtomicBoolean();

  private transient boolean isCheckpointed;

  @Override
  public boolean filter(Tuple2<String, String> line) {
    if (isCheckpointed && FAILED.compareAndSet(false, true)) {
      throw new IllegalStateException("fails once, as it is told to");
    }
    return false;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    isCheckpointed = true;
  }
}
