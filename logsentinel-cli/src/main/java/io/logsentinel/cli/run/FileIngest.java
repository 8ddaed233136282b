package io.logsentinel.cli.run;

import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.workspace.InputFiles;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windower;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * One pass over a file of flows that writes, on the way, the cleaned file, or the windowed file and
 * the profiles of its windows, or all of them.
 */
final class FileIngest {
  /** So many are held in memory until their turn to be written comes. */
  private static final int PROFILES_UNDER_WAY = 4;

  private final Path input;
  private final Optional<Path> cleaned;
  private final Optional<Path> times;
  private final Optional<Path> windowed;
  private final Optional<Path> profiles;

  /** Of a cleaned file, which has none itself. */
  private final Optional<Path> timesIn;

  private final ProfileFiles profileFiles;
  private final ZoneId zone;

  private FileIngest(
      Path input,
      Optional<Path> cleaned,
      Optional<Path> times,
      Optional<Path> windowed,
      Optional<Path> timesIn,
      RunSettings settings,
      ProfileFiles profileFiles) {
    this.input = input;
    this.cleaned = cleaned;
    this.times = times;
    this.windowed = windowed;
    this.profiles =
        windowed.map(file -> settings.folders().profileOfWindowed(file.getFileName().toString()));
    this.timesIn = timesIn;
    this.profileFiles = profileFiles;
    this.zone = settings.ingest().timeZone();
  }

  /** A raw file, to be cleaned, windowed, or both, as the settings say. */
  static FileIngest ofRaw(Path raw, RunSettings settings, ProfileFiles profileFiles) {
    Workspace folders = settings.folders();
    String name = raw.getFileName().toString();
    boolean clean = settings.ingest().keepCleaned();
    return new FileIngest(
        raw,
        clean ? Optional.of(folders.cleanedOfRaw(name)) : Optional.empty(),
        clean ? Optional.of(folders.timesOfRaw(name)) : Optional.empty(),
        settings.step() == Step.ALL ? Optional.of(folders.windowedOfRaw(name)) : Optional.empty(),
        Optional.empty(),
        settings,
        profileFiles);
  }

  /** A cleaned file, to be windowed. */
  static FileIngest ofCleaned(Path cleaned, RunSettings settings, ProfileFiles profileFiles) {
    Workspace folders = settings.folders();
    String name = cleaned.getFileName().toString();
    return new FileIngest(
        cleaned,
        Optional.empty(),
        Optional.empty(),
        Optional.of(folders.windowedOfCleaned(name)),
        Optional.of(folders.timesOfCleaned(name)).filter(Files::exists),
        settings,
        profileFiles);
  }

  Path input() {
    return input;
  }

  /**
   * Reads the file. One that is skipped or fails writes nothing, and an artifact of an earlier run
   * stands.
   *
   * @param windowing cuts its windows, from the first on
   */
  FileResult run(Executor workers, int ahead, Windower windowing, Progress progress)
      throws IOException {
    try (Attempts attempts = new Attempts(workers, windowing)) {
      RowCounts counts =
          FlowReader.readAll(
              () -> InputFiles.open(input, progress), FlowFormats.AUTO, workers, ahead, attempts);
      Outputs outputs = attempts.last;
      Optional<String> mismatch = outputs.timesMismatch();
      if (mismatch.isPresent()) {
        return new FileResult(input, Outcome.FAILED, mismatch.get(), counts, 0, 0);
      }
      outputs.commit();
      return new FileResult(
          input,
          Outcome.PROCESSED,
          "",
          counts,
          windowing.windows(),
          windowed.isPresent() ? windowing.leftOver() : 0);
    } catch (FlowFileException e) {
      Outcome outcome = e.kind().isSkipped() ? Outcome.SKIPPED : Outcome.FAILED;
      return new FileResult(input, outcome, e.getMessage(), e.counts(), 0, 0);
    }
  }

  /** What a batch becomes on whatever thread: lines that only need to be written in order. */
  private record Lines(byte[] cleaned, byte[] times, long[] instants) {}

  /** A profile and its line with the line's end. */
  private record Line(Profile profile, byte[] bytes) {}

  /** Outputs of one file, fresh each time it is read from its start; those before are void. */
  private final class Attempts implements FlowSink.Opening<Lines>, AutoCloseable {
    private final Executor workers;
    private final Windower windowing;
    private final List<OutputFile> files = new ArrayList<>();
    private Outputs last;

    Attempts(Executor workers, Windower windowing) {
      this.workers = workers;
      this.windowing = windowing;
    }

    @Override
    public Outputs open(boolean hasTimes) throws IOException {
      close();
      files.clear();
      last = new Outputs(files, workers, windowing, hasTimes);
      return last;
    }

    @Override
    public void close() throws IOException {
      if (last != null && last.timesOfCleaned != null) {
        last.timesOfCleaned.close();
      }
      for (OutputFile file : files) {
        file.close();
      }
    }
  }

  /** What one reading of the file writes. */
  private final class Outputs implements FlowSink<Lines> {
    private final List<OutputFile> files;
    private final boolean hasTimes;

    /** Takes the cleaned flows; null where none are kept. */
    private final OutputFile cleanedFile;

    /** Takes their times; null where there are none, or no cleaned file. */
    private final OutputFile timesFile;

