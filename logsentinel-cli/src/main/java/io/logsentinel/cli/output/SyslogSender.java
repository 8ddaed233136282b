package io.logsentinel.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sender of frames to a receiver, all or none: TCP tells of no message that it arrived, but a
 * receiver that reads to the end and then closes has had them all.
 *
 * @param target the receiver
 */
record SyslogSender(SyslogTarget target) {
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final int CONNECT_MILLIS = 5_000;
  private static final long LEAST_SECONDS = 10;
  private static final long BYTES_PER_SECOND = 1 << 16;

  /** Sends all, again where it fails; throws what the last attempt failed with. */
  void send(List<byte[]> frames) throws IOException {
    IOException failure = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pause(FIRST_PAUSE_MILLIS << attempt - 1);
      }
      try {
        sendOnce(frames);
        return;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void sendOnce(List<byte[]> frames) throws IOException {
    long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
    long seconds = LEAST_SECONDS + bytes / BYTES_PER_SECOND;
    AtomicBoolean isLate = new AtomicBoolean();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
      // a receiver that does not read would hold up a write for ever
      Executor later = CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
      CompletableFuture<Void> limit =
          CompletableFuture.runAsync(() -> closeLate(socket, isLate), later);
      try {
        exchange(socket, frames);
      } catch (IOException e) {
        throw isLate.get()
            ? new IOException("it did not read all and close within " + seconds + " s", e)
            : e;
      } finally {
        limit.cancel(false);
      }
    }
  }

  private static void exchange(Socket socket, List<byte[]> frames) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (byte[] frame : frames) {
      out.write(frame);
    }
    socket.shutdownOutput();
    InputStream answer = socket.getInputStream();
    while (answer.read() >= 0) {
      // receivers of syslog say nothing; what one says all the same means nothing
    }
  }

  private static void closeLate(Socket socket, AtomicBoolean isLate) {
    try {
      isLate.set(!socket.isClosed());
      socket.close();
    } catch (IOException e) {
      // who reads or writes is told
    }
  }
}
