package io.logsentinel.bench;

import io.logsentinel.cli.simulate.SimulatedDay;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

/** A simulated day as a stream: written by a thread as fast as it is read. */
public final class SimulatedStream {
  private static final int BUFFER_BYTES = 1 << 20;

  private SimulatedStream() {}

  public static InputStream open(SimulatedDay day) throws IOException {
    PipedInputStream in = new PipedInputStream(BUFFER_BYTES);
    PipedOutputStream out = new PipedOutputStream(in);
    Thread writer =
        new Thread(
            () -> {
              try (out) {
                day.write(out);
              } catch (IOException e) {
                // the reader closed its end; what it read is counted there
              }
            },
            "simulate " + day.fileName());
    writer.setDaemon(true);
    writer.start();
    return in;
  }
}
