package io.logsentinel.cli.command;

import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.run.RunFile;
import picocli.CommandLine;

/** All commands, as the library parses and calls them. */
public final class Commands {
  private Commands() {}

  /**
   * {@return the command line: the pipeline, and below it the other commands}
   *
   * @param context of the process
   * @param sources of options
   */
  public static CommandLine line(ProcessContext context, OptionSources sources) {
    CommandLine line = new CommandLine(new PipelineCommand(context, sources));
    line.getCommandSpec().version("logsentinel " + RunFile.version());
    return line.addSubcommand(
            new CommandLine(new BaselineCommand(context))
                .addSubcommand(new BaselineUpdateCommand(context)))
        .addSubcommand(new LearnCommand(context, sources))
        .addSubcommand(new MonitorCommand(context, sources))
        .addSubcommand(new SimulateCommand(context))
        .addSubcommand(new DemoCommand(context))
        .addSubcommand(new EvaluateCommand(context))
        .addSubcommand(new ExplainCommand(context, sources))
        .addSubcommand(new InspectCommand(context))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // `--step baseline` is no command
        .setAllowSubcommandsAsOptionParameters(true)
        .setExpandAtFiles(false);
  }
}
