package io.logsentinel.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command in roff, with what its help says: the indented lines of its header
 * are examples, the list in its footer is the exit status.
 */
final class ManPage {
  private static final Pattern STATUS = Pattern.compile("Exit codes: (.*?)\\.(?: |$)");
  private static final Pattern CODE = Pattern.compile("(\\d+(?:/\\d+)?) (.*?)(?:, (?=\\d)|$)");

  private static final int WIDTH = 80;

  private final CommandSpec command;
  private final String date;
  private final String version;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param command that it is of
   * @param date that it bears, as 2026-11-23
   * @param version of the program
   */
  ManPage(CommandSpec command, String date, String version) {
    this.command = command;
    this.date = date;
    this.version = version;
  }

  /** {@return the name of a command's page, as logsentinel-baseline-update} */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** {@return the page} */
  String text() {
    List<String> header = List.of(command.usageMessage().header());
    String footer = String.join("\n", command.usageMessage().footer()).strip();
    // a blank line parts paragraphs, the end of a line does not
    String prose = plain(footer.replaceAll("(?<!\n)\n(?!\n)", " "));
    Matcher status = STATUS.matcher(prose);
    boolean hasStatus = status.find();

    line(
        ".TH "
            + quoted(name(command).toUpperCase(Locale.ROOT))
            + " 1 \""
            + date
            + "\" "
            + quoted(version)
            + " "
            + quoted("User Commands"));
    line(".SH NAME");
    line(escaped(name(command)) + " \\-");
    line(filled(purpose(command)));
    synopsis();
    line(".SH DESCRIPTION");
    line(
        filled(
            header.stream()
                .filter(text -> !text.isBlank() && !text.startsWith(" "))
                .map(ManPage::plain)
                .collect(Collectors.joining(" "))));
    for (String paragraph : (hasStatus ? status.replaceFirst("") : prose).split("\n+")) {
      if (!paragraph.isBlank()) {
        line(".PP");
        line(filled(paragraph));
      }
    }
    arguments("COMMANDS", Manual.below(command).stream().map(this::entry).toList());
    arguments(
        "ARGUMENTS",
        command.positionalParameters().stream()
            .filter(arg -> !arg.hidden())
            .map(this::entry)
            .toList());
    arguments(
        "OPTIONS",
        command.options().stream().filter(option -> !option.hidden()).map(this::entry).toList());
    if (hasStatus) {
      exitStatus(status.group(1));
    }
    environment();
    examples(header.stream().filter(text -> text.startsWith(" ")).map(ManPage::plain).toList());
    seeAlso();
    return page.toString();
  }

  /** {@return what a command is for, as the name section has it: no capital, no full stop} */
  static String purpose(CommandSpec command) {
    String first = plain(command.usageMessage().header()[0]).replaceFirst("\\.$", "");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  /** {@return a text of the help as it is shown} */
  static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%");
  }

  /** {@return an option's or argument's description, in one line} */
  static String description(ArgSpec arg) {
    return plain(String.join(" ", arg.description()));
  }

  private void synopsis() {
    line(".SH SYNOPSIS");
    StringBuilder usage = new StringBuilder(bold(command.qualifiedName(" ")));
    if (!command.options().isEmpty()) {
      usage.append(" [").append(italic("OPTIONS")).append(']');
    }
    for (PositionalParamSpec arg : command.positionalParameters()) {
      boolean isOptional = arg.arity().min() == 0;
      usage.append(isOptional ? " [" : " ").append(italic(arg.paramLabel()));
      usage.append(arg.arity().max() > 1 ? "..." : "").append(isOptional ? "]" : "");
    }
    boolean isGroup = !command.subcommands().isEmpty();
    if (!isGroup || command.parent() == null) {
      line(usage + (isGroup ? "\n.br" : ""));
    }
    if (isGroup) {
      line(bold(command.qualifiedName(" ")) + " " + italic("COMMAND") + " ...");
    }
  }

  private void arguments(String title, List<String> entries) {
    if (!entries.isEmpty()) {
      line(".SH " + title);
      entries.forEach(this::line);
    }
  }

  private String entry(CommandSpec below) {

    return ".TP\n"
        + bold(below.name())
        + "\n"
        + filled(purpose(below) + ": see")
        + "\n"
        + reference(below, "");
  }

  private String entry(PositionalParamSpec arg) {
    return ".TP\n" + italic(arg.paramLabel()) + "\n" + filled(description(arg));
  }

  private String entry(OptionSpec option) {
    String names =
        List.of(option.names()).stream().map(ManPage::bold).collect(Collectors.joining(", "));
    String value = option.arity().max() == 0 ? "" : "=" + italic(option.paramLabel());
    return ".TP\n" + names + value + "\n" + filled(description(option));
  }

  private void exitStatus(String codes) {
    line(".SH EXIT STATUS");
    Matcher code = CODE.matcher(codes);
    while (code.find()) {
      line(".TP");
      line(bold(code.group(1)));
      line(filled(code.group(2)));
    }
  }

  private void environment() {
    if (command.parent() == null) {
      line(".SH ENVIRONMENT");
      line(entryOf("LOGSENTINEL_JAVA_OPTS", "options of the JVM, such as -Xmx256m"));
      line(
          entryOf(
              "JAVA_HOME",
              "the Java that runs it, where it has not come with its own; else"
                  + " java on the PATH"));
    }
  }

  private static String entryOf(String name, String text) {
    return ".TP\n" + bold(name) + "\n" + filled(text);
  }

  private void examples(List<String> lines) {
    if (!lines.isEmpty()) {
      line(".SH EXAMPLES");
      line(".nf");
      lines.forEach(text -> line(escaped(text.substring(2))));
      line(".fi");
    }
  }

  private void seeAlso() {
    CommandSpec root = command.root();
    List<CommandSpec> others = new ArrayList<>(Manual.all(root));
    others.remove(command);
    line(".SH SEE ALSO");
    for (int i = 0; i < others.size(); i++) {
      line(reference(others.get(i), i < others.size() - 1 ? "," : ""));
    }
  }

  private static String reference(CommandSpec other, String end) {
    return ".BR " + escaped(name(other)) + " (1)" + end;
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** A text in lines of a width that people read; one that begins a line there is text still. */
  private static String filled(String text) {
    StringBuilder filled = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+")) {
      String escaped = escaped(word);
      boolean fits = column > 0 && column + escaped.length() < WIDTH;
      filled.append(column == 0 ? "" : fits ? " " : "\n").append(escaped);
      column = escaped.length() + (fits ? column + 1 : 0);
    }
    return filled.toString();
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** A text as roff shows it letter by letter: no hyphen, quote or first dot means anything. */
  private static String escaped(String text) {
    String escaped =
        text.replace("\\", "\\e")
            .replace("-", "\\-")
            .replace("'", "\\(aq")
            .replace("`", "\\(ga")
            .replace("^", "\\(ha")
            .replace("~", "\\(ti")
            .replace("\"", "\\(dq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
