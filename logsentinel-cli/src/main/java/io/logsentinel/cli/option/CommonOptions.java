package io.logsentinel.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of every command that takes options from environment and file. They stand here for
 * the help: both are looked for before anything else is parsed.
 */
public final class CommonOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "properties file with options")
  private @Nullable Path config;

  @Option(names = "--debug", fallbackValue = "true", description = "show stack traces of errors")
  private boolean debug;

  @Mixin private HelpOption help;
}