    private final Windower windowing;

    /** Takes the windows; null where none are cut. */
    private final WindowOutputs windows;

    /** The times beside a cleaned file; null where there are none. */
    private final TimesFile.Reader timesOfCleaned;

    private ArtifactException timesFailure;

    /** Opens its files into a list, so that whoever holds it closes them whatever happens here. */
    Outputs(List<OutputFile> files, Executor workers, Windower windowing, boolean hasTimes)
        throws IOException {
      this.files = files;
      this.hasTimes = hasTimes;
      this.windowing = windowing;
      cleanedFile = cleaned.isPresent() ? open(cleaned.get()) : null;
      if (cleanedFile != null) {
        CleanedCsv.writeHeader(cleanedFile);
      }
      timesFile = cleanedFile != null && hasTimes ? open(times.get()) : null;
      windows =
          windowed.isPresent()
              ? new WindowOutputs(open(windowed.get()), open(profiles.get()), workers)
              : null;
      windowing.restart(windows == null ? (window, profile) -> {} : windows::write);
      timesOfCleaned =
          timesIn.isPresent() ? new TimesFile.Reader(Files.newInputStream(timesIn.get())) : null;
    }

    private OutputFile open(Path target) throws OutputException {
      OutputFile file = new OutputFile(target);
      files.add(file);
      return file;
    }

    @Override
    public Lines prepare(FlowBatch batch) {
      long[] instants = hasTimes ? FlowTimes.toUtc(batch, zone) : null;
      return new Lines(
          cleanedFile == null ? null : CleanedCsv.lines(batch),
          timesFile == null ? null : TimesFile.lines(instants),
          instants);
    }

    @Override
    public void accept(FlowBatch batch, Lines lines) throws IOException {
      if (cleanedFile != null) {
        cleanedFile.write(lines.cleaned());
      }
      if (timesFile != null) {
        timesFile.write(lines.times());
      }
      if (windows != null) {
        windowing.add(batch, timesOfCleaned == null ? lines.instants() : nextTimes(batch.size()));
      }
    }

    /** The rows are read to their end all the same, for the account of them. */
    private long[] nextTimes(int count) throws IOException {
      if (timesFailure == null) {
        try {
          return timesOfCleaned.next(count);
        } catch (ArtifactException e) {
          timesFailure = e;
        }
      }
      return null;
    }

    /** What is wrong with the times beside a cleaned file, if anything is. */
    Optional<String> timesMismatch() throws IOException {
      if (timesOfCleaned != null && timesFailure == null) {
        try {
          timesOfCleaned.requireEnd();
        } catch (ArtifactException e) {
          timesFailure = e;
        }
      }
      return Optional.ofNullable(timesFailure)
          .map(
              e ->
                  "its times in "
                      + timesIn.get()
                      + " are not its own: that file "
                      + e.getMessage()
                      + "; clean the raw file again");
    }

    void commit() throws IOException {
      if (windows != null) {
        windows.flush();
      }
      for (OutputFile file : files) {
        file.commit();
      }
      if (windows != null && windows.kept != null) {
        profileFiles.keep(profiles.get(), windows.kept);
      }
      if (cleanedFile != null && timesFile == null) {
        // times of an earlier file of that name would not be those of these flows
        OutputFile.delete(times.get());
      }
    }
  }

  /** The windows of one reading and their profiles. */
  private final class WindowOutputs {
    private final BufferedOutputStream windowedBytes;
    private final TableWriter<Window> windows;
    private final BufferedOutputStream profileBytes;
    private final Executor workers;

    /** Profiles under way, in the order of their windows. */
    private final Deque<FutureTask<Line>> profilesUnderWay = new ArrayDeque<>();

    /** Those of this file so far; null where they are too many to be kept. */
    private List<Profile> kept = new ArrayList<>();

    WindowOutputs(OutputFile windowedFile, OutputFile profileFile, Executor workers)
        throws IOException {
      windowedBytes = new BufferedOutputStream(windowedFile);
      windows = WindowsCsv.writer(windowedBytes);
      profileBytes = new BufferedOutputStream(profileFile, 1 << 16);
      this.workers = workers;
    }

    void write(Window window, Supplier<Profile> profile) throws IOException {
      windows.write(window);
      FutureTask<Line> task = new FutureTask<>(() -> line(profile.get()));
      profilesUnderWay.add(task);
      workers.execute(task);
      if (profilesUnderWay.size() > PROFILES_UNDER_WAY) {
        writeNextProfile();
      }
    }

    private void writeNextProfile() throws IOException {
      FutureTask<Line> task = profilesUnderWay.remove();
      task.run(); // where no other thread has begun it
      try {
        profileBytes.write(task.get().bytes());
        keep(task.get().profile());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }

    private void keep(Profile profile) {
      if (kept != null) {
        kept.add(profile);
        kept = kept.size() > profileFiles.room() ? null : kept;
      }
    }

    private static Line line(Profile profile) {
      return new Line(profile, ProfilesJsonl.line(profile, CleanedCsv.DIALECT.name()));
    }

    void flush() throws IOException {
      windowedBytes.flush();
      while (!profilesUnderWay.isEmpty()) {
        writeNextProfile();
      }
      profileBytes.flush();
    }
  }
}
