package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.TableReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsCsvTest {
  private static final String HEADER =
      "file,window_id,anomaly_index,iforest_score,z_trigger,forest_trigger,decision\n";

  private static TableReader<DecisionsCsv.Row> read(String rows) throws IOException {
    return DecisionsCsv.reader(
        new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void rows_readBack() throws IOException {
    String file = "a \"quoted\",\u001b[31m" + "x".repeat(9000) + ".csv";
    String quoted = '"' + file.replace("\"", "\"\"") + '"';
    try (TableReader<DecisionsCsv.Row> reader =
        read(
            quoted
                + ",0,12.5,-0.25,true,false,SUSPICIOUS\n"
                + quoted
                + ",1,inf,,false,,NORMAL\n")) {
      assertEquals(
          new DecisionsCsv.Row(
              file,
              0,
              12.5,
              true,
              Optional.of(new OutlierVerdict(-0.25, false)),
              Decision.SUSPICIOUS),
          reader.next());
      assertEquals(
          new DecisionsCsv.Row(
              file, 1, Double.POSITIVE_INFINITY, false, Optional.empty(), Decision.NORMAL),
          reader.next());
      assertNull(reader.next());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f,0,1,1,yes,true,NORMAL | window 0 of f: z_trigger must be true or false but is `yes`",
        "f,0,1,1,true,,NORMAL | forest_trigger must be true or false but is ``",
        "f,0,1,1,true,true,FINE | window 0 of f: `FINE` is no decision",
        "f,-1,1,1,true,true,NORMAL | window_id must be a whole number from 0",
      })
  void damage_isSaid(String row, String message) throws IOException {
    try (TableReader<DecisionsCsv.Row> reader = read(row + "\n")) {
      ArtifactException e = assertThrows(ArtifactException.class, reader::next);
      assertTrue(e.getMessage().contains(message), e.getMessage());
    }
  }
}
