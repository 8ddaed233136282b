package io.logsentinel.cli.ingest;

import io.logsentinel.cli.allow.AllowedCounts;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.MeasureFile;
import io.logsentinel.core.artifact.PartialCsv;
import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one reading of a file of flows: cleaned flows, their times, the partial flows
 * beside them, windows.
 */
final class IngestOutputs implements FlowSink<IngestOutputs.Lines>, Closeable {
  private final IngestTargets targets;
  private final IngestSettings settings;
  private final boolean hasTimes;
  private final ArtifactSet artifacts;

  /** Takes the cleaned flows; null where none are kept. */
  private final @Nullable OrderedOutput cleaned;

  /** Takes their times; null where there are none, or no cleaned file. */
  private final @Nullable OrderedOutput times;

  /** Takes the windows; null where none are cut. */
  private final @Nullable WindowOutputs windows;

  /** Cuts them; null where none are. */
  private final @Nullable Windower windower;

  /** The times beside a cleaned file; null where there are none. */
  private final TimesFile.@Nullable Reader timesIn;

  /** What is wrong with a file beside the cleaned one; null where nothing is. */
  private @Nullable String failure;

  /** Takes the partial flows; null until there is one. */
  private @Nullable TableWriter<PartialCsv.Row> partial;

  /** The partial flows beside a cleaned file; null where there are none. */
  private final @Nullable TableReader<PartialCsv.Row> partialIn;

  /** The next of them; null after the last. */
  private PartialCsv.@Nullable Row nextPartial;

  /** What the flows count, as the last batch says. */
  private Measure measure = Measure.PAYLOAD;

  /** What the flows of a cleaned file count, as the file beside it says; null where none does. */
  private final @Nullable Measure measureIn;

  /** The labels of all flows so far. */
  private final LabelCounts labels = new LabelCounts();

  /** Whole flows so far. */
  private long flows;

  /**
   * A batch as lines that only need to be written in order, its times in UTC and its labels; null
   * what is not written or not known.
   */
  record Lines(
      byte @Nullable [] cleaned,
      byte @Nullable [] times,
      @Nullable FlowTimes instants,
      LabelCounts labels) {}

  IngestOutputs(
      IngestTargets targets,
      IngestSettings settings,
      boolean hasTimes,
      ArtifactSet artifacts,
      @Nullable WindowOutputs windows,
      AccumulatorPool pool,
      Executor workers)
      throws IOException {
    this.targets = targets;
    this.settings = settings;
    this.hasTimes = hasTimes;
    this.artifacts = artifacts;
    this.windows = windows;
    cleaned = targets.cleaned().isPresent() ? openCleaned(workers) : null;
    times =
        cleaned != null && hasTimes
            ? new OrderedOutput(artifacts.open(targets.times().get()), workers)
            : null;
    windower =
        windows == null
            ? null
            : new Windower(
                settings.windowSize(), pool, workers, rules(), full -> write(windows, full));
    timesIn =
        targets.timesIn().isPresent()
            ? new TimesFile.Reader(StoredFile.open(targets.timesIn().get()))
            : null;
    partialIn = targets.partialIn().isPresent() ? openPartial(targets.partialIn().get()) : null;
    nextPartial = readPartial();
    measureIn = targets.measureIn().isPresent() ? readMeasure(targets.measureIn().get()) : null;
  }

  /** Rules speak of a file by the name that its artifacts carry, whichever step reads it. */
  private Optional<Matcher> rules() {
    Path windowed = targets.windowed().orElseThrow().getFileName();
    return settings.allow().list().matcher(Workspace.rawName(windowed.toString()), settings.zone());
  }

  private OrderedOutput openCleaned(Executor workers) throws IOException {
    OutputStream out = artifacts.open(targets.cleaned().get());
    CleanedCsv.writeHeader(out);
    return new OrderedOutput(out, workers);
  }

