package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.output.SyslogReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events to a receiver of syslog that listens, comes late, breaks off, or is not there. */
class SyslogTest extends SmallRun {
  private static final String HEADER =
      "<13[0-7]>1 (-|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z) - logsentinel - (incident|alert) - ";

  private Result monitor(int port, String... options) {
    return Cli.runIn(
        folder,
        Stream.concat(
                Stream.of("--step=monitor", "--syslog=tcp://127.0.0.1:" + port), Stream.of(options))
            .toArray(String[]::new));
  }

  private Path spool(int port) {
    return model("syslog_127.0.0.1_" + port + ".spool");
  }

  /** The events as the same format has them in a file. */
  private List<String> events() throws IOException {
    Path file = folder.resolve("events");
    assertEquals(0, Cli.runIn(folder, "--step=monitor", "--output=cef:" + file).exit());
    List<String> events = Files.readAllLines(file);
    assertFalse(events.isEmpty());
    return events;
  }

  private static List<String> withoutHeaders(List<String> messages) {
    List<String> events = new ArrayList<>();
    for (String message : messages) {
      String event = message.replaceFirst(HEADER, "");
      assertTrue(event.startsWith("CEF:0|"), message);
      assertTrue(event.length() < message.length(), message);
      events.add(event);
    }
    return events;
  }

  @Test
  void aReceiverThatListens_hasThemAll() throws IOException {
    List<String> events = events();
    try (SyslogReceiver receiver = new SyslogReceiver(0).taking(0)) {
      Result result = monitor(receiver.port());
      assertEquals(0, result.exit(), result.err());
      assertEquals(events, withoutHeaders(receiver.messages()));
      assertFalse(Files.exists(spool(receiver.port())));
    }
  }

  @Test
  void aReceiverThatBreaksOff_isTriedAgain() throws IOException {
    List<String> events = events();
    try (SyslogReceiver receiver = new SyslogReceiver(0).taking(2)) {
      Result result = monitor(receiver.port());
      assertEquals(0, result.exit(), result.err());
      assertEquals(events, withoutHeaders(receiver.messages()));
    }
  }

  @Test
  void aReceiverThatIsDown_getsThemFromTheNextRun() throws IOException {
    List<String> events = events();
    int port = SyslogReceiver.freePort();
    for (int run = 0; run < 2; run++) {
      Result result = monitor(port, "--quiet");
      assertEquals(5, result.exit());
      assertTrue(
          result
              .err()
              .endsWith(
                  "logsentinel: error: tcp://127.0.0.1:"
                      + port
                      + ": cannot be written: Connection refused; "
                      + (events.size() == 1 ? "1 event waits" : events.size() + " events wait")
                      + " in "
                      + spool(port)
                      + " for the next run with --syslog tcp://127.0.0.1:"
                      + port
                      + "\n"),
          result.err());
      assertTrue(Files.exists(spool(port)));
      assertTrue(result.out().contains("Summary\n"), "all else is done");
    }
    Files.delete(windowed("windowed_cleaned_Friday.csv"));
    try (SyslogReceiver receiver = new SyslogReceiver(port).taking(0)) {
      Result result = monitor(port);
      assertEquals(0, result.exit(), result.err());
      assertEquals(events, withoutHeaders(receiver.messages()), "once each, of runs before");
      assertFalse(Files.exists(spool(port)));
    }
  }

  @Test
  void aDamagedSpool_isSaid_andLeftAsItIs() throws IOException {
    int port = SyslogReceiver.freePort();
    assertEquals(5, monitor(port).exit());
    byte[] whole = Files.readAllBytes(spool(port));
    byte[] torn = java.util.Arrays.copyOf(whole, whole.length - 1);
    Files.write(spool(port), torn);
    Result result = monitor(port);
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(spool(port) + ": damaged: no message with its length begins at byte "),
        result.err());
    assertEquals(torn.length, Files.size(spool(port)));
  }

  @Test
  void whatIsNoReceiver_isSaid() {
    Result result = Cli.runIn(folder, "--step=monitor", "--syslog=udp://127.0.0.1:514");
    assertEquals(2, result.exit());
    assertTrue(
        result
            .err()
            .startsWith(
                "logsentinel: error: Invalid value for option '--syslog': it must be"
                    + " tcp://HOST:PORT, the port 1 to 65535, as tcp://127.0.0.1:601, but is"
                    + " `udp://127.0.0.1:514`\n"),
        result.err());
  }
}
