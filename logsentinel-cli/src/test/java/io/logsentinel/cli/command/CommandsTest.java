package io.logsentinel.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A command line that lacks what its arguments do not name says and does what the whole one does.
 */
class CommandsTest {
  private static final List<List<String>> AFTER_A_NAME =
      List.of(
          List.of(),
          List.of("--help"),
          List.of("--version"),
          List.of("--help", "--version"),
          List.of("--debug"),
          List.of("--thread", "2"),
          List.of("--threads", "2"),
          List.of("--threads", "many"),
          List.of("--format", "AUTO"),
          List.of("--format", "excel"),
          List.of("--window", "3"),
          List.of("--data-dir"),
          List.of("--data-dir=a", "--data-dir=b"),
          List.of("@file"),
          List.of("a.csv", "b.csv"),
          List.of("inspect"),
          List.of("update"),
          List.of("update", "--help"),
          List.of("update", "a.csv", "--treads=2"),
          List.of("--step", "baseline"));

  private static final OptionSources NOTHING = new OptionSources(Map.of());

  private static ProcessContext context() {
    Console console = new Console(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    return new ProcessContext(
        console, new ByteArrayInputStream(new byte[0]), Map.of(), false, false);
  }

  /** All that becomes of arguments: what was matched, what help there is, or what is wrong. */
  private static List<String> outcome(CommandLine line, String... args) {
    List<String> outcome = new ArrayList<>();
    try {
      ParseResult parsed = line.parseArgs(args);
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      outcome.add(parsed.commandSpec().qualifiedName());
      for (ArgSpec arg : parsed.matchedArgs()) {
        outcome.add(arg.paramLabel() + " " + arg.stringValues() + " " + arg.getValue());
      }
      CommandLine chosen = parsed.commandSpec().commandLine();
      outcome.add(chosen.isUsageHelpRequested() + " " + chosen.isVersionHelpRequested());
      outcome.add(chosen.getUsageMessage(CommandLine.Help.Ansi.OFF));
    } catch (ParameterException e) {
      StringWriter suggestions = new StringWriter();
      CommandLine.UnmatchedArgumentException.printSuggestions(
          e, new PrintWriter(suggestions, true));
      outcome.add(e.getMessage());
      outcome.add(suggestions.toString());
      outcome.add(e.getCommandLine().getCommandSpec().qualifiedName());
    }
    return outcome;
  }

  @Test
  void aCommandByItself_isWhatItIsAmongAll() {
    List<String> names =
        new ArrayList<>(Commands.line(context(), NOTHING).getSubcommands().keySet());
    assertTrue(names.size() >= 6, names.toString());
    names.add("--threads=2");
    names.add("inspekt");
    for (String name : names) {
      for (List<String> rest : AFTER_A_NAME) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(rest);
        String[] args = all.toArray(String[]::new);
        assertEquals(
            outcome(Commands.line(context(), NOTHING), args),
            outcome(Commands.lineFor(context(), NOTHING, args), args),
            all.toString());
      }
    }
  }

  @Test
  void aCommandByItself_hasNothingElse() {
    CommandLine line = Commands.lineFor(context(), NOTHING, "inspect", "a.csv");
    assertEquals(List.of("inspect"), List.copyOf(line.getSubcommands().keySet()));
    assertEquals(List.of(), line.getCommandSpec().options());
  }

  /** What a file of options may name is known of all commands that it speaks to. */
  @Test
  void aCommandWithAFileOfOptions_standsAmongAll() {
    CommandLine line = Commands.lineFor(context(), NOTHING, "evaluate", "--config=a.properties");
    assertTrue(line.getSubcommands().size() >= 6);
    OptionSources named = new OptionSources(Map.of("LOGSENTINEL_CONFIG", "a.properties"));
    assertTrue(Commands.lineFor(context(), named, "evaluate").getSubcommands().size() >= 6);
  }

  /** The help of all needs no more of the commands than a line each. */
  @Test
  void help_isThatOfTheWholeLine() {
    for (String help : List.of("--help", "-h")) {
      CommandLine line = Commands.lineFor(context(), NOTHING, help);
      assertEquals(outcome(Commands.line(context(), NOTHING), help), outcome(line, help), help);
      assertEquals(
          Commands.line(context(), NOTHING).getUsageMessage(), line.getUsageMessage(), help);
    }
  }
}