  private @Nullable Measure readMeasure(Path file) throws IOException {
    try (InputStream in = StoredFile.open(file)) {
      return MeasureFile.read(in);
    } catch (ArtifactException e) {
      failure = notItsOwn("measure", file, e.getMessage());
      return null;
    }
  }

  private void write(WindowOutputs windows, FullWindow full) throws IOException {
    windows.write(full, measureIn);
  }

  private @Nullable TableReader<PartialCsv.Row> openPartial(Path file) throws IOException {
    InputStream in = StoredFile.open(file);
    try {
      return PartialCsv.reader(in);
    } catch (ArtifactException e) {
      in.close();
      failure = notItsOwn("partial flows", file, e.getMessage());
      return null;
    }
  }

  private static String notItsOwn(String what, Path file, String why) {
    return String.format(
        Locale.ROOT,
        "its %s in %s are not its own: that file %s; clean the raw file again",
        what,
        file,
        why);
  }

  @Override
  public Lines prepare(FlowBatch batch) {
    FlowTimes instants = hasTimes ? FlowTimes.toUtc(batch, settings.zone()) : null;
    return new Lines(
        cleaned == null ? null : CleanedCsv.lines(batch),
        times == null || instants == null ? null : TimesFile.lines(instants.whole()),
        instants,
        batch.labelCounts());
  }

  @Override
  public void accept(FlowBatch batch, @Nullable Lines lines) throws IOException {
    Use use = begin(batch, lines);
    if (use != null) {
      use.end();
    }
  }

  /** Puts in order what is left to be done, on any thread: to write lines, to sum up windows. */
  @Override
  public @Nullable Use begin(FlowBatch batch, @Nullable Lines prepared) throws IOException {
    Lines lines = Objects.requireNonNull(prepared, "every batch is prepared");
    byte[] rows = lines.cleaned();
    byte[] timesOfRows = lines.times();
    Use cleanedLeft = cleaned == null || rows == null ? null : cleaned.write(rows);
    Use timesLeft = times == null || timesOfRows == null ? null : times.write(timesOfRows);
    if (windower != null && timesIn == null && partialIn == null) {
      windower.add(batch, lines.instants());
    } else if (windower != null) {
      window(windower, batch, timesIn == null ? null : nextTimes(timesIn, batch.size()));
    }
    measure = batch.measure();
    if (targets.partial().isPresent()) {
      writePartials(batch, lines.instants());
    }
    labels.add(lines.labels());
    flows += batch.size();
    Use windowsLeft = windower == null ? null : windower.unfinished();
    return Uses.of(cleanedLeft, timesLeft, windowsLeft);
  }

  /** Uses of one batch. */
  private record Uses(List<Use> uses) implements Use {
    static @Nullable Use of(@Nullable Use... parts) {
      List<Use> left = new ArrayList<>();
      for (Use part : parts) {
        if (part != null) {
          left.add(part);
        }
      }
      return left.isEmpty() ? null : new Uses(left);
    }

    @Override
    public void end() {
      for (Use use : uses) {
        use.end();
      }
    }

    @Override
    public boolean isOver() {
      for (Use use : uses) {
        if (!use.isOver()) {
          return false;
        }
      }
      return true;
    }
  }

  /** Windows cleaned flows, the partial ones beside them where they stood. */
  private void window(Windower windower, FlowBatch batch, long @Nullable [] times)
      throws IOException {
    int from = 0;
    while (nextPartial != null && nextPartial.flow().wholeBefore() < flows + batch.size()) {
      int to = Math.max(from, (int) (nextPartial.flow().wholeBefore() - flows));
      windower.add(batch, from, to, times);
      windower.addPartial(nextPartial.flow(), nextPartial.time());
      FlowRecord flow = nextPartial.flow().flow();
      labels.add(flow.label(), flow.labelKind(), 1);
      nextPartial = readPartial();
      from = to;
    }
    windower.add(batch, from, batch.size(), times);
  }

