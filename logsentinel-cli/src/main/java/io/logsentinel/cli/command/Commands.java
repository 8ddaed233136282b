package io.logsentinel.cli.command;

import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.PlainValues;
import io.logsentinel.cli.run.RunFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, as the library parses and calls them. */
public final class Commands {
  private Commands() {}

  /** {@return the name and version, as {@code --version} says them} */
  public static String version() {
    return "logsentinel " + RunFile.version();
  }

  /**
   * Maker of a command below the pipeline.
   *
   * @param type of the command, which holds what the help says of it
   * @param make makes it, with what is below it
   */
  private record Maker(Class<?> type, Supplier<CommandLine> make) {
    static Maker of(Class<?> type, Supplier<?> command) {
      return new Maker(type, () -> new CommandLine(command.get()));
    }

    /** A command that does nothing and of which the help says the same. */
    CommandLine nameOnly() {
      CommandSpec spec = CommandSpec.create();
      spec.usageMessage().header(type.getAnnotation(Command.class).header());
      return new CommandLine(spec);
    }
  }

  /**
   * {@return the command line: the pipeline, and below it the other commands}
   *
   * @param context of the process
   * @param sources of options
   */
  public static CommandLine line(ProcessContext context, OptionSources sources) {
    CommandLine line = new CommandLine(new PipelineCommand(context, sources));
    for (Map.Entry<String, Maker> command : below(context, sources).entrySet()) {
      line.addSubcommand(command.getKey(), command.getValue().make().get());
    }
    return set(line);
  }

  /**
   * {@return the command line as far as some arguments need it} To make all commands takes longer
   * than most of them do. Where the first argument is the name of one, the others are not there,
   * nor are the options of the pipeline; where no argument is, of the others there is what the help
   * says of them.
   *
   * @param context of the process
   * @param sources of options
   * @param args the arguments
   */
  public static CommandLine lineFor(ProcessContext context, OptionSources sources, String... args) {
    Map<String, Maker> below = below(context, sources);
    boolean speak = sources.speak(args); // what file or environment say is held against all
    if (!speak && Collections.disjoint(below.keySet(), List.of(args))) {
      CommandLine line = new CommandLine(new PipelineCommand(context, sources));
      below.forEach((name, maker) -> line.addSubcommand(name, maker.nameOnly()));
      return set(line);
    }
    Maker named = args.length == 0 ? null : below.get(args[0]);
    // one shows any other
    if (named == null || speak || args[0].equals(ConfigCommand.NAME)) {
      return line(context, sources);
    }
    return set(
        new CommandLine(CommandSpec.create().name("logsentinel"))
            .addSubcommand(args[0], named.make().get()));
  }

  /**
   * {@return the names of all commands but the pipeline}
   *
   * @param context of the process
   * @param sources of options
   */
  public static Set<String> names(ProcessContext context, OptionSources sources) {
    return below(context, sources).keySet();
  }

  private static Map<String, Maker> below(ProcessContext context, OptionSources sources) {
    Map<String, Maker> below = new LinkedHashMap<>();
    below.put(
        "baseline",
        new Maker(
            BaselineCommand.class,
            () ->
                new CommandLine(new BaselineCommand(context))
                    .addSubcommand(new BaselineUpdateCommand(context))
                    .addSubcommand(new BaselineHistoryCommand(context))
                    .addSubcommand(new BaselineRollbackCommand(context))));
    below.put("learn", Maker.of(LearnCommand.class, () -> new LearnCommand(context, sources)));
    below.put(
        "monitor", Maker.of(MonitorCommand.class, () -> new MonitorCommand(context, sources)));
    below.put("follow", Maker.of(FollowCommand.class, () -> new FollowCommand(context, sources)));
    below.put("allow", Maker.of(AllowCommand.class, () -> new AllowCommand(context)));
    below.put("simulate", Maker.of(SimulateCommand.class, () -> new SimulateCommand(context)));
    below.put("demo", Maker.of(DemoCommand.class, () -> new DemoCommand(context)));
    below.put("evaluate", Maker.of(EvaluateCommand.class, () -> new EvaluateCommand(context)));
    below.put(
        "explain", Maker.of(ExplainCommand.class, () -> new ExplainCommand(context, sources)));
    below.put("compare", Maker.of(CompareCommand.class, () -> new CompareCommand(context)));
    below.put(
        ConfigCommand.NAME,
        Maker.of(ConfigCommand.class, () -> new ConfigCommand(context, sources)));
    below.put("report", Maker.of(ReportCommand.class, () -> new ReportCommand(context)));
    below.put("inspect", Maker.of(InspectCommand.class, () -> new InspectCommand(context)));
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
