package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.text.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentReaderTest {
  private static List<IncidentWindows> read(String json) throws IOException {
    return IncidentReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void membersOfOtherNames_arePassedOver_inAnyOrder() throws IOException {
    assertEquals(
        List.of(
            new IncidentWindows("7", "a.csv", List.of(3L, 5L)),
            new IncidentWindows("x", "b.csv", List.of(0L))),
        read(
            """
            [{"windows": [3, 5], "story": {"deep": [1, {"id": 9}]}, "file": "a.csv", "id": 7},
             {"id": "x", "file": "b.csv", "likely_pattern": "Bot", "windows": [0], "score": 1e3}]
            """));
    assertEquals(List.of(), read("[]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'file':'a','windows':[]}] | at least one window",
        "[{'windows':[1]}] | must have a file",
        "[{'file':'a','windows':['1']}] | expected a number",
        "[{'file':'a','windows':[1]} | ends too early",
        "{} | at $",
      })
  void damage_isSaidWithItsPlace(String json, String message) {
    ArtifactException e =
        assertThrows(ArtifactException.class, () -> read(json.replace('\'', '"')));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
