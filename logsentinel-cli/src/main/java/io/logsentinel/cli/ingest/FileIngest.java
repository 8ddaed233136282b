package io.logsentinel.cli.ingest;

import io.logsentinel.cli.ingest.FileResult.Outcome;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ingest of one file of flows: read once, it becomes, on the way, the cleaned file, the
 * windowed file and the profiles of its windows, or both.
 */
public final class FileIngest {
  /** Of a file name, on the usual file systems. */
  private static final int MAX_NAME_BYTES = 255;

  private final FlowInput input;
  private final FlowFormat format;
  private final IngestTargets targets;
  private final IngestSettings settings;

  private FileIngest(
      FlowInput input, FlowFormat format, IngestTargets targets, IngestSettings settings) {
    this.input = input;
    this.format = format;
    this.targets = targets;
    this.settings = settings;
  }

  /** What every file of a run is read with. */
  public static final class Tools {
    private final Workers workers;
    private final StoredWindows stored;
    private final Function<Path, WindowSink> watching;
    private final Buffers buffers = new Buffers();
    private final AccumulatorPool pool = new AccumulatorPool();

    /**
     * Tools of a run.
     *
     * @param workers that help
     * @param stored where windows are kept for the steps after
     * @param watching gives what takes the windows of a reading, by the windowed file
     */
    public Tools(Workers workers, StoredWindows stored, Function<Path, WindowSink> watching) {
      this.workers = workers;
      this.stored = stored;
      this.watching = watching;
    }
  }

  /**
   * {@return the ingest of raw flows}
   *
   * @param raw the flows
   * @param folders where its artifacts will lie
   * @param settings say whether they are cleaned
   * @param window whether they are windowed
   */
  public static FileIngest ofRaw(
      FlowInput raw, Workspace folders, IngestSettings settings, boolean window) {
    FlowFiles files = folders.files(Workspace.windowedName(raw.name()));
    boolean clean = settings.keepCleaned();
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
    return new FileIngest(raw, settings.format(), targets, settings);
  }

  /**
   * {@return the ingest of a cleaned file, to be windowed}
   *
   * @param cleaned the file
   * @param folders where its artifacts will lie
   * @param settings of the windows
   */
  public static FileIngest ofCleaned(Path cleaned, Workspace folders, IngestSettings settings) {
    String name = Workspace.windowedNameOfCleaned(cleaned.getFileName().toString());
    FlowFiles files = folders.files(name);
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
    return new FileIngest(FlowInput.of(cleaned), FlowFormats.CLEANED, targets, settings);
  }

  /** {@return what is read} */
  public FlowInput input() {
    return input;
  }

  /**
   * Reads the file. If it is skipped or fails, nothing is written, and an artifact of an earlier
   * run stands.
   *
   * @param tools of the run
   * @param progress counts the bytes
   * @return the outcome
   * @throws OutputException if an artifact cannot be written
   * @throws IOException never but as that
   */
  public FileResult run(Tools tools, Progress progress) throws IOException {
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
    try (Attempts attempts = new Attempts(tools)) {
      Optional<State> before = state();
      RowCounts counts =
          FlowReader.readAll(
              () -> input.open(progress),
              format,
              settings.clock(),
              tools.workers.helpers(),
              tools.workers.blocksAhead(),
              tools.buffers,
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
    private final Tools tools;
    private ArtifactSet artifacts = new ArtifactSet();
    private @Nullable IngestOutputs outputs;

    Attempts(Tools tools) {
      this.tools = tools;
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
              ? new WindowOutputs(
                  targets.windowed().get(),
                  artifacts,
                  tools.stored,
                  tools.workers,
                  tools.watching.apply(targets.windowed().get()))
              : null;
      outputs =
          new IngestOutputs(
              targets, settings, hasTimes, artifacts, windows, tools.pool, tools.workers.helpers());
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
