package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DigestsTest {
  /** Of FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void theDigestIsSha256() throws IOException {
    byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
    assertEquals(OF_ABC, Digests.sha256Hex(bytes));
    assertEquals(OF_ABC, HexFormat.of().formatHex(Digests.sha256(bytes)));
    assertEquals(OF_ABC, Digests.sha256Hex(new ByteArrayInputStream(bytes)));
  }
}
