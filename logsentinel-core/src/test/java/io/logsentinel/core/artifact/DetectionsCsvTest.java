package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetectionsCsvTest {
  private static TableReader<DetectionsCsv.Row> read(String rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    DetectionsCsv.writer(text);
    text.write(rows.getBytes(StandardCharsets.UTF_8));
    return DetectionsCsv.reader(new ByteArrayInputStream(text.toByteArray()));
  }

  @Test
  void rows_readBack_withTenAddressesOfTheGreatestLength() throws IOException {
    String addresses = ("x".repeat(4096) + " ").repeat(10).strip();
    try (TableReader<DetectionsCsv.Row> reader =
        read(
            "f.csv,3,12.5,1e-9,HIGH,Unknown,0.1,"
                + addresses
                + ",,,SUSPICIOUS,\"who, and \"\"what\"\"\"\n")) {
      assertEquals(new DetectionsCsv.Row("f.csv", 3, 12.5, 1e-9, "HIGH", "Unknown"), reader.next());
      assertNull(reader.next());
    }
  }

  @Test
  void otherColumns_areRefused() {
    assertThrows(
        ArtifactException.class,
        () ->
            DetectionsCsv.reader(
                new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))));
  }
}
