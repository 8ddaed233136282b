package io.logsentinel.cli.command;

import java.util.List;
import picocli.CommandLine;

/** The ranges of options that several commands have; what lies outside is wrong usage. */
record OptionRanges(CommandLine command) {
  private static final int MAX_THREADS = 256;

  /** Fewer leave the detector too few windows: 20 leave 29 on average. */
  private static final int MIN_HALF_LIFE = 20;

  private static final int MAX_HALF_LIFE = 1_000_000;

  void require(boolean condition, String message) {
    if (!condition) {
      throw new CommandLine.ParameterException(command, message);
    }
  }

  /** The cores where none are asked for. */
  int threads(Integer asked) {
    int cores = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    int used = asked == null ? cores : asked;
    require(
        used >= 1 && used <= MAX_THREADS,
        "--threads must be 1 to " + MAX_THREADS + " but is " + used);
    return used;
  }

  double falseAlarmRate(double asked) {
    require(
        asked >= 1e-6 && asked <= 0.5,
        "--false-alarm-rate must be 0.000001 to 0.5 but is " + asked);
    return asked;
  }

  /** 0 where none is asked for. */
  int halfLife(Integer asked) {
    require(
        asked == null || (asked >= MIN_HALF_LIFE && asked <= MAX_HALF_LIFE),
        "--half-life must be " + MIN_HALF_LIFE + " to " + MAX_HALF_LIFE + " but is " + asked);
    return asked == null ? 0 : asked;
  }

  void requireRawNames(String option, List<String> names) {
    for (String name : names) {
      require(
          !name.isEmpty() && !name.contains("/"),
          option + " takes names of files in the raw folder, not `" + name + "`");
    }
  }
}
