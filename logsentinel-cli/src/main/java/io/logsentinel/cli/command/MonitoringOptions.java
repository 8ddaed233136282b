package io.logsentinel.cli.command;

import io.logsentinel.cli.option.AllowOption;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.DetectorOptions;
import io.logsentinel.cli.option.ExitOptions;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.OutputOptions;
import io.logsentinel.cli.option.StateOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.option.ViewOptions;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.terminal.TerminalStyle;
import io.logsentinel.cli.workspace.Reporter;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options of commands that monitor flows against a baseline that was learned before. */
final class MonitoringOptions {
  @Mixin StateOption state;
  @Mixin FormatOptions format;
  @Mixin TimeOptions times;
  @Mixin AllowOption allow;
  @Mixin DetectorOptions detector;
  @Mixin ExitOptions exit;
  @Mixin ThreadsOption threads;
  @Mixin OutputOptions outputs;
  @Mixin ViewOptions view;
  @Mixin CommonOptions common;

  /** {@return what is monitored for, and what of it is shown} */
  DetectionSettings detection(OptionSources sources, ParseResult parsed) {
    return detector.settings(sources, parsed, view.findings());
  }

  /**
   * {@return where events go} They are of the state: what waits for a receiver does so from run to
   * run.
   *
   * @param command that these are options of
   * @param context of the process
   * @param read arguments that name flows
   */
  OutputSettings outputs(CommandSpec command, ProcessContext context, List<String> read)
      throws IOException {
    return outputs.settings(
        command, context.console(), state.folder().learned(), read, times.zone().isPresent());
  }

  /** {@return messages and progress} */
  Reporter reporter(ProcessContext context) {
    return view.reporter(context.console(), context.errIsTerminal());
  }

  /** {@return how findings are shown while events may go to stdout} */
  TerminalStyle style(ProcessContext context) {
    return context.style(view.color(), outputs.usesStandardOutput());
  }
}
