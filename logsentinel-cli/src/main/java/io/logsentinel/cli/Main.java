package io.logsentinel.cli;

import io.logsentinel.cli.command.Commands;
import io.logsentinel.cli.command.ExitCode;
import io.logsentinel.cli.command.ProcessContext;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point: arguments in, an exit code and words for what went wrong out. */
public final class Main {
  private static final List<String> HELP = List.of("--help", "-h");
  private static final List<String> VERSION = List.of("--version", "-V");

  private final ProcessContext context;

  Main(ProcessContext context) {
    this.context = context;
  }

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(OutputFile::removeUnfinished));
    endOnUncaught();
    Console console =
        new Console(
            new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    // only a shell can tell what a terminal is: the launcher says so
    ProcessContext context =
        new ProcessContext(
            console,
            new FileInputStream(FileDescriptor.in),
            System.getenv(),
            Boolean.getBoolean("logsentinel.stdout.terminal"),
            Boolean.getBoolean("logsentinel.stderr.terminal"));
    System.exit(new Main(context).run(args).code());
  }

  /**
   * A thread that runs out of memory takes down what it shares with others (locks, queues), so the
   * process ends there and then. The message and its way out are made while there is memory.
   */
  private static void endOnUncaught() {
    byte[] outOfMemory =
        ("logsentinel: error: " + outOfMemory() + "\n").getBytes(StandardCharsets.UTF_8);
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          try {
            err.write(
                e instanceof OutOfMemoryError
                    ? outOfMemory
                    : ("logsentinel: error: a defect of ours: " + e + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            OutputFile.removeUnfinished();
          } catch (IOException | RuntimeException | Error again) {
            // the exit code tells
          } finally {
            Runtime.getRuntime().halt(ExitCode.DEFECT.code());
          }
        });
  }

  private static String outOfMemory() {
    return "out of memory; the limit is "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MB, more is given by -Xmx";
  }

  /** Runs the command line. */
  ExitCode run(String... arguments) {
    Console console = context.console();
    OptionSources sources = new OptionSources(context.environment());
    String[] args = meant(sources, arguments);
    if (args.length == 1 && VERSION.contains(args[0])) {
      console.print(Commands.version() + "\n");
      return orUnwritten(ExitCode.DONE);
    }
    CommandLine command = Commands.lineFor(context, sources, args);
    List<String> given = List.of(args);
    // environment and file speak to these only: what simulate and demo make is for themselves
    CommandSpec named = named(command, args).getCommandSpec();
    boolean isSpokenTo = OptionSources.areOf(named) && sources.speak(args);
    if (isSpokenTo && Collections.disjoint(given, HELP) && Collections.disjoint(given, VERSION)) {
      command.setDefaultValueProvider(
          arg -> arg.command() == named ? sources.defaultValue(arg) : null);
    }
    ExitCode code;
    boolean debug =
        given.contains("--debug") || "true".equals(context.environment().get("LOGSENTINEL_DEBUG"));
    try {
      code = parseAndCall(command, sources, args);
    } catch (ParameterException e) {
      console.error(sources.message(e, args));
      suggest(e, console);
      code = ExitCode.USAGE;
    } catch (InputException e) {
      code = failed(e, e.getMessage(), ExitCode.INPUT, debug);
    } catch (OutputException e) {
      code = failed(e, e.getMessage(), ExitCode.OUTPUT, debug);
    } catch (InvalidPathException e) {
      String message = e.getMessage() + ": the locale has no such characters; set LC_ALL=C.UTF-8";
      code = failed(e, message, ExitCode.INPUT, debug);
    } catch (OutOfMemoryError e) {
      code = failed(e, outOfMemory(), ExitCode.DEFECT, debug);
    } catch (Exception | Error e) {
      code = failed(e, "a defect of ours: " + e, ExitCode.DEFECT, debug);
    }
    return orUnwritten(code);
  }

  /** A code, unless what was printed could not be. */
  private ExitCode orUnwritten(ExitCode code) {
    Console console = context.console();
    IOException failure = console.outputFailure();
    if (failure == null || code == ExitCode.DEFECT) {
      return code;
    }
    console.error("stdout: cannot be written: " + failure.getMessage());
    return ExitCode.OUTPUT;
  }

  private ExitCode parseAndCall(CommandLine command, OptionSources sources, String... args)
      throws Exception {
    if (command.getDefaultValueProvider() != null) {
      sources.load(args, command);
    }
    ParseResult parsed = command.parseArgs(args);
    while (parsed.hasSubcommand()) {
      requireNoneBefore(parsed.subcommand().commandSpec().commandLine(), parsed);
      parsed = parsed.subcommand();
    }
    CommandLine chosen = parsed.commandSpec().commandLine();
    if (chosen.isUsageHelpRequested()) {
      context.console().print(chosen.getUsageMessage(CommandLine.Help.Ansi.OFF));
      return ExitCode.DONE;
    }
    if (chosen.isVersionHelpRequested()) {
      context.console().print(Commands.version() + "\n");
      return ExitCode.DONE;
    }
    Callable<?> call = chosen.getCommand();
    return (ExitCode) call.call();
  }

  /**
   * {@code help COMMAND} is as {@code COMMAND --help}; of what is no command, it is told as it is
   * without {@code help}.
   */
  private String[] meant(OptionSources sources, String... arguments) {
    List<String> args = new ArrayList<>(List.of(arguments));
    if (args.isEmpty() || !args.get(0).equals("help")) {
      return arguments;
    }
    args.remove(0);
    if (args.isEmpty()
        || args.get(0).startsWith("-")
        || Commands.names(context, sources).contains(args.get(0))) {
      args.add(HELP.get(0));
    }
    return args.toArray(String[]::new);
  }

  /** The command that the arguments begin with, but for what may stand before any. */
  private static CommandLine named(CommandLine command, String... args) {
    CommandLine named = command;
    for (int i = 0; i < args.length; i++) {
      CommandLine next = named.getSubcommands().get(args[i]);
      if (next != null) {
        named = next;
      } else if (args[i].equals("--config")) {
        i++; // its value
      } else if (!args[i].startsWith("--config=") && !args[i].equals("--debug")) {
        break;
      }
    }
    return named;
  }

  /** Options before a command's name are not its own: to drop them in silence would mislead. */
  private static void requireNoneBefore(CommandLine named, ParseResult before) {
    for (OptionSpec option : before.matchedOptions()) {
      String name = option.longestName();
      if (!name.equals("--config") && !name.equals("--debug")) {
        throw new ParameterException(
            named,
            name
                + (" stands before `" + named.getCommandName() + "`, which does not see it there;")
                + " options of a command come after its name");
      }
    }
    if (!before.matchedPositionals().isEmpty()) {
      throw new ParameterException(
          named,
          "`"
              + before.matchedPositionals().get(0).stringValues().get(0)
              + "` stands before `"
              + named.getCommandName()
              + "`: a FILE goes without a command, or after its name; a file named like a command"
              + " is ./"
              + named.getCommandName());
    }
  }

  private void suggest(ParameterException e, Console console) {
    StringWriter suggestions = new StringWriter();
    CommandLine.UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions, true));
    console.printError(
        suggestions + "See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\n");
  }

  private ExitCode failed(Throwable cause, String message, ExitCode code, boolean debug) {
    context.console().error(message);
    if (debug) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace, true));
      trace
          .toString()
          .lines()
          .forEach(
              line -> context.console().printError(SafeText.of(line.replace("\t", "    ")) + "\n"));
    }
    return code;
  }
}
