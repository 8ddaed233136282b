package io.logsentinel.flink;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.Session;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.text.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The judging of a source: its session, with the lines of what it finds. It is kept as bytes, the
 * first of which is the version that wrote the others, so that a savepoint of one version restores
 * in the next.
 */
class Judge {
  private static final int VERSION = 1;

  private final JudgedBy by;
  private final FindingLines lines;
  private final Session session;

  /**
   * What sources are judged by.
   *
   * @param learned the baseline
   * @param sentinel of it, with an allowlist
   * @param digest of the baseline's bytes, by which a state knows it
   */
  record JudgedBy(BaselineState learned, Sentinel sentinel, String digest) {
    /** {@return what the bytes of two files say; of the allowlist none where there are no rules} */
    static JudgedBy of(byte[] baseline, byte[] allowlist, JobOptions options) throws IOException {
      BaselineState learned = BaselineStateJson.read(new ByteArrayInputStream(baseline));
      return new JudgedBy(
          learned, Sentinel.of(learned, options.sentinel(allowlist)), Digests.sha256Hex(baseline));
    }
  }

  /**
   * A judging of a source.
   *
   * @param by the baseline, as of which the source was judged before, if it was
   * @param source its name
   * @param saved what was saved of it; null where nothing was judged
   * @throws IOException if it is of another baseline or a later version
   */
  Judge(JudgedBy by, String source, byte[] saved) throws IOException {
    this.by = by;
    if (saved == null) {
      this.lines = new FindingLines(source, 0, 0);
      this.session = by.sentinel().session(source, lines);
      return;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
    int version = in.readUnsignedByte();
    if (version < 1 || version > VERSION) {
      String of = "its state must be of version 1 to " + VERSION + " but is of version " + version;
      throw new IOException(source + ": " + of + "; restore it with the LogSentinel that wrote it");
    }
    String digest = in.readUTF();
    if (!digest.equals(by.digest())) {
      String of = "its state is of the baseline " + digest + " but the job's is " + by.digest();
      throw new IOException(source + ": " + of + "; start with the baseline of the savepoint");
    }
    this.lines = new FindingLines(source, in.readLong(), in.readLong());
    if (in.readInt() == 0) { // it begins, but not at its first window
      this.session = by.sentinel().session(source, lines);
      session.goOnAt(lines.windows());
    } else {
      this.session = by.sentinel().resume(source, lines, in);
    }
  }

  /** {@return what another judge goes on from, of the same baseline or, after the end, another} */
  final byte[] saveFor(JudgedBy other) throws IOException {
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    if (other.digest().equals(by.digest())) {
      session.save(saved);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(VERSION);
    out.writeUTF(other.digest());
    out.writeLong(lines.windows());
    out.writeLong(lines.lines());
    out.writeInt(saved.size());
    saved.writeTo(out);
    return bytes.toByteArray();
  }

  /**
   * Ends the source: all incidents are over.
   *
   * @param flows after its last window that the session does not know of, from 0
   */
  final void end(long flows) throws IOException {
    SourceSummary summary = session.end();
    lines.end(summary, flows + summary.leftOver());
  }

  final Session session() {
    return session;
  }

  final SentinelOptions options() {
    return by.sentinel().options();
  }

  /** {@return the number of windows so far} */
  final long windows() {
    return lines.windows();
  }

  /** {@return the lines of what was found since it was last asked for them} */
  final List<String> take() throws IOException {
    session.settle();
    return lines.take();
  }
}
