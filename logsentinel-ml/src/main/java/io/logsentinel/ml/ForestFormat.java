package io.logsentinel.ml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The frame of a model file: name, versions, size limit, and the digest it ends with. */
final class ForestFormat {
  /** The first value of every file. */
  static final String NAME = "logsentinel-isolation-forest";

  /** The version written. Older ones are read too. */
  static final int VERSION = 2;

  /** The oldest version read: its trees have no ranges. */
  static final int FIRST_VERSION = 1;

  /** The largest file written or read: 256 MiB. */
  static final int MAX_BYTES = 1 << 28;

  /** The bytes after the digest's digits. */
  static final String END = "\"}\n";

  private ForestFormat() {}

  static void checkSize(long bytes, int maxBytes) throws ForestFormatException {
    if (bytes > maxBytes) {
      throw new ForestFormatException(
          "the model file must have at most " + maxBytes + " bytes, but has " + bytes + " or more");
    }
  }

  /** SHA-256 of the first bytes, in lower-case hexadecimal: core's own is out of reach here. */
  static String digest(byte[] bytes, int length) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, 0, length);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
