package io.logsentinel.cli.option;

import io.logsentinel.cli.run.ManifestSettings.Origin;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The sources of options that no flag names: environment variables, then a properties file, then
 * the documented default. {@code --window-size} is {@code LOGSENTINEL_WINDOW_SIZE} in the
 * environment and {@code window-size} in the file.
 *
 * <p>A switch needs {@code fallbackValue = "true"}: without, the library takes its flag for the
 * opposite of what environment or file say.
 */
public final class OptionSources implements IDefaultValueProvider {
  private static final String PREFIX = "LOGSENTINEL_";
  private static final String DEFAULT = "default";

  private final Map<String, String> environment;
  private final Properties file = new Properties();

  /**
   * Sources.
   *
   * @param environment environment variables
   */
  public OptionSources(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * {@return the value of {@code --config}, wherever it stands; null where it is not given}
   *
   * @param args the arguments
   */
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

  /**
   * Reads the properties file; a key that is no option is an error, as a misspelt flag is.
   *
   * @param config the file
   * @param command that the error is of
   * @param spokenTo commands whose options it may set
   */
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
    if (!(arg instanceof OptionSpec option) || !isSettable(option)) {
      return null;
    }
    String value = elsewhere(option);
    Usage.require(
        option.command(),
        value == null || option.type() != boolean.class || value.matches("true|false"),
        option.longestName() + " must be true or false but is `" + value + "`");
    return value;
  }

  private String elsewhere(OptionSpec option) {
    String inEnvironment = environment.get(variable(option));
    return inEnvironment != null ? inEnvironment : file.getProperty(name(option));
  }

  /**
   * {@return whether an option has a value from elsewhere than its default}
   *
   * @param parsed the arguments
   * @param name of the option, with its dashes
   */
  public boolean isGiven(ParseResult parsed, String name) {
    return !from(parsed, parsed.commandSpec().findOption(name)).equals(DEFAULT);
  }

  /**
   * {@return every option's value and where it came from}
   *
   * @param parsed the arguments
   */
  public Map<String, Origin> origins(ParseResult parsed) {
    Map<String, Origin> origins = new LinkedHashMap<>();
    for (OptionSpec option : parsed.commandSpec().options()) {
      if (isSettable(option)) {
        String value = Objects.toString(option.getValue(), "");
        origins.put(name(option), new Origin(value, from(parsed, option)));
      }
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
    return file.containsKey(name(option)) ? "file" : DEFAULT;
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static String variable(OptionSpec option) {
    return PREFIX + name(option).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
