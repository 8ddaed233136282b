package io.logsentinel.cli.run;

import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInput.State;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.cli.workspace.Workspace.FlowFiles;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ingest of one file of flows: read once, it becomes, on the way, the cleaned file, the
 * windowed file and the profiles of its windows, or both.
 */
record FileIngest(
    FlowInput input,
    FlowFormat format,
    IngestTargets targets,
    IngestSettings settings,
    StoredWindows stored) {
  /** Of a file name, on the usual file systems. */
  private static final int MAX_NAME_BYTES = 255;

  /** Raw flows, to be cleaned, windowed, or both, as the settings say. */
  static FileIngest ofRaw(FlowInput raw, RunSettings settings, StoredWindows stored) {
    String name = Workspace.windowedName(raw.name());
    FlowFiles files = settings.folders().files(name);
    boolean clean = settings.ingest().keepCleaned();
    boolean window = settings.step().isWhole();
    IngestTargets targets =
        new IngestTargets(
            clean ? Optional.of(files.cleaned()) : Optional.empty(),
            clean ? Optional.of(files.times()) : Optional.empty(),
            clean ? Optional.of(files.partial()) : Optional.empty(),
            clean ? Optional.of(files.measure()) : Optional.empty(),
            window ? Optional.of(files.windowed()) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new FileIngest(raw, settings.ingest().format(), targets, settings.ingest(), stored);
  }

  /** A cleaned file, to be windowed. */
  static FileIngest ofCleaned(Path cleaned, RunSettings settings, StoredWindows stored) {
    String name = Workspace.windowedNameOfCleaned(cleaned.getFileName().toString());
    FlowFiles files = settings.folders().files(name);
    IngestTargets targets =
        new IngestTargets(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(files.windowed()),
            Optional.of(files.times()).filter(Files::exists),
            Optional.of(files.partial()).filter(Files::exists),
            Optional.of(files.measure()).filter(Files::exists));
    return new FileIngest(
        FlowInput.of(cleaned), FlowFormats.CLEANED, targets, settings.ingest(), stored);
  }

  /**
   * Reads the file. If it is skipped or fails, nothing is written, and an artifact of an earlier
   * run stands.
   */
  FileResult run(Workers workers, Buffers buffers, AccumulatorPool pool, Progress progress)
      throws IOException {
    int nameBytes = Workspace.windowedName(input.name()).getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes > MAX_NAME_BYTES) {
      String message =
          "its artifacts cannot be named after it: a file name has at most "
              + MAX_NAME_BYTES
              + " bytes, windowed_cleaned_<name> would have "
              + nameBytes
              + "; give it a shorter name";
      return FileResult.failed(input, Outcome.FAILED, message, RowCounts.NONE);
    }
    try (Attempts attempts = new Attempts(workers, pool)) {
      Optional<State> before = state();
      RowCounts counts =
          FlowReader.readAll(
              () -> input.open(progress),
              format,
              settings.clock(),
              workers.helpers(),
              workers.blocksAhead(),
              buffers,
              attempts);
      Optional<State> after = state();
      return after.equals(before)
          ? attempts.last().end(input, counts)
          : FileResult.failed(input, Outcome.FAILED, changed(before, after), counts);
    } catch (FlowFileException e) {
      if (e.getCause() instanceof OutputException unwritable) {
        throw unwritable; // what standard input is kept in
      }
      Outcome outcome = e.kind().isSkipped() ? Outcome.SKIPPED : Outcome.FAILED;
      return FileResult.failed(input, outcome, e.getMessage(), e.counts());
    }
  }

  /** Empty where it cannot be looked at: whoever reads it will say why. */
  private Optional<State> state() {
    try {
      return input.state();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String changed(Optional<State> before, Optional<State> after) {
    return "changed while it was read: "
        + bytes(before)
        + " before, "
        + bytes(after)
        + " after; run again when it is whole, or on a copy";
  }

  private static String bytes(Optional<State> state) {
    return state.map(it -> HumanNumber.grouped(it.bytes()) + " bytes").orElse("no such file");
  }

  /** The outputs, fresh each time the file is read from its start; those before are void. */
  private final class Attempts implements FlowSink.Opening<IngestOutputs.Lines>, AutoCloseable {
    private final Workers workers;
    private final AccumulatorPool pool;
    private ArtifactSet artifacts = new ArtifactSet();
    private @Nullable IngestOutputs outputs;

    Attempts(Workers workers, AccumulatorPool pool) {
      this.workers = workers;
      this.pool = pool;
    }

    IngestOutputs last() {
      return Objects.requireNonNull(outputs, "a file that was read was opened");
    }

    @Override
    public IngestOutputs open(boolean hasTimes) throws IOException {
      close();
      artifacts = new ArtifactSet();
      WindowOutputs windows =
          targets.windowed().isPresent()
              ? new WindowOutputs(targets.windowed().get(), artifacts, stored, workers)
              : null;
      outputs =
          new IngestOutputs(
              targets, settings, hasTimes, artifacts, windows, pool, workers.helpers());
      return outputs;
    }

    @Override
    public void close() throws IOException {
      if (outputs != null) {
        outputs.close();
      }
      artifacts.close();
    }
  }
}
