package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Mark of how far a file was read, by which it is known again under any name.
 *
 * @param path where it was last
 * @param key what the file system knows it by; empty where it has no such thing
 * @param print of its text
 * @param modified when it was written to last, in milliseconds from 1970
 * @param judged its whole flows in windows that were judged, from 0
 * @param flows its whole flows that were read, from 0
 * @param bytes of it on disk that were read; {@link #ALL} where nothing more is read of it
 * @param reading number of what is assumed of its clock and encoding
 * @param spooled whether a copy of it is kept in the follower's folder, at the path
 */
record FileMark(
    Path path,
    String key,
    Fingerprint print,
    long modified,
    long judged,
    long flows,
    long bytes,
    int reading,
    boolean spooled) {
  /** More bytes than any file has. */
  static final long ALL = Long.MAX_VALUE;

  /**
   * {@return whether a file is this one, or a copy of it} One of the same key may have grown, and
   * one that was cut goes on under its key with other bytes. Under another key a header alone tells
   * nothing: many files begin with it. Neither does the key of a file without flows: when that is
   * gone, a file with flows may get it, and reading what has grown under it repeats nothing.
   */
  boolean isOf(Path file) {
    return FoundFile.at(file).filter(this::isOf).isPresent();
  }

  /** {@return the same of a file that was looked at} */
  boolean isOf(FoundFile file) {
    if (file.isOfKey(key)) {
      return flows > 0 ? print.length() == 0 || file.beginsAs(print) : file.hasPrint(print);
    }
    return flows > 0 ? file.beginsAs(print) : file.isOf(print);
  }

  /**
   * {@return whether a file that has the name of another source is this one} It was renamed, or,
   * where it is named after what was rotated, copied or compressed. What no flows were read of
   * tells nothing: the file system gives the keys of deleted files to others.
   *
   * @param file that was found
   * @param isNamedAfter whether a file is named after what was marked
   */
  boolean isRenamed(FoundFile file, Predicate<Path> isNamedAfter) {
    if (flows == 0) {
      return false;
    }
    return file.isOfKey(key)
        ? file.beginsAs(print)
        : file.isOf(print) && isNamedAfter.test(file.path());
  }

  /** {@return whether a file that is this one has more than was read of it} */
  boolean isOutgrownBy(FoundFile file) {
    return file.isLongerThan(bytes);
  }

  /** {@return whether its flows tell it from other files, not a header alone that many have} */
  boolean isDistinct() {
    return print.length() == Fingerprint.MOST_BYTES;
  }

  static FileMark read(JsonReader json) throws IOException {
    json.beginObject();
    Path path = Path.of(StrictJson.string(json, "path"));
    String key = StrictJson.string(json, "key");
    StrictJson.name(json, "print");
    Fingerprint print = Fingerprint.read(json);
    StrictJson.name(json, "modified");
    long modified = StrictJson.signed(json);
    StrictJson.name(json, "judged");
    long judged = StrictJson.whole(json);
    StrictJson.name(json, "flows");
    long flows = StrictJson.whole(json);
    StrictJson.name(json, "bytes");
    long bytes = StrictJson.whole(json);
    int reading = StrictJson.count(json, "reading");
    boolean spooled = StrictJson.count(json, "spooled") == 1;
    json.endObject();
    return new FileMark(path, key, print, modified, judged, flows, bytes, reading, spooled);
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.name("path").value(path.toString());
    json.name("key").value(key);
    json.name("print");
    print.write(json);
    json.name("modified").value(modified);
    json.name("judged").value(judged);
    json.name("flows").value(flows);
    json.name("bytes").value(bytes);
    json.name("reading").value(reading);
    json.name("spooled").value(spooled ? 1 : 0);
    json.endObject();
  }
}
