package io.logsentinel.cli.inspect;

import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormat.Recognition;
import io.logsentinel.core.input.FlowReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reader of files of flows of which nothing is made: it tells what there is, one file after the
 * other, each read once.
 *
 * @param settings how they are read
 * @param workers run what can be done side by side
 * @param reporter where messages and progress go
 */
public record InspectRun(InspectSettings settings, Workers workers, Reporter reporter) {
  /**
   * Looks at all files.
   *
   * @param inputs the files
   * @param told where each goes when it is read
   * @return true if flows can be had of every one
   * @throws IOException if standard input cannot be kept
   */
  public boolean inspect(FlowInputs inputs, Consumer<Inspection> told) throws IOException {
    inputs.passedOver().ifPresent(names -> reporter.warn("not read: " + names));
    inputs.readOnce().ifPresent(names -> reporter.warn("read once: " + names));
    boolean isKnown = inputs.inputs().stream().allMatch(input -> input.file().isPresent());
    long bytes = isKnown ? inputs.inputs().stream().mapToLong(FlowInput::length).sum() : 0;
    boolean usable = true;
    try (Progress progress = reporter.progress("reading flows", bytes)) {
      for (FlowInput input : inputs.inputs()) {
        Inspection inspection = inspect(input, progress);
        usable &= inspection.isUsable();
        told.accept(inspection);
      }
    }
    return usable;
  }

  private Inspection inspect(FlowInput input, Progress progress) throws IOException {
    FlowSample[] sample = {new FlowSample(settings.timeZone())};
    Optional<Recognition> recognised = Optional.empty();
    try {
      recognised =
          Optional.of(FlowReader.recognise(() -> input.open(bytes -> {}), settings.format()));
      RowCounts counts =
          FlowReader.readAll(
              () -> input.open(progress),
              settings.format(),
              settings.clock(),
              workers.helpers(),
              workers.blocksAhead(),
              hasTimes -> sample[0] = new FlowSample(settings.timeZone()));
      Optional<String> failure =
          counts.kept() == 0 ? Optional.of(RowMessages.nothingKept(counts)) : Optional.empty();
      return new Inspection(input, recognised, failure, counts, sample[0]);
    } catch (FlowFileException e) {
      if (e.getCause() instanceof OutputException unwritable) {
        throw unwritable; // what standard input is kept in
      }
      return new Inspection(input, recognised, Optional.of(e.getMessage()), e.counts(), sample[0]);
    }
  }
}
