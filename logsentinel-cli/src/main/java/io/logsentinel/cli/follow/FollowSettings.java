package io.logsentinel.cli.follow;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormat;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The options of following.
 *
 * @param state folder of the baseline, and of what is found
 * @param argument a file, a folder, or {@code -} for standard input
 * @param standardInput what that stands for
 * @param standardInputName that it goes by
 * @param threads in all, from 1
 * @param format of the files
 * @param zone of their times, if it is known
 * @param clock of their times
 * @param allow the file of known flows
 * @param detector its settings
 * @param alarmsPerDay asked for instead of a rate, if it is
 * @param mixesMeasures whether flows are monitored that count something else than the baseline's
 * @param showsIncidents whether incidents are printed
 * @param outputs where events go
 * @param times how long is waited for what
 * @param adapting how the baseline adapts; empty where it stays as it is
 */
public record FollowSettings(
    StateFolder state,
    String argument,
    InputStream standardInput,
    String standardInputName,
    int threads,
    FlowFormat format,
    Optional<ZoneId> zone,
    HourClock clock,
    AllowFile allow,
    DetectorSettings detector,
    OptionalDouble alarmsPerDay,
    boolean mixesMeasures,
    boolean showsIncidents,
    OutputSettings outputs,
    FollowTimes times,
    Optional<Adapting> adapting) {
  /**
   * The options of an adaptive baseline.
   *
   * @param quarantine in windows, in the range of {@link io.logsentinel.core.Adaptation}
   * @param halfLife in windows; 0 for that of the baseline
   */
  public record Adapting(int quarantine, int halfLife) {}

  /** {@return whether standard input is followed} */
  boolean isStandardInput() {
    return argument.equals("-");
  }
}
