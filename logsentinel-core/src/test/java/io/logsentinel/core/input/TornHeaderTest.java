package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.input.FlowFileException.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A header whose bytes are no text in the encoding that the file begins with. */
class TornHeaderTest {
  @Test
  void halfAPairOfSurrogates_failsTheFile_inOurWords() {
    byte[] text =
        "\ufeffSource IP,Destination IP,Label\n10.0.0.1,10.0.0.2,BENIGN\n"
            .getBytes(StandardCharsets.UTF_16LE);
    text[24] = (byte) 0xff;
    text[25] = (byte) 0xdf;
    FlowFileException fast =
        assertThrows(
            FlowFileException.class,
            () -> FlowReader.readAll(() -> new ByteArrayInputStream(text), (batch, none) -> {}));
    FlowFileException general =
        assertThrows(
            FlowFileException.class, () -> FlowReader.open(() -> new ByteArrayInputStream(text)));
    assertEquals(Kind.UNREADABLE, fast.kind());
    assertTrue(fast.getMessage().contains("its bytes are no text in its encoding"), fast::toString);
    assertEquals(fast.getMessage(), general.getMessage());
  }
}
