package io.logsentinel.cli.run;

import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The outputs of one reading of a file of flows: cleaned flows and their times, windows. */
final class IngestOutputs implements FlowSink<IngestOutputs.Lines>, Closeable {
  private final IngestTargets targets;
  private final IngestSettings settings;
  private final boolean hasTimes;
  private final ArtifactSet artifacts;

  /** Takes the cleaned flows; null where none are kept. */
  private final OutputStream cleaned;

  /** Takes their times; null where there are none, or no cleaned file. */
  private final OutputStream times;

  /** Takes the windows; null where none are cut. */
  private final WindowOutputs windows;

  private final Windower windower;

  /** The times beside a cleaned file; null where there are none. */
  private final TimesFile.Reader timesIn;

  private ArtifactException timesFailure;

  /** A batch as lines that only need to be written in order, and its times in UTC. */
  record Lines(byte[] cleaned, byte[] times, long[] instants) {}

  IngestOutputs(
      IngestTargets targets,
      IngestSettings settings,
      boolean hasTimes,
      ArtifactSet artifacts,
      WindowOutputs windows,
      AccumulatorPool pool)
      throws IOException {
    this.targets = targets;
    this.settings = settings;
    this.hasTimes = hasTimes;
    this.artifacts = artifacts;
    this.windows = windows;
    cleaned = targets.cleaned().isPresent() ? artifacts.open(targets.cleaned().get()) : null;
    if (cleaned != null) {
      CleanedCsv.writeHeader(cleaned);
    }
    times = cleaned != null && hasTimes ? artifacts.open(targets.times().get()) : null;
    windower = windows == null ? null : new Windower(settings.windowSize(), pool, windows::write);
    timesIn =
        targets.timesIn().isPresent()
            ? new TimesFile.Reader(Files.newInputStream(targets.timesIn().get()))
            : null;
  }

  @Override
  public Lines prepare(FlowBatch batch) {
    long[] instants = hasTimes ? FlowTimes.toUtc(batch, settings.zone()) : null;
    return new Lines(
        cleaned == null ? null : CleanedCsv.lines(batch),
        times == null ? null : TimesFile.lines(instants),
        instants);
  }

  @Override
  public void accept(FlowBatch batch, Lines lines) throws IOException {
    if (cleaned != null) {
      cleaned.write(lines.cleaned());
    }
    if (times != null) {
      times.write(lines.times());
    }
    if (windower != null) {
      windower.add(batch, timesIn == null ? lines.instants() : nextTimes(batch.size()));
    }
  }

  /** The rows are read to their end all the same, for the account of them. */
  private long[] nextTimes(int count) throws IOException {
    if (timesFailure == null) {
      try {
        return timesIn.next(count);
      } catch (ArtifactException e) {
        timesFailure = e;
      }
    }
    return null;
  }

  /** Ends the file: its artifacts appear, unless the times beside it are not its own. */
  FileResult end(Path input, RowCounts counts) throws IOException {
    requireEndOfTimes();
    if (timesFailure != null) {
      String message =
          "its times in "
              + targets.timesIn().get()
              + " are not its own: that file "
              + timesFailure.getMessage()
              + "; clean the raw file again";
      return new FileResult(input, Outcome.FAILED, message, counts, 0, 0);
    }
    if (windows != null) {
      windows.flush();
    }
    if (cleaned != null && times == null) {
      // times of an earlier file of that name would not be those of these flows
      artifacts.remove(targets.times().get());
    }
    artifacts.commit();
    if (windows != null) {
      windows.keep();
    }
    return new FileResult(
        input,
        Outcome.PROCESSED,
        "",
        counts,
        windower == null ? 0 : windower.windows(),
        windower == null ? 0 : windower.leftOver());
  }

  private void requireEndOfTimes() throws IOException {
    if (timesIn != null && timesFailure == null) {
      try {
        timesIn.requireEnd();
      } catch (ArtifactException e) {
        timesFailure = e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (windower != null) {
      windower.close();
    }
    if (timesIn != null) {
      timesIn.close();
    }
  }
}
