package io.logsentinel.cli.pipeline;

import io.logsentinel.cli.pipeline.FileResult.Outcome;
import io.logsentinel.cli.terminal.Progress;
import io.logsentinel.core.flow.Dialect;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowFileException;
import io.logsentinel.core.flow.FlowReader;
import io.logsentinel.core.flow.FlowWriter;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.window.WindowWriter;
import io.logsentinel.core.window.Windowing;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads one file of flows once and writes, on the way, the cleaned file, the windowed file, or
 * both.
 */
final class FlowPass {
  private final Path input;
  private final Optional<Path> cleaned;
  private final Optional<Path> windowed;
  private final int windowSize;

  FlowPass(Path input, Optional<Path> cleaned, Optional<Path> windowed, int windowSize) {
    this.input = input;
    this.cleaned = cleaned;
    this.windowed = windowed;
    this.windowSize = windowSize;
  }

  Path input() {
    return input;
  }

  /**
   * Does it. A file that is skipped or fails writes nothing, and an artifact of an earlier run
   * stands.
   */
  FileResult run(Progress progress) throws IOException {
    try (Outputs outputs = new Outputs()) {
      RowCounts counts =
          FlowReader.readAll(
              () -> counting(Files.newInputStream(input), progress), Dialect.CIC_IDS_2017, outputs);
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

  private static InputStream counting(InputStream in, Progress progress) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        progress.add(Math.max(0, count));
        return count;
      }
    };
  }

  private final class Outputs implements FlowReader.Sink, AutoCloseable {
    private OutputFile cleanedFile;
    private FlowWriter cleanedFlows;
    private OutputFile windowedFile;
    private OutputStream windowedBytes;
    private WindowWriter windows;
    private final Windowing windowing = new Windowing(windowSize, window -> windows.write(window));

    Outputs() throws IOException {
      try {
        cleanedFile = cleaned.isPresent() ? new OutputFile(cleaned.get()) : null;
        windowedFile = windowed.isPresent() ? new OutputFile(windowed.get()) : null;
        begin();
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    private void begin() throws IOException {
      if (cleanedFile != null) {
        cleanedFlows = new FlowWriter(cleanedFile);
      }
      if (windowedFile != null) {
        windowedBytes = new BufferedOutputStream(windowedFile);
        windows = new WindowWriter(windowedBytes);
      }
    }

    @Override
    public void accept(FlowBatch batch) throws IOException {
      if (cleanedFile != null) {
        cleanedFlows.write(batch);
      }
      if (windowedFile != null) {
        windowing.add(batch);
      }
    }

    @Override
    public void restart() throws IOException {
      windowing.restart();
      if (cleanedFile != null) {
        cleanedFile.restart();
      }
      if (windowedFile != null) {
        windowedFile.restart();
      }
      begin();
    }

    void commit() throws IOException {
      if (cleanedFile != null) {
        cleanedFlows.flush();
        cleanedFile.commit();
      }
      if (windowedFile != null) {
        windowedBytes.flush();
        windowedFile.commit();
      }
    }

    @Override
    public void close() throws IOException {
      if (cleanedFile != null) {
        cleanedFile.close();
      }
      if (windowedFile != null) {
        windowedFile.close();
      }
    }
  }
}
