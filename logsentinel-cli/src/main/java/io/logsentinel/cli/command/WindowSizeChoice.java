package io.logsentinel.cli.command;

import io.logsentinel.cli.inspect.InspectRun;
import io.logsentinel.cli.inspect.InspectSettings;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.util.Locale;

/**
 * Choice of a window size by the flows that a baseline is learned from: {@code --window-size auto}.
 *
 * @param settings how they are read
 * @param threads that work at once, from 1
 * @param reporter where messages and progress go
 * @param console where the choice is told
 */
record WindowSizeChoice(InspectSettings settings, int threads, Reporter reporter, Console console) {
  /** What options have for it. */
  static final int AUTO = 0;

  /** What the help says of it, after the range of a size. */
  static final String HELP =
      "auto: the largest of 10,000, 5,000, 2,000, 1,000, 500, 200 and 100 that gives the baseline "
          + Windower.WINDOWS_OF_BASELINE
          + " windows, for which its flows are read twice";

  /**
   * {@return the size that suits some flows, told unless there are none} What the files are, if
   * they cannot be used, is told when they are learned from.
   */
  int of(FlowInputs flows) throws IOException {
    long[] kept = new long[1];
    try (Workers workers = new Workers(threads)) {
      new InspectRun(settings, workers, reporter)
          .inspect(flows, inspection -> kept[0] += inspection.counts().kept());
    }
    int size = Windower.sizeFor(kept[0]);
    if (kept[0] > 0) {
      console.print(
          String.format(
              Locale.ROOT,
              "Windows of %,d flows: %,d of them in %,d flows; --window-size takes"
                  + " another size\n\n",
              size,
              kept[0] / size,
              kept[0]));
    }
    return size;
  }
}
