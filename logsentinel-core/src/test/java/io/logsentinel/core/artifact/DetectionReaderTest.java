package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.text.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetectionReaderTest {
  private static DetectionReader read(String rows) throws IOException {
    String text = String.join(",", DetectionWriter.HEADER) + "\n" + rows;
    return new DetectionReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void rows_readBack_withTenAddressesOfTheGreatestLength() throws IOException {
    String addresses = ("x".repeat(4096) + " ").repeat(10).strip();
    try (DetectionReader reader =
        read(
            "f.csv,3,12.5,1e-9,HIGH,Unknown,0.1,"
                + addresses
                + ",,,SUSPICIOUS,\"who, and \"\"what\"\"\"\n")) {
      assertEquals(new DetectionReader.Row("f.csv", 3, 12.5, 1e-9), reader.next());
      assertNull(reader.next());
    }
  }

  @Test
  void otherColumns_areRefused() {
    assertThrows(
        ArtifactException.class,
        () ->
            new DetectionReader(
                new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))));
  }
}
