package io.logsentinel.cli.run;

import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.terminal.Progress;
import io.logsentinel.cli.workspace.IoMessages;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.artifact.TimeReader;
import io.logsentinel.core.artifact.TimeWriter;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.Dialect;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windower;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * Reads one file of flows once and writes, on the way, the cleaned file, the windowed file and the
 * profiles of its windows, or both.
 */
public final class FileIngest {
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
      Workspace folders,
      Settings settings,
      ProfileFiles profileFiles) {
    this.input = input;
    this.cleaned = cleaned;
    this.times = times;
    this.windowed = windowed;
    this.profiles = windowed.map(file -> folders.profileOfWindowed(file.getFileName().toString()));
    this.timesIn = timesIn;
    this.profileFiles = profileFiles;
    this.zone = settings.timeZone();
  }

  /** A raw file, to be cleaned, windowed, or both, as the settings say. */
  static FileIngest ofRaw(
      Path raw, Workspace folders, Settings settings, ProfileFiles profileFiles) {
    String name = raw.getFileName().toString();
    boolean clean = settings.keepCleaned();
    return new FileIngest(
        raw,
        clean ? Optional.of(folders.cleanedOfRaw(name)) : Optional.empty(),
        clean ? Optional.of(folders.timesOfRaw(name)) : Optional.empty(),
        settings.step() == Step.ALL ? Optional.of(folders.windowedOfRaw(name)) : Optional.empty(),
        Optional.empty(),
        folders,
        settings,
        profileFiles);
  }

  /** A cleaned file, to be windowed. */
  static FileIngest ofCleaned(
      Path cleaned, Workspace folders, Settings settings, ProfileFiles profileFiles) {
    String name = cleaned.getFileName().toString();
    return new FileIngest(
        cleaned,
        Optional.empty(),
        Optional.empty(),
        Optional.of(folders.windowedOfCleaned(name)),
        Optional.of(folders.timesOfCleaned(name)).filter(Files::exists),
        folders,
        settings,
        profileFiles);
  }

  Path input() {
    return input;
  }

  /**
   * Does it. A file that is skipped or fails writes nothing, and an artifact of an earlier run
   * stands.
   *
   * @param windowing cuts its windows, from the first on
   */
  FileResult run(Executor workers, int ahead, Windower windowing, Progress progress)
      throws IOException {
    try (Outputs outputs = new Outputs(workers, windowing)) {
      RowCounts counts =
          FlowReader.readAll(
              () -> counting(open(input), progress), Dialect.CIC_IDS_2017, workers, ahead, outputs);
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
          outputs.windowing.windows(),
          windowed.isPresent() ? outputs.windowing.leftOver() : 0);
    } catch (FlowFileException e) {
      Outcome outcome = e.kind().isSkipped() ? Outcome.SKIPPED : Outcome.FAILED;
      return new FileResult(input, outcome, e.getMessage(), e.counts(), 0, 0);
    }
  }

  public static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new IOException(IoMessages.of(e), e);
    }
  }

  public static InputStream counting(InputStream in, Progress progress) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        progress.add(Math.max(0, count));
        return count;
      }
    };
  }

  /** What a batch becomes on whatever thread: lines that only need to be written in order. */
  private record Lines(byte[] cleaned, byte[] times, long[] instants) {}

  /** A profile and its line with the line's end. */
  private record Line(Profile profile, byte[] bytes) {}

  private final class Outputs implements FlowSink<Lines>, AutoCloseable {
    private final List<OutputFile> files = new ArrayList<>();
    private OutputFile cleanedFile;
    private OutputFile timesFile;
    private BufferedOutputStream windowedBytes;
    private TableWriter<Window> windows;
    private BufferedOutputStream profileBytes;

    /** Profiles under way, in the order of their windows. */
    private final Deque<FutureTask<Line>> profilesUnderWay = new ArrayDeque<>();

    /** Those of this file so far; null where they are too many to be kept. */
    private List<Profile> kept;

    private final Executor workers;
    private TimeReader timesOfCleaned;
    private ArtifactException timesFailure;
    private boolean hasTimes;
    private final TimeWriter timeWriter = new TimeWriter(zone);
    private final Windower windowing;

    Outputs(Executor workers, Windower windowing) {
      this.workers = workers;
      this.windowing = windowing;
      windowing.restart(this::write);
    }

    @Override
    public void begin(boolean hasTimes) throws IOException {
      close();
      files.clear();
      profilesUnderWay.clear();
      windowing.restart();
      this.hasTimes = hasTimes;
      if (cleaned.isPresent()) {
        cleanedFile = open(cleaned.get());
        CleanedCsv.writeHeader(cleanedFile);
        timesFile = hasTimes ? open(times.get()) : null;
      }
      if (windowed.isPresent()) {
        windowedBytes = new BufferedOutputStream(open(windowed.get()));
        windows = WindowsCsv.writer(windowedBytes);
        profileBytes = new BufferedOutputStream(open(profiles.get()), 1 << 16);
        kept = new ArrayList<>();
      }
      if (timesIn.isPresent()) {
        timesOfCleaned = new TimeReader(Files.newInputStream(timesIn.get()));
      }
    }

    private void write(Window window, Supplier<Profile> profile) throws IOException {
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
      return new Line(profile, ProfilesJsonl.line(profile, Dialect.CIC_IDS_2017.name()));
    }

    private OutputFile open(Path target) throws OutputException {
      OutputFile file = new OutputFile(target);
      files.add(file);
      return file;
    }

    @Override
    public Lines prepare(FlowBatch batch) {
      return new Lines(
          cleanedFile == null ? null : CleanedCsv.lines(batch),
          timesFile == null ? null : timeWriter.lines(batch),
          hasTimes && windowed.isPresent() ? timeWriter.instants(batch) : null);
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
        windowedBytes.flush();
        while (!profilesUnderWay.isEmpty()) {
          writeNextProfile();
        }
        profileBytes.flush();
      }
      for (OutputFile file : files) {
        file.commit();
      }
      if (kept != null) {
        profileFiles.keep(profiles.get(), kept);
      }
      if (cleanedFile != null && timesFile == null) {
        // times of an earlier file of that name would not be those of these flows
        OutputFile.delete(times.get());
      }
    }

    @Override
    public void close() throws IOException {
      if (timesOfCleaned != null) {
        timesOfCleaned.close();
      }
      for (OutputFile file : files) {
        file.close();
      }
    }
  }
}
