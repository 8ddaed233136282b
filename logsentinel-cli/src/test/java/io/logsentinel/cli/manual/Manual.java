package io.logsentinel.cli.manual;

import io.logsentinel.cli.command.Commands;
import io.logsentinel.cli.command.ProcessContext;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.terminal.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual: a page for every command, and completion for bash and zsh, as files. */
final class Manual {
  private Manual() {}

  /**
   * Writes all into a folder, laid out as under {@code /usr/share}.
   *
   * @param args the folder, and the date that the pages bear
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    CommandSpec root = commands();
    for (CommandSpec command : all(root)) {
      write(
          folder.resolve("man/man1").resolve(ManPage.name(command) + ".1"),
          new ManPage(command, args[1], Commands.version()).text());
    }
    write(
        folder.resolve("bash-completion/completions/logsentinel"), new BashCompletion(root).text());
    write(folder.resolve("zsh/site-functions/_logsentinel"), new ZshCompletion(root).text());
  }

  /** {@return the commands, as the command line knows them} */
  static CommandSpec commands() {
    Console silent = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    return Commands.line(
            new ProcessContext(silent, InputStream.nullInputStream(), Map.of(), false, false),
            new OptionSources(Map.of()))
        .getCommandSpec();
  }

  /** {@return a command and all below it that the help shows} */
  static List<CommandSpec> all(CommandSpec command) {
    List<CommandSpec> all = new ArrayList<>(List.of(command));
    below(command).forEach(next -> all.addAll(all(next)));
    return all;
  }

  /** {@return the commands right below one that the help shows} */
  static List<CommandSpec> below(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(next -> !next.usageMessage().hidden())
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
