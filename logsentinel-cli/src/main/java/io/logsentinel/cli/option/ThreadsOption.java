package io.logsentinel.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option for the number of threads. */
public final class ThreadsOption {
  private static final int MAX = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads, 1 to " + MAX + " (default: the cores)")
  private @Nullable Integer threads;

  /** {@return the number asked for, else that of the cores} */
  public int count() {
    int cores = Math.min(MAX, Runtime.getRuntime().availableProcessors());
    int count = threads == null ? cores : threads;
    Usage.require(
        command, count >= 1 && count <= MAX, "--threads must be 1 to " + MAX + " but is " + count);
    return count;
  }
}