  /** The next partial flow beside the cleaned ones; null after the last, or where one is odd. */
  private PartialCsv.@Nullable Row readPartial() throws IOException {
    if (partialIn == null || failure != null) {
      return null;
    }
    try {
      PartialCsv.Row row = partialIn.next();
      if (row == null
          || nextPartial == null
          || row.flow().wholeBefore() >= nextPartial.flow().wholeBefore()) {
        return row;
      }
      failure = notItsOwn("partial flows", targets.partialIn().get(), "has them in another order");
    } catch (ArtifactException e) {
      failure = notItsOwn("partial flows", targets.partialIn().get(), e.getMessage());
    }
    return null;
  }

  private void writePartials(FlowBatch batch, @Nullable FlowTimes times) throws IOException {
    for (int i = 0; i < batch.partials().size(); i++) {
      if (partial == null) {
        partial = PartialCsv.writer(artifacts.open(targets.partial().get()));
      }
      PartialFlow flow = batch.partials().get(i).after(flows);
      long time = times == null ? FlowBatch.NO_TIME : times.partial()[i];
      partial.write(new PartialCsv.Row(flow, time));
    }
  }

  /** The rows are read to their end all the same, for the account of them. */
  private long @Nullable [] nextTimes(TimesFile.Reader reader, int count) throws IOException {
    if (failure == null) {
      try {
        return reader.next(count);
      } catch (ArtifactException e) {
        failure = notItsOwn("times", targets.timesIn().get(), e.getMessage());
      }
    }
    return null;
  }

  /** Ends the file: its artifacts appear, unless a file beside it is not its own. */
  FileResult end(FlowInput input, RowCounts counts) throws IOException {
    requireEndOfTimes();
    requireEndOfPartials();
    if (failure != null) {
      return FileResult.failed(input, Outcome.FAILED, failure, counts);
    }
    if (windows != null) {
      windows.flush();
    }
    if (cleaned != null) {
      cleaned.finish();
    }
    if (times != null) {
      times.finish();
    }
    if (cleaned != null && times == null) {
      // times of an earlier file of that name would not be those of these flows
      artifacts.remove(targets.times().get());
    }
    if (cleaned != null && partial == null) {
      artifacts.remove(targets.partial().get());
    }
    if (cleaned != null && measure == Measure.PAYLOAD) {
      artifacts.remove(targets.measure().get());
    } else if (cleaned != null) {
      MeasureFile.write(measure, artifacts.open(targets.measure().get()));
    }
    artifacts.commit();
    if (windows != null) {
      windows.end();
    }
    boolean empty = counts.kept() == 0;
    return new FileResult(
        input,
        empty ? Outcome.EMPTY : Outcome.PROCESSED,
        empty ? RowMessages.nothingKept(counts) : "",
        counts,
        labels,
        windower == null ? 0 : windower.windows(),
        windower == null ? 0 : windower.leftOver(),
        windower == null ? 0 : windower.leftOverPartials(),
        windows == null ? new AllowedCounts() : windows.allowed());
  }

  private void requireEndOfTimes() throws IOException {
    if (timesIn != null && failure == null) {
      try {
        timesIn.requireEnd();
      } catch (ArtifactException e) {
        failure = notItsOwn("times", targets.timesIn().get(), e.getMessage());
      }
    }
  }

  /** Those after the last flow are left over with it; none can stand after more flows. */
  private void requireEndOfPartials() throws IOException {
    while (nextPartial != null) {
      long before = nextPartial.flow().wholeBefore();
      if (before > flows) {
        String why = "has one after " + before + " flows, and there are " + flows;
        failure = notItsOwn("partial flows", targets.partialIn().get(), why);
      }
      nextPartial = readPartial();
    }
  }

  @Override
  public void close() throws IOException {
    if (windower != null) {
      windower.close();
    }
    if (cleaned != null) {
      cleaned.drop();
    }
    if (times != null) {
      times.drop();
    }
    if (timesIn != null) {
      timesIn.close();
    }
    if (partialIn != null) {
      partialIn.close();
    }
  }
}
