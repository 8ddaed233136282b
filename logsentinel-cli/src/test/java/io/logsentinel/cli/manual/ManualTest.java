package io.logsentinel.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages and completions, as the programs that read them see them. */
class ManualTest {
  @TempDir static Path share;

  private static List<CommandSpec> commands;

  @BeforeAll
  static void write() throws IOException {
    Manual.main(new String[] {share.toString(), "2026-11-23"});
    commands = Manual.all(Manual.commands());
  }

  private static Path page(CommandSpec command) {
    return share.resolve("man/man1").resolve(ManPage.name(command) + ".1");
  }

  private static List<String> pages() {
    return commands.stream().map(ManualTest::page).map(Path::toString).toList();
  }

  private static String[] command(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void everyCommandHasAPage_withAllItsOptions() throws IOException {
    assertTrue(commands.size() >= 10, commands.size() + " commands");
    for (CommandSpec command : commands) {
      String page = Files.readString(page(command)).replace("\\-", "-");
      for (OptionSpec option : command.options()) {
        for (String name : option.names()) {
          assertTrue(page.contains("\\fB" + name + "\\fR"), command.qualifiedName() + " " + name);
        }
      }
      assertTrue(page.contains("\n.SH EXAMPLES\n"), command.qualifiedName());
      assertTrue(page.lines().noneMatch(line -> line.contains("${")), page);
    }
  }

  /** What the footer says of exit codes is all in the list, and each code is told once. */
  @Test
  void exitCodes_areAList() throws IOException {
    String page = Files.readString(page(commands.get(0)));
    String list = page.substring(page.indexOf(".SH EXIT STATUS"), page.indexOf(".SH ENVIRONMENT"));
    assertEquals(
        List.of("0", "1", "2", "3", "4", "5", "130/143"),
        list.lines()
            .filter(line -> line.startsWith("\\fB"))
            .map(line -> line.substring(3, line.length() - 3))
            .toList());
    assertTrue(!page.contains("Exit codes:"), page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"man --warnings -E UTF-8 -l -Tutf8 -Z", "mandoc -Tlint -W style"})
  void pages_areReadWithoutAWarning(String reader) throws Exception {
    List<String> words = List.of(reader.split(" "));
    Shell.assumeThere(words.get(0));
    for (String page : pages()) {
      List<String> lines = Shell.lines(share, command(words, page));
      assertEquals(
          List.of(),
          lines.stream().filter(l -> l.contains("arning") || l.startsWith("mandoc:")).toList());
    }
  }

  @Test
  void aPage_looksAsItShould() throws Exception {
    Shell.assumeThere("man");
    Shell.assumeThere("col");
    String page = page(commands.get(0)).toString();
    String text =
        String.join(
            "\n",
            Shell.lines(
                share, "sh", "-c", "MANWIDTH=80 LC_ALL=C man -l \"$1\" | col -bx", "sh", page));
    for (String part :
        List.of(
            "NAME\n       logsentinel - flow records in, explained alerts out\n",
            "SYNOPSIS\n       logsentinel [OPTIONS] [FILE...]\n       logsentinel COMMAND ...\n",
            "\n       --data-dir=DIR\n              folder with raw, processed and windowed",
            "\n       4      incidents at or above --fail-on\n",
            "\n       logsentinel demo\n           simulate a small week")) {
      assertTrue(text.contains(part), text);
    }
  }

  /** The words that bash offers for the last of some words. */
  private static List<List<String>> bash(List<List<String>> lines) throws Exception {
    StringBuilder script = new StringBuilder("source bash-completion/completions/logsentinel\n");
    for (List<String> line : lines) {
      String words = line.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
      script.append("COMP_WORDS=(logsentinel ").append(words).append(") COMPREPLY=()\n");
      script.append("COMP_CWORD=").append(line.size()).append("; _logsentinel\n");
      script.append("echo \"${COMPREPLY[*]}\"\n");
    }
    Path file = Files.writeString(share.resolve("complete.sh"), script);
    return Shell.lines(share, "bash", "--norc", file.toString()).stream()
        .map(line -> line.isEmpty() ? List.<String>of() : List.of(line.split(" ")))
        .toList();
  }

  private static List<String> path(CommandSpec command) {
    List<String> names = List.of(command.qualifiedName(" ").split(" "));
    return names.subList(1, names.size());
  }

  private static List<String> after(CommandSpec command, String... words) {
    return Stream.concat(path(command).stream(), Stream.of(words)).toList();
  }

  @Test
  void bash_offersTheOptionsAndCommandsOfEveryCommand() throws Exception {
    Shell.assumeThere("bash");
    List<List<String>> lines = new ArrayList<>();
    List<Set<String>> expected = new ArrayList<>();
    for (CommandSpec command : commands) {
      lines.add(after(command, "-"));
      expected.add(
          command.options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .collect(Collectors.toCollection(TreeSet::new)));
      lines.add(after(command, ""));
      expected.add(
          Manual.below(command).stream()
              .map(CommandSpec::name)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    List<List<String>> offered = bash(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(expected.get(i), new TreeSet<>(offered.get(i)), lines.get(i).toString());
      assertEquals(expected.get(i).size(), offered.get(i).size(), lines.get(i).toString());
    }
  }

  @Test
  void bash_offersValues_ofTheCommandThatIsMeant() throws Exception {
    Shell.assumeThere("bash");
    TreeMap<String, String> expected =
        new TreeMap<>(
            Map.of(
                "--step b", "baseline",
                "--step = p", "preprocess",
                "--step =", "all preprocess window baseline monitor",
                "--step baseline --ha", "--half-life --hash-inputs",
                "monitor --fail-on-al", "--fail-on-alerts",
                "monitor --fail-on-alerts HI", "HIGH",
                "monitor --clock 1", "12",
                "--config learn --debug mon", "monitor",
                "help base", "baseline",
                "baseline update a.csv --tr", "--trust-baseline"));
    expected.putAll(
        Map.of(
            "learn --format zeek-conn-", "zeek-conn-json",
            "learn demo --qu", "--quiet",
            "monitor --state s", "",
            "--output ecs", "",
            "monitor f", "",
            "learn --seed 1", ""));
    List<List<String>> lines =
        expected.keySet().stream().map(line -> List.of(line.split(" "))).toList();
    List<String> offered = bash(lines).stream().map(words -> String.join(" ", words)).toList();
    assertEquals(List.copyOf(expected.values()), offered, expected.keySet().toString());
  }

  /** A shell on a terminal of its own, in which Tab is pressed after each line, then Return. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D"
      # the mark is not spelled where the terminal shows what is typed
      zpty -w shell "logsentinel() { print -r -- \\$'\\\\x5b'\\"\\$*\\"\\$'\\\\x5d'; }"
      zpty -w shell "bindkey '^I' complete-word"
      shift
      for line; do
        zpty -w shell "logsentinel $line"$'\\t'
        zpty -r shell out '*\\[*\\]*'
        out=${out##*\\[}
        print -r -- "${out%%\\]*}"
      done
      zpty -d shell
      """;

  @Test
  void zsh_completes() throws Exception {
    Shell.assumeThere("zsh");
    Path script = Files.writeString(share.resolve("complete.zsh"), ZSH);
    Files.writeString(share.resolve("some flows.csv"), "");
    Files.createDirectories(share.resolve("some folder"));
    List<String> typed =
        List.of(
            "mon",
            "--step prep",
            "--step=win",
            "--data-dir some",
            "baseline up",
            "baseline update --half",
            "monitor --fail-on CRIT",
            "monitor --view=al",
            "monitor some\\ fl",
            "learn --form");
    List<String> words = List.of("zsh", "-f", script.toString(), "zsh/site-functions");
    List<String> completed = Shell.lines(share, command(words, typed.toArray(String[]::new)));
    assertEquals(
        List.of(
            "monitor",
            "--step preprocess",
            "--step=window",
            "--data-dir some folder",
            "baseline update",
            "baseline update --half-life",
            "monitor --fail-on CRITICAL",
            "monitor --view=alerts",
            "monitor some flows.csv",
            "learn --format"),
        completed.stream().map(line -> line.replaceFirst("\\s+$", "")).toList());
  }

  @Test
  void scripts_haveNoFaultThatCheckersKnow() throws Exception {
    Shell.assumeThere("shellcheck");
    String script = "bash-completion/completions/logsentinel";
    assertEquals(List.of(), Shell.lines(share, "shellcheck", "-s", "bash", script));
  }

  @Test
  void purposes_areNoSentences() {
    for (CommandSpec command : commands) {
      String purpose = ManPage.purpose(command);
      assertEquals(purpose.substring(0, 1).toLowerCase(Locale.ROOT), purpose.substring(0, 1));
      assertTrue(!purpose.endsWith("."), purpose);
    }
  }
}
