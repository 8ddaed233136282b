package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.text.GzipMembers.Bounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every member is read to its end; what is torn, damaged or added is never lost in silence. */
public class GzipMembersTest {
  private static final byte[] FIRST = text("Source IP,Label\n10.0.0.1,BENIGN\n".repeat(3));
  private static final byte[] SECOND = text("10.0.0.2,DDoS\n10.0.0.3,\n");
  private static final int FLAGS_AT = 3;
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;

  @Property(tries = 200)
  void anyMembers_readInAnyPieces_giveTheirTexts(
      @ForAll @Size(max = 4) List<byte[]> texts, @ForAll @IntRange(min = 1, max = 40) int piece)
      throws IOException {
    byte[] file = gzip(texts.toArray(byte[][]::new));
    if (file.length > 0) {
      assertArrayEquals(join(texts.toArray(byte[][]::new)), read(file, piece));
    }
  }

  @Example
  void everyTruncation_fails_butAtTheEndOfAMember() throws IOException {
    byte[] file = gzip(FIRST, SECOND);
    int firstEnds = gzip(FIRST).length;
    for (int length = 2; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      if (length == firstEnds) {
        assertArrayEquals(FIRST, read(cut)); // a whole file of one member
        continue;
      }
      IOException e = assertThrows(IOException.class, () -> read(cut), "cut at " + length);
      int member = length < firstEnds ? 1 : 2;
      assertEquals("gzip member " + member + " is cut off at byte " + length, e.getMessage());
    }
  }

  @Example
  void everyFlippedBit_fails_orChangesNothing() throws IOException {
    byte[] file = gzip(FIRST, SECOND);
    int failed = 0;
    for (int bit = 0; bit < Byte.SIZE * file.length; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      failed += failsOrReads(join(FIRST, SECOND), damaged);
    }
    // the times, extra flags and systems of two headers, and their flags of text, say nothing
    int meaningless = 2 * (6 * Byte.SIZE + 1);
    int most = Byte.SIZE * file.length - meaningless;
    int unusedBitsOfLastBytes = 2 * (Byte.SIZE - 1);
    assertTrue(failed <= most && failed >= most - unusedBitsOfLastBytes, "failed: " + failed);
  }

