package io.logsentinel.cli.command;

import io.logsentinel.cli.option.Converters;
import io.logsentinel.cli.option.HelpOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that writes a simulated week of flows. */
@Command(
    name = "simulate",
    header = {
      "Write a week of flows in the layout of CIC-IDS2017.",
      "",
      "  logsentinel simulate --out Data/raw               2.8 million flows, 1.25 GB",
      "  logsentinel simulate --out raw --scale 0.01 --seed 7",
      ""
    })
final class SimulateCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder for the eight day files; made if it is not there")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "1",
      description = "share of the real set's flows, 0.0005 to 100 (default: ${DEFAULT-VALUE})")
  private double scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "same seed, same bytes (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--clock",
      paramLabel = "HOURS",
      defaultValue = "12",
      converter = Converters.OfWrittenClock.class,
      completionCandidates = TimeOptions.Clocks.class,
      description =
          "clock of the times: 12, as the real set has it, without AM and PM, or 24 (default:"
              + " ${DEFAULT-VALUE})")
  private HourClock clock;

  @Mixin private HelpOption help;

  SimulateCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws IOException {
    SimulatedWeek week;
    try {
      week = new SimulatedWeek(scale, seed, clock);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
    write(week, out, context.console());
    return ExitCode.DONE;
  }

  /** Writes every day into a folder and says so. */
  static void write(SimulatedWeek week, Path folder, Console console) throws OutputException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
    for (SimulatedDay day : week.days()) {
      Path target = folder.resolve(day.fileName());
      try (OutputFile file = new OutputFile(target)) {
        day.write(file);
        file.commit();
      } catch (OutputException e) {
        throw e;
      } catch (IOException e) {
        throw new OutputException(target, e);
      }
      console.print(
          SafeText.of(target.toString())
              + ": "
              + day.flows()
              + " flows"
              + (day.blankRows() > 0 ? " and " + day.blankRows() + " blank rows" : "")
              + "\n");
    }
  }
}
