package io.logsentinel.cli.follow;

import io.logsentinel.core.flow.Rejection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * File that may grow while it is read, held open: whatever becomes of its name, its bytes can be
 * had until it is closed.
 *
 * <p>Safe for use by several threads but for {@link #flows} and its copy, which the follower's turn
 * guards.
 */
final class FollowedFile implements Closeable {
  private final FileChannel channel;
  private final String key;

  /** Whether a copy of it lies in the follower's folder. */
  private volatile boolean isSpooled;

  /** Where it was when it was opened. */
  private final Path openedAt;

  /** Where it was last. */
  private volatile Path path;

  /** Its first bytes as they are on disk: a file that begins otherwise is another. */
  private byte[] head = new byte[0];

  private Fingerprint print = Fingerprint.of(new byte[0]);

  private volatile boolean isCut;

  /** When it was changed last before bytes were read of it, in milliseconds from 1970. */
  private volatile long modified;

  /** When bytes came last, by {@link System#nanoTime}. */
  private volatile long grewAt = System.nanoTime();

  /** When it was first seen to have left its place, likewise; empty where it has not. */
  private volatile OptionalLong leftAt = OptionalLong.empty();

  /** Where it ended when it was taken to be at its end; empty where it was not, or was cut. */
  private volatile OptionalLong end = OptionalLong.empty();

  // of the follower that reads it, in its turn

  /** Whole flows read so far. */
  long flows;

  /** How many of them are passed over, as they were judged before it was opened. */
  long judgedBefore;

  /** Bytes of it that were read before it was opened: what goes beyond them is news. */
  private volatile long oldBytes;

  /** What is assumed of its clock and encoding, as {@link LiveSource#assume} has it. */
  volatile int reading;

  /** How many rows were rejected for a reason when that was told last. */
  final Map<Rejection, Long> toldRejections = new EnumMap<>(Rejection.class);

  /** Bytes of it that were copied. */
  private long copied;

  /** Bytes that were read of it, as they are on disk. */
  volatile long position;

  /** Whether what is written to it from now on is not of it, or cannot be read. */
  volatile boolean isClosed;

  private FollowedFile(Path path, FileChannel channel, String key, boolean isSpooled) {
    this.openedAt = path;
    this.path = path;
    this.channel = channel;
    this.key = key;
    this.isSpooled = isSpooled;
  }

  static FollowedFile open(Path path) throws IOException {
    return open(path, false);
  }

  /** Opens a file; one that is a copy in the follower's folder goes when it is not needed. */
  static FollowedFile open(Path path, boolean isSpooled) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      FollowedFile file = new FollowedFile(path, channel, FileKey.of(path), isSpooled);
      file.head = file.head();
      file.modified = file.modifiedNow();
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  String key() {
    return key;
  }

  boolean isSpooled() {
    return isSpooled;
  }

  Path openedAt() {
    return openedAt;
  }

  Path path() {
    return path;
  }

  /** It has been renamed. */
  void isAt(Path now) {
    path = now;
  }

  /** It is gone, and a copy of it is kept. */
  void isKeptAt(Path copy) {
    path = copy;
    isSpooled = true;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** {@return its first bytes by now} */
  byte[] head() throws IOException {
    byte[] now = new byte[Fingerprint.MOST_BYTES];
    int count = 0;
    for (int more = 0; more >= 0 && count < now.length; count += Math.max(0, more)) {
      more = channel.read(ByteBuffer.wrap(now, count, now.length - count), count);
    }
    return Arrays.copyOf(now, count);
  }

  /** {@return when it had been changed last before bytes were read of it} */
  long modified() {
    return modified;
  }

  /**
   * {@return when it was changed last, in milliseconds from 1970; as it was known before, where it
   * is not at its place any more}
   */
  long modifiedNow() throws IOException {
    return FileKey.modified(path, key).orElse(modified);
  }

  /** It was cut: what is under its key is another file by now. */
  void wasCut() {
    isCut = true;
  }

  /** It was cut, and is known by what it began with before. */
  synchronized void began(byte[] then) {
    wasCut();
    isClosed = true;
    head = then;
    print = Fingerprint.of(then);
  }

  /**
   * {@return whether it still is the file that was opened, at least so long} One that was cut and
   * written to again is another.
   */
  synchronized boolean isStill(long length) throws IOException {
    if (channel.size() < Math.max(length, head.length)) {
      return false;
    }
    byte[] now = new byte[head.length];
    int count = 0;
    while (count < now.length) {
      int more = channel.read(ByteBuffer.wrap(now, count, now.length - count), count);
      if (more < 0) {
        return false;
      }
      count += more;
    }
    return Arrays.equals(now, head);
  }

  /** {@return whether a file is this one, which cannot have given its key away: it is held open} */
  boolean isStillAt(Path file) throws IOException {
    return !isCut && FileKey.isAt(file, key) && isStill(position);
  }

  /** Reads some bytes from a place on; how many, -1 where there are none by now. */
  int read(long place, byte[] bytes, int from, int count) throws IOException {
    int read = channel.read(ByteBuffer.wrap(bytes, from, count), place);
    if (read > 0) {
      grewAt = System.nanoTime();
    }
    return read;
  }

  /**
   * Goes on behind bytes that were read of it, and knows it by them: what is on disk may be
   * another's by now.
   *
   * @param then when it had been changed last before they were read
   */
  synchronized void took(byte[] bytes, int from, int count, long then) {
    int length = (int) Math.min(Fingerprint.MOST_BYTES, position + count);
    if (position <= head.length && head.length < length) {
      int known = (int) position;
      byte[] now = Arrays.copyOf(head, length);
      System.arraycopy(bytes, from, now, known, length - known);
      head = now;
    }
    position += count;
    modified = then;
  }

  /** Copies what it holds by now, behind what was copied there before. */
  void copyTo(Path target) throws IOException {
    try (FileChannel to =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long length = channel.size();
      to.position(copied);
      while (copied < length) {
        copied += channel.transferTo(copied, length - copied, to);
      }
      to.force(true);
    }
  }

  /** {@return whether it has grown since it was copied} */
  boolean hasOutgrownCopy() throws IOException {
    return channel.size() > copied;
  }

  /** {@return how long no bytes came, since it was opened} */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - grewAt);
  }

  /** {@return whether it has not grown for so long, as far as that can be known} */
  boolean isQuietFor(Duration time) {
    try {
      return isPast(modifiedNow(), time) || quiet().compareTo(time) >= 0;
    } catch (IOException e) {
      return quiet().compareTo(time) >= 0;
    }
  }

  private static boolean isPast(long changed, Duration time) {
    return changed != 0 && System.currentTimeMillis() - changed >= time.toMillis();
  }

  /** It is seen not to be at its place any more. */
  void hasLeft() {
    if (leftAt.isEmpty()) {
      leftAt = OptionalLong.of(System.nanoTime());
    }
  }

  /**
   * {@return whether it has not grown for so long since it was seen to have left its place} How old
   * it was by then says nothing: who writes to it may go on until told that it was renamed.
   */
  boolean hasSettledFor(Duration time) {
    long now = System.nanoTime();
    return leftAt.isPresent()
        && now - leftAt.getAsLong() >= time.toNanos()
        && now - grewAt >= time.toNanos();
  }

  /** {@return whether it was neither written to nor renamed for so long, as far as can be known} */
  boolean isUntouchedFor(Duration time) {
    try {
      OptionalLong touched = FileKey.isAt(path, key) ? FileKey.touched(path) : OptionalLong.empty();
      return touched.isPresent()
          && isPast(touched.getAsLong(), time)
          && isPast(modifiedNow(), time);
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  /** So many of its bytes, or all where others came after it, were read before it was opened. */
  void hasOld(long bytes) {
    oldBytes = bytes;
  }

  /** {@return whether more was read of it than before it was opened} */
  boolean hasNews() {
    return position > oldBytes;
  }

  /** All of it has been read, as far as it goes by now. */
  void isAtEnd() {
    end = OptionalLong.of(position);
  }

  /** {@return how many bytes were written to it after it was taken to be at its end} */
  long lateBytes() throws IOException {
    return end.isPresent() ? Math.max(0, channel.size() - end.getAsLong()) : 0;
  }

  /** {@return the fingerprint of its text by now} */
  synchronized Fingerprint print() {
    if (print.length() < Fingerprint.MOST_BYTES) {
      Fingerprint now =
          isCompressed() && Files.exists(path) ? Fingerprint.of(path) : Fingerprint.of(head);
      print = now.length() > 0 ? now : print;
    }
    return print;
  }

  synchronized boolean isCompressed() {
    boolean isGzip = head.length > 1 && head[0] == (byte) 0x1F && head[1] == (byte) 0x8B;
    boolean isZstd = head.length > 1 && head[0] == (byte) 0x28 && head[1] == (byte) 0xB5;
    return isGzip || isZstd;
  }

  /** {@return the mark of it, with so many flows judged} */
  FileMark mark(long judged) {
    long read = Math.max(flows, judgedBefore);
    long bytes = oldBytes == FileMark.ALL ? position : Math.max(position, oldBytes);
    return new FileMark(
        path.toAbsolutePath(),
        key,
        print(),
        modified,
        judged,
        read,
        isClosed ? FileMark.ALL : bytes,
        reading,
        isSpooled);
  }

  /** Closes it for good: a copy goes. */
  void drop() throws IOException {
    close();
    if (isSpooled) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
