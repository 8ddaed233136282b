package io.logsentinel.bench.measure;

import io.logsentinel.cli.evaluate.EvaluationRun;
import io.logsentinel.cli.evaluate.EvaluationSettings;
import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.Pipeline;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.EvaluationTable;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.EvaluationInput;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A measure of the pipeline: it runs it and {@code evaluate} on simulated weeks or on folders of
 * raw files, and prints a section of a page with the tables over all of them.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.EvaluationMeasure weeks SCALE WINDOW_SIZE FIRST_SEED SEEDS}, or
 * {@code folders WINDOW_SIZE RAW_FOLDER ...}: files of the same names are counted together. Works
 * in a folder of its own under the one for temporary files.
 */
public final class EvaluationMeasure {
  private final int windowSize;
  private final PooledRuns runs = new PooledRuns();

  private EvaluationMeasure(int windowSize) {
    this.windowSize = windowSize;
  }

  /** Arguments: {@code weeks}, scale, window size, first seed, seeds; or {@code folders}. */
  public static void main(String[] args) throws IOException, InputException {
    if (args.length == 5 && args[0].equals("weeks")) {
      EvaluationMeasure measure = new EvaluationMeasure(Integer.parseInt(args[2]));
      double scale = Double.parseDouble(args[1]);
      long first = Long.parseLong(args[3]);
      int seeds = Integer.parseInt(args[4]);
      for (long seed = first; seed < first + seeds; seed++) {
        long of = seed;
        measure.add(raw -> simulate(scale, of, raw));
        System.err.println("seed " + seed);
      }
      measure.print("Simulated weeks of scale " + scale + ", seeds from " + first, seeds, args);
    } else if (args.length >= 3 && args[0].equals("folders")) {
      EvaluationMeasure measure = new EvaluationMeasure(Integer.parseInt(args[1]));
      List<Path> folders = Arrays.stream(args).skip(2).map(Path::of).toList();
      for (Path folder : folders) {
        measure.add(raw -> copy(folder, raw));
        System.err.println(folder);
      }
      measure.print("Folders of raw files", folders.size(), args);
    } else {
      System.err.println(
          "usage: EvaluationMeasure weeks SCALE WINDOW_SIZE FIRST_SEED SEEDS"
              + " | folders WINDOW_SIZE RAW_FOLDER ...");
      System.exit(2);
    }
  }

  /** A source of the raw files of a run. */
  private interface Raw {
    void writeInto(Path folder) throws IOException;
  }

  private static void simulate(double scale, long seed, Path raw) throws IOException {
    for (SimulatedDay day : new SimulatedWeek(scale, seed).days()) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(raw.resolve(day.fileName())), 1 << 16)) {
        day.write(out);
      }
    }
  }

  private static void copy(Path folder, Path raw) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(of -> of.toString().endsWith(".csv")).toList()) {
        Files.copy(file, raw.resolve(file.getFileName().toString()));
      }
    }
  }

  private void add(Raw raw) throws IOException, InputException {
    Path work = Files.createTempDirectory("evaluation");
    try {
      raw.writeInto(Files.createDirectories(work.resolve("Data/raw")));
      runs.add(run(work.resolve("Data"), work.resolve("Models")));
    } finally {
      delete(work);
    }
  }

  private EvaluationInput run(Path data, Path models) throws IOException, InputException {
    Console nowhere = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    Reporter silent = new ConsoleReporter(nowhere, false);
    Workspace folders = new Workspace(data, models);
    RunSettings settings =
        RunSettings.ofAll(
            folders,
            new IngestSettings(
                FlowFormats.AUTO, windowSize, Optional.empty(), HourClock.AUTO, false),
            new DetectionSettings(
                new DetectorSettings(DetectorPage.RATE, true, List.of()),
                OptionalDouble.empty(),
                false,
                Optional.empty()));
    new Pipeline(settings, silent, sentinel -> new FindingSink() {}).run();
    EvaluationSettings evaluation =
        new EvaluationSettings(
            folders,
            FlowFormats.AUTO,
            settings.threads(),
            Evaluation.DEFAULT_MIN_ATTACK_SHARE,
            own -> own,
            Optional.empty());
    return new EvaluationRun(evaluation, silent).read();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void print(String what, int count, String[] args) {
    Evaluation evaluation = Evaluation.of(runs.pooled(), Evaluation.DEFAULT_MIN_ATTACK_SHARE);
    String call = Arrays.stream(args).limit(5).collect(Collectors.joining(" "));
    System.out.printf(
        "## %s%n%nWritten by `EvaluationMeasure %s%s` on %s: %s runs of the pipeline with"
            + " `--window-size %s --false-alarm-rate %s`, counted together by `evaluate`.%n%n",
        what,
        call,
        args.length > 5 ? " ..." : "",
        LocalDate.now(),
        count,
        windowSize,
        DetectorPage.RATE);
    System.out.print("```\n" + new EvaluationTable(evaluation).all() + "```\n\n");
  }
}
