package io.logsentinel.cli.workspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdTextTest {
  private static final byte[] FIRST =
      "10.0.0.1,BENIGN\n".repeat(9).getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "10.0.0.2,DDoS\n".getBytes(StandardCharsets.UTF_8);

  private static byte[] frame(byte[] text) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx().setChecksum(true)) {
      return zstd.compress(text);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] read(byte[] file, int piece) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] bytes, int from, int length) {
            return super.read(bytes, from, Math.min(piece, length));
          }

          @Override
          public synchronized int available() {
            return 0; // as of a pipe
          }
        };
    try (InputStream in = ZstdText.open(slow, "a file")) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void everyTruncation_fails_butAtTheEndOfAFrame(int piece) throws IOException {
    byte[] file = join(frame(FIRST), frame(SECOND));
    assertArrayEquals(join(FIRST, SECOND), read(file, piece));
    for (int length = 1; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      if (length == frame(FIRST).length) {
        assertArrayEquals(FIRST, read(cut, piece)); // a whole file of one frame
        continue;
      }
      IOException e = assertThrows(IOException.class, () -> read(cut, piece), "cut at " + length);
      assertTrue(
          e.getMessage().startsWith("zstd is cut off or damaged before byte " + length + ": "),
          e.getMessage());
    }
  }

  /** With the check sums that the command writes by itself. */
  @Test
  void everyFlippedBit_fails_orChangesNothing() {
    byte[] file = join(frame(FIRST), frame(SECOND));
    int failed = 0;
    for (int bit = 0; bit < Byte.SIZE * file.length; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      try {
        assertArrayEquals(join(FIRST, SECOND), read(damaged, 1 << 20), "bit " + bit);
      } catch (IOException e) {
        failed++;
      }
    }
    assertTrue(failed > Byte.SIZE * file.length / 2, "failed: " + failed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\0\0\0\0\0\0", "10.0.0.3,BENIGN\n"})
  void whatFollowsTheLastFrame_isAFailure(String more) {
    byte[] file = join(frame(FIRST), more.getBytes(StandardCharsets.UTF_8));
    assertThrows(IOException.class, () -> read(file, 1 << 20));
  }

  @Test
  void aBomb_fails_afterTheFirstBytesThatAnyRatioMayHave() throws IOException {
    byte[] zeros = frame(new byte[1 << 25]);
    byte[] file = join(zeros, zeros, zeros, zeros, zeros, zeros, zeros, zeros, zeros);
    byte[] bytes = new byte[1 << 16];
    long read = 0;
    try (InputStream in = ZstdText.open(new ByteArrayInputStream(file), "a file")) {
      while (true) {
        read += in.read(bytes);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith("holds too much: "), e.getMessage());
    }
    assertTrue(read > 0 && read <= 1 << 28, "read " + read);
  }

  @Test
  void isKnownByItsFirstBytes() {
    assertTrue(ZstdText.begins(frame(FIRST)));
    assertTrue(ZstdText.begins(new byte[] {0x5A, 0x2A, 0x4D, 0x18, 0}));
    assertFalse(ZstdText.begins(new byte[] {0x28, (byte) 0xB5, 0x2F}));
    assertFalse(ZstdText.begins("P*M,Label".getBytes(StandardCharsets.UTF_8)));
  }
}
