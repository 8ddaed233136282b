package io.logsentinel.cli.option;

import io.logsentinel.cli.run.ManifestSettings.Origin;
import io.logsentinel.cli.workspace.IoMessages;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.core.text.NearestWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The sources of options that no flag names: environment variables, then a properties file, then
 * the documented default. {@code --window-size} is {@code LOGSENTINEL_WINDOW_SIZE} in the
 * environment and {@code window-size} in the file.
 *
 * <p>A switch needs {@code fallbackValue = "true"}: without, the library takes its flag for the
 * opposite of what environment or file say.
 */
public final class OptionSources {
  private static final String PREFIX = "LOGSENTINEL_";
  private static final String DEFAULT = "default";

  /** The launcher reads it, before there is a program to do so. */
  private static final String OF_LAUNCHER = PREFIX + "JAVA_OPTS";

  private final Map<String, String> environment;
  private final Properties file = new Properties();
  private Path config = Path.of("");

  /**
   * Sources.
   *
   * @param environment environment variables
   */
  public OptionSources(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * {@return the value of {@code --config}, wherever it stands; empty where it is not given}
   *
   * @param args the arguments
   */
  public Optional<String> config(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--config") && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      }
      if (args[i].startsWith("--config=")) {
        return Optional.of(args[i].substring("--config=".length()));
      }
    }
    return Optional.ofNullable(environment.get(PREFIX + "CONFIG"));
  }

  /**
   * {@return whether file or environment set an option, or try to}
   *
   * @param args the arguments
   */
  public boolean speak(String... args) {
    return config(args).isPresent() || !variables().isEmpty();
  }

  private List<String> variables() {
    List<String> variables = new ArrayList<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !OF_LAUNCHER.equals(name)) {
        variables.add(name);
      }
    }
    Collections.sort(variables);
    return variables;
  }

  /**
   * {@return whether a command takes options from environment and file}
   *
   * @param command any
   */
  public static boolean areOf(CommandSpec command) {
    return command.findOption("--config") != null;
  }

  private static Stream<CommandSpec> withThoseBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec()),
        command.getSubcommands().values().stream().flatMap(OptionSources::withThoseBelow));
  }

  /**
   * Reads the properties file, if there is one. What stands there or in the environment and is no
   * option is an error, as a misspelt flag is.
   *
   * @param args the arguments
   * @param command all commands
   */
  public void load(String[] args, CommandLine command) {
    Set<String> known = new TreeSet<>();
    withThoseBelow(command)
        .filter(OptionSources::areOf)
        .flatMap(spec -> spec.options().stream())
        .filter(OptionSources::isSettable)
        .forEach(option -> known.addAll(names(option)));
    if (config(args).isPresent()) {
      load(Path.of(config(args).get()), command);
    }
    for (String key : new TreeSet<>(file.stringPropertyNames())) {
      require(command, config + ": no option is named `" + key + "`", key, known);
    }
    Set<String> variables = new TreeSet<>();
    known.forEach(name -> variables.add(variable(name)));
    variables.add(PREFIX + "CONFIG");
    for (String variable : variables()) {
      require(command, "environment: no option is set by `" + variable + "`", variable, variables);
    }
  }

  private static void require(
      CommandLine command, String message, String name, Collection<String> known) {
    if (!known.contains(name)) {
      String meant =
          NearestWord.of(name, known)
              .map(it -> "; did you mean `" + it + "`?")
              .orElse("; `./logsentinel config` lists those that there are");
      throw new ParameterException(command, message + meant);
    }
  }

  private void load(Path config, CommandLine command) {
    this.config = config;
    try (InputStream bytes = StoredFile.openSettings(config)) {
      file.load(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
    } catch (CharacterCodingException e) {
      throw new ParameterException(command, config + ": is no text in UTF-8; save it as such");
    } catch (NoSuchFileException e) {
      throw new ParameterException(command, config + ": no such file");
    } catch (IOException e) {
      throw new ParameterException(command, config + ": cannot be read: " + IoMessages.of(e));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command, config + ": four hexadecimal digits must follow every \\u, as in \\u00e9");
    }
  }

  private static boolean isSettable(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals("--config");
  }

  /**
   * {@return the value of an option that no flag names, where environment or file have one}
   *
   * @param arg of the command
   */
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || !isSettable(option)) {
      return null;
    }
    String value =
        first(option, name -> environment.get(variable(name)))
            .or(() -> first(option, file::getProperty))
            .orElse(null);
    Usage.require(
        option.command(),
        value == null || option.type() != boolean.class || value.matches("true|false"),
        option.longestName() + " must be true or false but is `" + value + "`");
    return value;
  }

  private static Optional<String> first(OptionSpec option, UnaryOperator<String> values) {
    for (String name : names(option)) {
      String value = values.apply(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
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
        origins.put(name(option), new Origin(Converters.text(option), from(parsed, option)));
      }
    }
    return origins;
  }

  private String from(ParseResult parsed, OptionSpec option) {
    if (parsed.hasMatchedOption(option)) {
      return "flag";
    }
    if (first(option, name -> environment.get(variable(name))).isPresent()) {
      return "environment";
    }
    return first(option, file::getProperty).isPresent() ? "file" : DEFAULT;
  }

  /**
   * {@return what is wrong with the usage} Where the value is not of the arguments, that begins
   * with the place that holds it.
   *
   * @param e what is wrong
   * @param args the arguments
   */
  public String message(ParameterException e, String... args) {
    Optional<OptionSpec> of = option(e).filter(option -> !isFlagged(option, args));
    return of.flatMap(this::place).map(place -> place + ": ").orElse("") + e.getMessage();
  }

  /** The option whose value it was, or that the message begins with. */
  private static Optional<OptionSpec> option(ParameterException e) {
    if (e.getArgSpec() instanceof OptionSpec option) {
      return Optional.of(option);
    }
    String first = String.valueOf(e.getMessage()).split(" ", 2)[0];
    return Optional.ofNullable(e.getCommandLine().getCommandSpec().findOption(first));
  }

  private static boolean isFlagged(OptionSpec option, String... args) {
    return Stream.of(args)
        .map(arg -> arg.split("=", 2)[0])
        .anyMatch(List.of(option.names())::contains);
  }

  /**
   * {@return the place that sets an option where no flag does: a variable, a file, or the default}
   *
   * @param command that has the option
   * @param name of the option, without its dashes
   */
  public String place(CommandSpec command, String name) {
    return place(command.findOption("--" + name)).orElse(DEFAULT);
  }

  private Optional<String> place(OptionSpec option) {
    return names(option).stream()
        .filter(name -> environment.containsKey(variable(name)))
        .findFirst()
        .map(name -> "environment, " + variable(name))
        .or(
            () ->
                names(option).stream()
                    .filter(file::containsKey)
                    .findFirst()
                    .map(name -> config + ", " + name));
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /** As files have them: without the dashes, those of two only. */
  private static List<String> names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      if (name.startsWith("--")) {
        names.add(name.substring(2));
      }
    }
    return names;
  }

  private static String variable(String name) {
    return PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
