package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasureFileTest {
  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MeasureFile.write(Measure.HEADERS_ONE_WAY, out);
    return out.toByteArray();
  }

  @Test
  void whatIsWritten_isRead() throws IOException {
    assertEquals(Measure.HEADERS_ONE_WAY, MeasureFile.read(new ByteArrayInputStream(written())));
  }

  @Test
  void whatIsCut_isRefused_whereverItEnds() throws IOException {
    byte[] whole = written();
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(whole, length));
      assertThrows(ArtifactException.class, () -> MeasureFile.read(cut), length + " bytes");
    }
  }
}
