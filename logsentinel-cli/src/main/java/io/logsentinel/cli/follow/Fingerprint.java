package io.logsentinel.cli.follow;

import com.google.gson.stream.JsonReader;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.FileHead;
import io.logsentinel.core.text.GzipMembers;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Fingerprint of a file's text: the digest of its first bytes, the same whatever the file is called
 * by now, and whether it is compressed.
 *
 * @param length of what was looked at, in bytes
 * @param digest of these bytes, in hexadecimal digits
 */
record Fingerprint(int length, String digest) {
  /** So many bytes tell files apart: a header and some flows. */
  static final int MOST_BYTES = 1 << 12;

  /** By so many it is known how a file is compressed. */
  private static final int MAGIC_BYTES = 4;

  /** {@return the fingerprint of a file as it is now; of nothing where it cannot be read} */
  static Fingerprint of(Path file) {
    return of(head(file, MOST_BYTES));
  }

  static Fingerprint of(byte[] head) {
    return new Fingerprint(head.length, Digests.sha256Hex(head));
  }

  /** {@return whether a file's text begins so; never where nothing was looked at} */
  boolean fits(Path file) {
    return length > 0 && fits(head(file, length));
  }

  /** {@return whether a text that begins with some bytes begins so} */
  boolean fits(byte[] head) {
    return head.length >= length && of(Arrays.copyOf(head, length)).digest.equals(digest);
  }

  /** The first bytes of the text; fewer where a compressed file is still being written. */
  static byte[] head(Path file, int most) {
    try (InputStream in = text(file)) {
      return FileHead.read(in, most).bytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** {@return whether a compressed file breaks off within its first bytes} */
  static boolean isTorn(Path file) {
    try (InputStream in = text(file)) {
      FileHead head = FileHead.read(in, MOST_BYTES);
      boolean isBegun = head.bytes().length >= MAGIC_BYTES;
      return !isBegun || (head.bytes().length < MOST_BYTES && head.rest().read() >= 0);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** {@return the text of a file, out of any compression} */
  static InputStream text(Path file) throws IOException {
    Progress none = bytes -> {};
    FileHead head = FileHead.read(FlowInput.of(file).open(none), 2);
    return GzipMembers.begins(head.bytes()) ? new GzipMembers(head.all()) : head.all();
  }

  static Fingerprint read(JsonReader json) throws IOException {
    json.beginObject();
    Fingerprint print =
        new Fingerprint(StrictJson.count(json, "length"), StrictJson.string(json, "sha256"));
    json.endObject();
    return print;
  }

  void write(JsonWriter json) {
    json.beginObject();
    json.name("length").value(length);
    json.name("sha256").value(digest);
    json.endObject();
  }
}
