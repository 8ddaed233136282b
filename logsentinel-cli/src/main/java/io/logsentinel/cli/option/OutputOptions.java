package io.logsentinel.cli.option;

import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.output.OutputTarget;
import io.logsentinel.cli.output.Syslog;
import io.logsentinel.cli.output.SyslogTarget;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.workspace.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of what goes to other systems. */
public final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "[FORMAT:]FILE",
      converter = Converters.OfOutput.class,
      description =
          "incidents as events, several times: FORMAT is ndjson, ecs, ocsf, cef, eve or csv, where"
              + " *.ndjson, *.jsonl, *.cef and *.csv do not tell it; - is stdout, and what is"
              + " printed goes to stderr")
  private List<OutputTarget> targets = List.of();

  @Option(
      names = "--syslog",
      paramLabel = "tcp://HOST:PORT",
      converter = Converters.OfSyslog.class,
      description =
          "send incidents in CEF by RFC 5424, each with its length before it; what cannot be sent"
              + " waits for the next run")
  private @Nullable SyslogTarget syslog;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description = "write figures of the run for Prometheus' textfile collector, as *.prom")
  private @Nullable Path metricsFile;

  @Option(
      names = "--unguarded-csv",
      description =
          "no apostrophe before texts that a spreadsheet takes for formulas, in detections.csv and"
              + " outputs as csv: for programs alone")
  private boolean isUnguarded;

  /** {@return whether stdout is for events} */
  public boolean usesStandardOutput() {
    return targets.stream().anyMatch(target -> target.file().isEmpty());
  }

  /**
   * {@return the outputs of a run}
   *
   * @param command that they are options of
   * @param console whose stdout is left to events where one of them goes there
   * @param workspace whose files are no outputs
   * @param read arguments that name flows: what is read is no output either
   * @param zoned whether the zone of the flows' times is known
   */
  public OutputSettings settings(
      CommandSpec command, Console console, Workspace workspace, List<String> read, boolean zoned)
      throws IOException {
    Set<String> places = new HashSet<>();
    for (OutputTarget target : targets) {
      String place = target.file().map(OutputOptions::absolute).orElse("-");
      Usage.require(
          command,
          places.add(place),
          "--output names " + target.file().map(Path::toString).orElse("-") + " more than once");
      Usage.require(
          command,
          target.file().isEmpty() || !isKept(target.file().get(), workspace, read),
          "--output " + target + " would overwrite a file of the run; choose another name");
    }
    Usage.require(
        command,
        metricsFile == null || !isKept(metricsFile, workspace, read),
        "--metrics-file "
            + metricsFile
            + " would overwrite a file of the run; choose another name");
    Usage.require(
        command,
        metricsFile == null || places.add(absolute(metricsFile)),
        "--metrics-file and --output both name " + metricsFile);
    OutputStream out = usesStandardOutput() ? console.divert() : OutputStream.nullOutputStream();
    return new OutputSettings(
        targets,
        out,
        Optional.ofNullable(syslog).map(target -> new Syslog(target, workspace.models())),
        Optional.ofNullable(metricsFile),
        zoned,
        !isUnguarded);
  }

  /** Whether a file is one of the run, or lies where its flows do. */
  private static boolean isKept(Path output, Workspace workspace, List<String> read)
      throws IOException {
    if (workspace.isOfRun(output)) {
      return true;
    }
    for (String argument : read) {
      Path input = Path.of(argument);
      boolean isThere = Files.exists(output) && Files.exists(input);
      if (isThere && output.toRealPath().startsWith(input.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
