package io.logsentinel.cli.output;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A receiver of syslog on the loopback, which takes one message apart from the next by its length.
 */
public final class SyslogReceiver implements AutoCloseable {
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final ServerSocket server;
  private CompletableFuture<List<String>> messages;

  /** One that listens on a free port, or again on one that was free. */
  public SyslogReceiver(int port) throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(1_000 * LONGEST_WAIT_SECONDS);
  }

  public static int freePort() throws IOException {
    try (SyslogReceiver receiver = new SyslogReceiver(0)) {
      return receiver.port();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Refuses some connections after they are made, then takes one to its end. */
  public SyslogReceiver taking(int refused) {
    messages =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                for (int i = 0; i < refused; i++) {
                  try (Socket socket = server.accept()) {
                    socket.setSoLinger(true, 0); // a reset, as of a receiver that is killed
                  }
                }
                try (Socket socket = server.accept()) {
                  socket.setSoTimeout(1_000 * LONGEST_WAIT_SECONDS);
                  byte[] all = socket.getInputStream().readAllBytes();
                  return messages(all);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return this;
  }

  /** Written apart from the program's own reader. */
  private static List<String> messages(byte[] bytes) {
    List<String> messages = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int end = at;
      while (bytes[end] != ' ') {
        end++;
      }
      int length = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII));
      messages.add(new String(bytes, end + 1, length, StandardCharsets.UTF_8));
      at = end + 1 + length;
    }
    return messages;
  }

  public List<String> messages() {
    try {
      return messages.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