  @Example
  void anyBytesInPlaceOfOthers_fail_orChangeNothing() throws IOException {
    Random random = new Random(20_261_126);
    byte[] file = gzip(FIRST, SECOND);
    int failed = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = file.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      failed += failsOrReads(join(FIRST, SECOND), damaged);
    }
    assertTrue(failed > 1_000, () -> "too tame");
  }

  /** 1 where it fails, 0 where it gives the text; anything else is the defect looked for. */
  private static int failsOrReads(byte[] text, byte[] file) {
    byte[] read;
    try {
      read = read(file);
    } catch (IOException e) {
      return 1;
    }
    assertArrayEquals(text, read);
    return 0;
  }

  @Example
  void bytesAfterTheLastMember_areZero_orAFailure() throws IOException {
    byte[] file = gzip(FIRST);
    assertArrayEquals(FIRST, read(Arrays.copyOf(file, file.length + 100_000)));
    assertFails(
        join(file, text("\u001f")), "gzip member 2 is cut off at byte " + (file.length + 1));
    assertFails(
        join(file, text("10.0.0.2,DDoS\n")),
        "before byte " + (file.length + 1) + " of the gzip file: neither a member nor zero bytes");
    assertFails(
        join(file, new byte[3], gzip(SECOND)),
        "at byte " + (file.length + 3) + " of the gzip file: not zero, after zero bytes");
  }

  @Example
  void aMemberWhoseCheckSumOrLengthIsWrong_fails() throws IOException {
    byte[] file = gzip(FIRST, SECOND);
    file[file.length - TRAILER_BYTES] ^= 1;
    assertFails(
        file,
        "gzip member 2 is damaged before byte "
            + (file.length - 4)
            + ": its check sum is not that of its text");
    file[file.length - TRAILER_BYTES] ^= 1;
    file[file.length - 1] ^= 1;
    assertFails(
        file,
        "gzip member 2 is damaged before byte "
            + file.length
            + ": its length is not that of its text, "
            + SECOND.length
            + " bytes");
  }

  @Example
  void headersWithEverythingInThem_areRead_asTheJdkDoes() throws IOException {
    byte[] file = withAllFields(gzip(FIRST));
    try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      assertArrayEquals(jdk.readAllBytes(), read(file));
    }
    assertArrayEquals(join(FIRST, FIRST), read(join(file, file)));
    file[HEADER_BYTES + 5] ^= 1; // of the name, which the check sum of the header covers
    assertTrue(
        assertThrows(IOException.class, () -> read(file))
            .getMessage()
            .endsWith("the check sum of its header is wrong"));
  }

  @Example
  void afterAFailure_nothingIsRead() throws IOException {
    byte[] file = gzip(FIRST);
    file[file.length - 1] ^= 1;
    try (GzipMembers in = new GzipMembers(new ByteArrayInputStream(file))) {
      assertEquals(FIRST.length, in.readNBytes(FIRST.length).length);
      assertThrows(IOException.class, in::read);
      assertThrows(IOException.class, in::read);
    }
  }

  /** Zero bytes without an end: the most that gzip packs, 1,032 for 1. */
  @Example
  void aBomb_fails_afterTheFirstBytesThatAnyRatioMayHave() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      for (int i = 0; i < 300; i++) {
        out.write(zeros);
      }
    }
    long read = 0;
    try (GzipMembers in = new GzipMembers(new ByteArrayInputStream(file.toByteArray()))) {
      while (true) {
        read += in.read(zeros);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith("holds too much: "), e.getMessage());
      assertTrue(e.getMessage().endsWith("if that is meant, unpack it before"), e.getMessage());
    }
    assertTrue(read <= Bounds.ANY_RATIO && read > Bounds.ANY_RATIO - zeros.length, "read " + read);
  }

  @Example
  void bounds_areOfRatioAndSize() throws IOException {
    Bounds small = new Bounds();
    small.add(Bounds.ANY_RATIO, 1);
    assertThrows(IOException.class, () -> small.add(1, Bounds.ANY_RATIO / Bounds.MAX_RATIO));
    Bounds large = new Bounds();
    large.add(Bounds.MAX_TEXT, Bounds.MAX_TEXT / Bounds.MAX_RATIO + 1);
    assertThrows(IOException.class, () -> large.add(1, Bounds.MAX_TEXT));
  }

  private static void assertFails(byte[] file, String message) {
    assertEquals(message, assertThrows(IOException.class, () -> read(file)).getMessage());
  }

  private static byte[] withAllFields(byte[] file) {
    byte[] header = Arrays.copyOf(file, HEADER_BYTES);
    header[FLAGS_AT] = 0b1_1110;
    byte[] fields = join(new byte[] {3, 0, 'a', 'b', 'c'}, text("day.csv\0"), text("a comment\0"));
    CRC32 check = new CRC32();
    check.update(join(header, fields));
    byte[] sum = {(byte) check.getValue(), (byte) (check.getValue() >> Byte.SIZE)};
    return join(header, fields, sum, Arrays.copyOfRange(file, HEADER_BYTES, file.length));
  }

  private static byte[] read(byte[] file) throws IOException {
    return read(file, Integer.MAX_VALUE);
  }

  /** Reads a file that comes, and is asked for, in pieces of so many bytes at most. */
  private static byte[] read(byte[] file, int piece) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] bytes, int from, int length) {
            return super.read(bytes, from, Math.min(piece, length));
          }
        };
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (GzipMembers in = new GzipMembers(slow)) {
      byte[] bytes = new byte[Math.min(piece, 1 << 12)];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        text.write(bytes, 0, count);
      }
    }
    return text.toByteArray();
  }

  public static byte[] gzip(byte[]... members) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream out = new GZIPOutputStream(file)) {
        out.write(member);
      }
    }
    return file.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
