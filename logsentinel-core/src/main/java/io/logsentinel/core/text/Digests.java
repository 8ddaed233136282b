package io.logsentinel.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests. The isolation forest's module, which knows nothing of this one, has its own. */
public final class Digests {
  private Digests() {}

  /**
   * {@return the 32 bytes of a digest}
   *
   * @param bytes any
   */
  public static byte[] sha256(byte[] bytes) {
    return algorithm().digest(bytes);
  }

  /**
   * {@return a digest as 64 hexadecimal digits}
   *
   * @param bytes any
   */
  public static String sha256Hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  /**
   * {@return the digest of all that a stream gives as 64 hexadecimal digits}
   *
   * @param in read to its end, closed by the caller
   */
  public static String sha256Hex(InputStream in) throws IOException {
    MessageDigest digest = algorithm();
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** {@return a digest of nothing yet, for bytes that come one after the other} */
  public static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
