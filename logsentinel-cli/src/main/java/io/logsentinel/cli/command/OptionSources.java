package io.logsentinel.cli.command;

import io.logsentinel.cli.run.Settings.Origin;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where options come from when no flag names them: environment variables, then a properties file,
 * then the documented default. {@code --window-size} is {@code LOGSENTINEL_WINDOW_SIZE} in the
 * environment and {@code window-size} in the file.
 */
public final class OptionSources implements IDefaultValueProvider {
  private static final String PREFIX = "LOGSENTINEL_";

  private final Map<String, String> environment;
  private final Properties file = new Properties();

  public OptionSources(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value of {@code --config}, wherever it stands; null where it is not given. */
  public String config(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--config") && i + 1 < args.length) {
        return args[i + 1];
      }
      if (args[i].startsWith("--config=")) {
        return args[i].substring("--config=".length());
      }
    }
    return environment.get(PREFIX + "CONFIG");
  }

  /** Reads the properties file; a key that is no option is an error, as a misspelt flag is. */
  public void load(Path config, CommandLine command, List<CommandSpec> spokenTo) {
    try (Reader reader = Files.newBufferedReader(config)) {
      file.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          command, config + ": cannot be read: " + e.getMessage());
    }
    for (String key : new TreeSet<>(file.stringPropertyNames())) {
      boolean known =
          spokenTo.stream()
              .map(spec -> spec.findOption("--" + key))
              .anyMatch(option -> option != null && isSettable(option));
      if (!known) {
        throw new CommandLine.ParameterException(command, config + ": no option is named " + key);
      }
    }
  }

  private static boolean isSettable(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals("--config");
  }

  @Override
  public String defaultValue(ArgSpec arg) {
    // the library takes a flag for the opposite of its default, so switches are asked for apart
    return arg instanceof OptionSpec option && isSettable(option) && !isSwitch(option)
        ? elsewhere(option)
        : null;
  }

  private String elsewhere(OptionSpec option) {
    String inEnvironment = environment.get(variable(option));
    return inEnvironment != null ? inEnvironment : file.getProperty(name(option));
  }

  private static boolean isSwitch(OptionSpec option) {
    return option.type() == boolean.class;
  }

  /** Whether a switch is on: by its flag, else by environment or file. */
  boolean isOn(CommandLine command, String name) {
    OptionSpec option = command.getCommandSpec().findOption(name);
    if (command.getParseResult().hasMatchedOption(option)) {
      return true;
    }
    String value = elsewhere(option);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new CommandLine.ParameterException(
          command, name + " must be true or false but is `" + value + "`");
    }
    return "true".equals(value);
  }

  /** Every option's value and where it came from. */
  Map<String, Origin> origins(ParseResult parsed) {
    Map<String, Origin> origins = new LinkedHashMap<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      if (!isSettable(option)) {
        continue;
      }
      Object value =
          isSwitch(option)
              ? isOn(parsed.commandSpec().commandLine(), option.longestName())
              : option.getValue();
      origins.put(
          name(option),
          new Origin(value == null ? "" : String.valueOf(value), from(parsed, option)));
    }
    return origins;
  }

  private String from(ParseResult parsed, OptionSpec option) {
    if (parsed.hasMatchedOption(option)) {
      return "flag";
    }
    if (environment.containsKey(variable(option))) {
      return "environment";
    }
    return file.containsKey(name(option)) ? "file" : "default";
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static String variable(OptionSpec option) {
    return PREFIX + name(option).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
