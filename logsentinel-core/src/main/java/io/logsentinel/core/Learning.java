package io.logsentinel.core;

import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.util.Optional;

/**
 * The learning of a baseline from one source, whose flows come one after the other. Not
 * thread-safe.
 */
public final class Learning {
  private final SentinelOptions options;
  private final BaselineLearner learner;
  private final FileTraining training;
  private final Windower windower;

  /**
   * A learning that waits for flows.
   *
   * @param name of the source, as the baseline notes it
   * @param options of learning
   */
  public Learning(String name, SentinelOptions options) {
    this.options = options;
    this.learner = new BaselineLearner(Dialect.CIC_IDS_2017.name(), options.halfLife(), true);
    this.training = learner.begin(name, options.falseAlarmRate(), true);
    this.windower =
        new Windower(
            options.windowSize(),
            new AccumulatorPool(),
            Runnable::run,
            options.allowlist().matcher(name, options.zone()),
            this::train);
  }

  /**
   * Adds flows, in the order of the source; their times are taken for those of the options' time
   * zone.
   *
   * @param batch any batch; it may be used again after the call
   * @throws IOException never, as nothing is read or written
   */
  public void add(FlowBatch batch) throws IOException {
    windower.add(batch, FlowTimes.toUtc(batch, options.zone()));
  }

  private void train(FullWindow full) {
    training.add(full.window(), Optional.of(full.profile()), 1);
  }

  /**
   * {@return the baseline, for {@code Sentinel.of}} Ends the source.
   *
   * @throws IllegalArgumentException if the flows filled too few windows for a baseline
   */
  public BaselineState end() {
    training.end();
    return learner.state(BaselineJson.digest(learner.baseline()));
  }
}
