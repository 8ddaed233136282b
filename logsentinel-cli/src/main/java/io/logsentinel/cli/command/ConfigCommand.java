package io.logsentinel.cli.command;

import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.run.ManifestSettings.Origin;
import io.logsentinel.cli.terminal.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command that shows what a command's options are set to, and by what. */
@Command(
    name = ConfigCommand.NAME,
    header = {
      "Show what the options of a command are set to, and where that comes from.",
      "",
      "  logsentinel config",
      "      of the pipeline",
      "  logsentinel config --config soc.properties monitor",
      "      of another command, with a properties file",
      ""
    },
    footer = {
      "",
      "A flag wins over the environment, that over the file, that over the default.",
      "",
      "Exit codes: 0 done, 2 a value or a name that is wrong, with the place that holds it."
    })
final class ConfigCommand implements Callable<ExitCode> {
  static final String NAME = "config";

  private static final String LINE = "%-24s %-24s %s\n";

  private final ProcessContext context;
  private final OptionSources sources;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "a command, as `monitor`; the pipeline where none is named")
  private List<String> names = List.of();

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  ConfigCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() {
    CommandLine line = spec.root().commandLine();
    CommandSpec named = named(line).getCommandSpec();
    line.setDefaultValueProvider(arg -> arg.command() == named ? sources.defaultValue(arg) : null);
    List<String> args = new ArrayList<>(names);
    for (PositionalParamSpec parameter : named.positionalParameters()) {
      args.addAll(Collections.nCopies(parameter.arity().min(), "FILE"));
    }
    ParseResult parsed = line.parseArgs(args.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    StringBuilder text = new StringBuilder(row("option", "value", "from"));
    for (Map.Entry<String, Origin> option : sources.origins(parsed).entrySet()) {
      String place = SafeText.of(sources.place(named, option.getKey()));
      text.append(row(option.getKey(), SafeText.of(option.getValue().value()), place));
    }
    context.console().print(text.toString());
    return ExitCode.DONE;
  }

  private static String row(String option, String value, String from) {
    return String.format(Locale.ROOT, LINE, option, value, from);
  }

  private CommandLine named(CommandLine line) {
    CommandLine named = line;
    for (String name : names) {
      CommandLine below = named.getSubcommands().get(name);
      if (below == null) {
        throw new ParameterException(
            spec.commandLine(),
            "`"
                + name
                + "` is no command; there are: "
                + String.join(", ", named.getSubcommands().keySet()));
      }
      named = below;
    }
    Usage.require(
        spec,
        OptionSources.areOf(named.getCommandSpec()),
        "`" + String.join(" ", names) + "` takes no options from environment or file");
    return named;
  }
}
