package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedInputTest {
  private static final int[] CHUNKS = {1, 2, 3, 5, 1 << 16};

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static String read(byte[] bytes, int chunk) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DecodedInput input =
        new DecodedInput(new ByteArrayInputStream(bytes), TextEncoding.UTF_8, chunk)) {
      while (input.fill()) {
        all.write(input.chunk(), 0, input.length());
      }
      return input.encoding().decode(all.toByteArray(), 0, all.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, EFBBBF",
    "UTF-16LE, FFFE",
    "UTF-16BE, FEFF",
    "UTF-32LE, FFFE0000",
    "UTF-32BE, 0000FEFF"
  })
  void byteOrderMark_isTakenOffAndObeyed(String charset, String mark) throws IOException {
    String text = "a,é\r\n\"€😀\",\0\n".repeat(3000); // longer than any buffer on the way
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(hex(mark));
    bytes.write(text.getBytes(Charset.forName(charset)));
    for (int chunk : CHUNKS) {
      assertEquals(text, read(bytes.toByteArray(), chunk));
    }
    assertEquals("", read(hex(mark), 64), "nothing but the mark");
  }

  @Test
  void surrogatePairAtEveryPlaceOfTheBuffer_staysWhole() throws IOException {
    for (int before = 8180; before < 8200; before++) {
      String text = "x".repeat(before) + "😀é😀";
      byte[] bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
      assertEquals(text, read(bytes, 1 << 16));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EF BB BF EF BB BF 61", // only the first mark is one
        "61 EF BB BF",
      })
  void markElsewhere_isText(String bytes) throws IOException {
    assertTrue(read(hex(bytes), 64).contains("\ufeff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EF", "EF BB", "FF", "FE", "00 00 FE", "61"})
  void shortFile_isReadAsItIs(String bytes) throws IOException {
    for (int chunk : CHUNKS) {
      byte[] all = hex(bytes);
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      try (DecodedInput input =
          new DecodedInput(new ByteArrayInputStream(all), TextEncoding.LATIN1, chunk)) {
        while (input.fill()) {
          read.write(input.chunk(), 0, input.length());
        }
      }
      assertEquals(HexFormat.of().formatHex(all), HexFormat.of().formatHex(read.toByteArray()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FF FE 61", // half a unit
        "FF FE 61 00 62",
        "FF FE 00 D8", // half a pair at the end
        "FF FE 00 D8 61 00",
        "FF FE 00 DC 61 00",
        "FE FF D8 00",
        "FE FF DC 00 00 61",
        "FE FF D8 00 D8 00 DC 00",
        "FF FE 00 00 61 00 00", // part of a UTF-32 unit
        "FF FE 00 00 00 00 11 00", // past U+10FFFF
        "00 00 FE FF 00 11 00 00",
      })
  void malformedUnit_isAnError(String bytes) {
    for (int chunk : CHUNKS) {
      assertThrows(CharacterCodingException.class, () -> read(hex(bytes), chunk));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00 00 FE FF 00 00 D8 00", "FF FE 00 00 00 DC 00 00 61 00 00 00"})
  void surrogateInUtf32_isAnError(String bytes) {
    for (int chunk : CHUNKS) {
      assertThrows(CharacterCodingException.class, () -> read(hex(bytes), chunk));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"61 C3", "61 E2 82", "61 F0 9F 98"})
  void endInsideAUtf8Sequence_isNotUtf8(String bytes) {
    for (int chunk : CHUNKS) {
      WrongEncodingException e =
          assertThrows(WrongEncodingException.class, () -> read(hex(bytes), chunk));
      assertEquals(TextEncoding.CP1252, e.encoding());
    }
  }

  @Test
  void theEncodingAfterTheLastOne_doesNotExist() {
    assertEquals(TextEncoding.CP1252, TextEncoding.UTF_8.next());
    assertEquals(TextEncoding.LATIN1, TextEncoding.CP1252.next());
    IllegalStateException e = assertThrows(IllegalStateException.class, TextEncoding.LATIN1::next);
    assertEquals("every file decodes as latin1", e.getMessage());
  }
}
