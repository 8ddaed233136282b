package io.logsentinel.cli.output;

import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Syslog messages of events on their way to a receiver. They are first written to a spool, which
 * appears with the artifacts, and only what the receiver has had is taken from there: whatever
 * happens in between, nothing is lost, and what was sent in vain is sent again by the next run.
 *
 * @param target the receiver
 * @param folder of the spool, which one run at a time works in
 */
public record Syslog(SyslogTarget target, Path folder) {

  private Path spool() {
    return folder.resolve(target.fileName());
  }

  /**
   * Writes the spool: what waits there, then what is new; an event that waits already is not new.
   *
   * @param artifacts the set that it appears with
   * @param events that are new
   */
  void write(ArtifactSet artifacts, List<Event> events) throws IOException {
    Set<ByteBuffer> frames = new LinkedHashSet<>();
    waiting().forEach(frame -> frames.add(ByteBuffer.wrap(frame)));
    events.forEach(event -> frames.add(ByteBuffer.wrap(SyslogFrame.of(event))));
    if (!frames.isEmpty()) {
      OutputStream out = artifacts.open(spool());
      for (ByteBuffer frame : frames) {
        out.write(frame.array(), frame.arrayOffset(), frame.limit());
      }
    }
  }

  /**
   * Sends what the spool holds, and deletes it when the receiver has had it all.
   *
   * @throws OutputException if it has not; the message says where the messages wait
   */
  void deliver() throws IOException {
    List<byte[]> frames = waiting();
    if (frames.isEmpty()) {
      return;
    }
    try {
      new SyslogSender(target).send(frames);
    } catch (IOException e) {
      throw new OutputException(
          target
              + ": cannot be written: "
              + reason(e)
              + "; "
              + (frames.size() == 1 ? "1 event waits" : frames.size() + " events wait")
              + " in "
              + spool()
              + " for the next run with --syslog "
              + target,
          e);
    }
    OutputFile.delete(spool());
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "no host has that name"
        : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  private List<byte[]> waiting() throws IOException {
    if (!Files.exists(spool())) {
      return List.of();
    }
    try (InputStream spooled = StoredFile.openWhole(spool())) {
      return SyslogFrame.split(spooled.readAllBytes());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          spool() + ": damaged: " + e.getMessage() + "; move it away, and send it by hand", e);
    } catch (IOException e) {
      throw new InputException(spool() + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
