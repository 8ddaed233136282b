package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The encoding of a file against the decoders of the platform, at many chunk sizes. */
class EncodingPropertyTest {
  private static final int[] CHUNKS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1 << 16};

  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1
  };

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<String> utf8 =
        Arbitraries.of(
            "é", "€", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufffd", "😀", "\udbff\udfff");
    Arbitrary<byte[]> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("a", ",", "\n", "abcdefgh").map(this::utf8)),
            Tuple.of(4, utf8.map(this::utf8)),
            Tuple.of(
                1,
                Arbitraries.of(
                        0x80, 0x81, 0x8D, 0x8F, 0x90, 0x96, 0x9D, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
                        0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF)
                    .map(b -> new byte[] {b.byteValue()})));
    // the first letter keeps a byte order mark away
    return pieces.list().ofMaxSize(10).map(parts -> join(utf8("x"), parts));
  }

  private byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[] first, List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(1 << 10).put(first);
    parts.forEach(all::put);
    byte[] bytes = new byte[all.position()];
    all.flip().get(bytes);
    return bytes;
  }

  @Property(tries = 5000)
  @StatisticsReport(onFailureOnly = true)
  void textIsThatOfTheFirstEncodingThatDecodesTheWholeFile(@ForAll("bytes") byte[] bytes)
      throws IOException {
    int expected = firstThatDecodes(bytes);
    List<CsvReference.Row> rows = new CsvReference(new String(bytes, CHARSETS[expected])).rows;
    for (int chunk : CHUNKS) {
      Outcome outcome = read(bytes, chunk);
      assertEquals(rows, outcome.rows, "by chunks of " + chunk);
      assertTrue(outcome.restarts <= expected, outcome.restarts + " restarts");
      if (asciiBeforeLastChunk(bytes, chunk)) {
        // a file that ends inside a character is found out after its last chunk
        boolean endsInside = endsInsideCharacter(bytes);
        assertTrue(outcome.restarts == 0 || endsInside, "restarted without need, by " + chunk);
      }
    }
    Statistics.label("encoding").collect(CHARSETS[expected].name());
    Statistics.label("encoding")
        .coverage(
            c -> {
              for (Charset charset : CHARSETS) {
                c.check(charset.name()).percentage(p -> p > 5);
              }
            });
  }

  private static int firstThatDecodes(byte[] bytes) {
    for (int i = 0; ; i++) {
      try {
        CHARSETS[i]
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes));
        return i;
      } catch (CharacterCodingException e) {
        continue;
      }
    }
  }

  private static boolean asciiBeforeLastChunk(byte[] bytes, int chunk) {
    for (int i = 0; i < (bytes.length - 1) / chunk * chunk; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean endsInsideCharacter(byte[] bytes) {
    int at = bytes.length - 1;
    while (at > 0 && (bytes[at] & 0xC0) == 0x80) {
      at--;
    }
    return (bytes[at] & 0xFF) >= 0xC2;
  }

  private record Outcome(List<CsvReference.Row> rows, int restarts) {}

  private static Outcome read(byte[] bytes, int chunk) throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    for (int restarts = 0; ; restarts++) {
      List<CsvReference.Row> rows = new ArrayList<>();
      DecodedInput input = new DecodedInput(new ByteArrayInputStream(bytes), encoding, chunk);
      try (CsvTokenizer records = new CsvTokenizer(input, ',', 1, 1 << 16)) {
        while (records.next()) {
          List<String> fields = new ArrayList<>();
          for (int i = 0; i < records.fields(); i++) {
            fields.add(records.field(i));
          }
          rows.add(new CsvReference.Row(fields, records.line(), records.isBlank()));
        }
        return new Outcome(rows, restarts);
      } catch (WrongEncodingException e) {
        assertTrue(e.encoding().compareTo(encoding) > 0);
        TextEncoding given = TextEncoding.values()[e.encoding().ordinal() - 1];
        assertEquals("the file is not " + given + ": read it again", e.getMessage());
        encoding = e.encoding();
      }
    }
  }
}
