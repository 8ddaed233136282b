package io.logsentinel.cli.command;

import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.PlainValues;
import io.logsentinel.cli.run.RunFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, as the library parses and calls them. */
public final class Commands {
  private Commands() {}

  /** {@return the name and version, as {@code --version} says them} */
  public static String version() {
    return "logsentinel " + RunFile.version();
  }

  /**
   * {@return the command line: the pipeline, and below it the other commands}
   *
   * @param context of the process
   * @param sources of options
   */
  public static CommandLine line(ProcessContext context, OptionSources sources) {
    CommandLine line = new CommandLine(new PipelineCommand(context, sources));
    below(context, sources).forEach((name, command) -> line.addSubcommand(command.get()));
    return set(line);
  }

  /**
   * {@return the command line as far as some arguments need it} To make all commands takes longer
   * than most of them do. Where the first argument is the name of one, the others are not there,
   * nor are the options of the pipeline.
   *
   * @param context of the process
   * @param sources of options
   * @param args the arguments
   */
  public static CommandLine lineFor(ProcessContext context, OptionSources sources, String... args) {
    Supplier<CommandLine> named = args.length == 0 ? null : below(context, sources).get(args[0]);
    boolean isOfAll = // what file or environment say is held against all, and one shows any other
        named == null || sources.speak(args) || args[0].equals(ConfigCommand.NAME);
    return isOfAll
        ? line(context, sources)
        : set(new CommandLine(CommandSpec.create().name("logsentinel")).addSubcommand(named.get()));
  }

  private static Map<String, Supplier<CommandLine>> below(
      ProcessContext context, OptionSources sources) {
    Map<String, Supplier<CommandLine>> below = new LinkedHashMap<>();
    below.put(
        "baseline",
        () ->
            new CommandLine(new BaselineCommand(context))
                .addSubcommand(new BaselineUpdateCommand(context))
                .addSubcommand(new BaselineHistoryCommand(context))
                .addSubcommand(new BaselineRollbackCommand(context)));
    below.put("learn", () -> new CommandLine(new LearnCommand(context, sources)));
    below.put("monitor", () -> new CommandLine(new MonitorCommand(context, sources)));
    below.put("follow", () -> new CommandLine(new FollowCommand(context, sources)));
    below.put("allow", () -> new CommandLine(new AllowCommand(context)));
    below.put("simulate", () -> new CommandLine(new SimulateCommand(context)));
    below.put("demo", () -> new CommandLine(new DemoCommand(context)));
    below.put("evaluate", () -> new CommandLine(new EvaluateCommand(context)));
    below.put("explain", () -> new CommandLine(new ExplainCommand(context, sources)));
    below.put("compare", () -> new CommandLine(new CompareCommand(context)));
    below.put(ConfigCommand.NAME, () -> new CommandLine(new ConfigCommand(context, sources)));
    below.put("report", () -> new CommandLine(new ReportCommand(context)));
    below.put("inspect", () -> new CommandLine(new InspectCommand(context)));
    return below;
  }

  private static CommandLine set(CommandLine line) {
    line.getCommandSpec().version(version());
    return PlainValues.of(line)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // `--step baseline` is no command
        .setAllowSubcommandsAsOptionParameters(true)
        .setExpandAtFiles(false);
  }
}
