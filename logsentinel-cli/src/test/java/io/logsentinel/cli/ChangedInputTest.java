package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.Pipeline;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file of flows that is not what it was when its reading began fails, and the others go on. */
class ChangedInputTest extends SmallRun {
  /** What somebody does to a file. */
  enum Change {
    GROWN,
    CUT,
    OVERWRITTEN,
    REMOVED;

    void make(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case GROWN ->
            Files.writeString(file, Flows.row(1, "BENIGN") + "\n", StandardOpenOption.APPEND);
        case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        case OVERWRITTEN -> {
          Files.write(file, bytes);
          Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
        default -> Files.delete(file);
      }
    }
  }

  /** Changes a file at the first bytes that are read of it, once those before it are. */
  private static final class Meddler implements Reporter {
    private final List<String> errors = new ArrayList<>();
    private final Path file;
    private Optional<Change> change;
    private long bytesBefore;

    Meddler(Path file, Change change, long bytesBefore) {
      this.file = file;
      this.bytesBefore = bytesBefore;
      this.change = Optional.of(change);
    }

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {
      errors.add(message);
    }

    @Override
    public Progress progress(String what, long totalBytes) {
      return this::read;
    }

    private synchronized void read(long bytes) {
      try {
        bytesBefore -= bytes;
        if (bytesBefore < 0 && change.isPresent()) {
          change.get().make(file);
          change = Optional.empty();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aChangedFile_failsAlone(Change change) throws IOException {
    Path file = folder.resolve("Data/raw/Friday.csv"); // the first after the baseline
    String windowsBefore = Files.readString(windowed("windowed_cleaned_Friday.csv"));
    long before = Files.size(file);
    Path baseline = folder.resolve("Data/raw/Monday-WorkingHours.pcap_ISCX.csv");
    Meddler meddler = new Meddler(file, change, Files.size(baseline));
    RunReport report = run(meddler);
    assertEquals(1, meddler.errors.size(), () -> meddler.errors.toString());
    String error = meddler.errors.get(0);
    assertTrue(
        error.startsWith(file + ": changed while it was read: ")
            && error.contains(" %,d bytes before, ".formatted(before))
            && error.endsWith(" after; run again when it is whole, or on a copy"),
        error);
    assertTrue(report.hasFailed());
    assertEquals(3, report.files().size());
    assertEquals(windowsBefore, Files.readString(windowed("windowed_cleaned_Friday.csv")));
  }

  private RunReport run(Reporter reporter) throws IOException {
    Workspace folders = new Workspace(folder.resolve("Data"), folder.resolve("Models"));
    RunSettings settings =
        RunSettings.ofAll(
            folders,
            new IngestSettings(FlowFormats.AUTO, 10, Optional.empty(), HourClock.AUTO, true),
            new DetectionSettings(
                DetectorSettings.defaults(), OptionalDouble.empty(), false, Optional.empty()));
    Pipeline pipeline = new Pipeline(settings, reporter, sentinel -> new FindingSink() {});
    pipeline.run();
    return pipeline.report();
  }

  @Test
  void aNameTooLongForItsArtifacts_failsThatFileAlone() throws IOException {
    TestData.writeRaw(folder, "x".repeat(240) + ".csv", Flows.benign(30));
    Cli.Result result = Cli.runIn(folder, "--window-size=10", "--quiet");
    assertEquals(3, result.exit(), result.err());
    assertTrue(
        result.err().contains("a file name has at most 255 bytes, windowed_cleaned_<name> would"),
        result.err());
    assertTrue(result.out().contains("3 processed"), result.out());
  }

  @Test
  void whatIsNotRead_isALossToTheStrict() throws IOException {
    TestData.writeRaw(folder, "notes.doc", "no flows");
    Cli.Result lenient = Cli.runIn(folder, "--window-size=10", "--quiet");
    assertEquals(0, lenient.exit(), lenient.err());
    assertTrue(lenient.err().contains("not read: notes.doc"), lenient.err());
    assertEquals(3, Cli.runIn(folder, "--window-size=10", "--quiet", "--strict").exit());
    assertFalse(Files.exists(folder.resolve("Models/.logsentinel-unfinished")));
  }
}
