package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
  @Test
  void whatStandsThereInstead_isSaidInOurWords() {
    byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "at $: Expected BEGIN_ARRAY but was BEGIN_OBJECT",
        assertThrows(
                ArtifactException.class,
                () ->
                    StrictJson.read(
                        new ByteArrayInputStream(bytes),
                        json -> {
                          json.beginArray();
                          return "";
                        }))
            .getMessage());
  }
}
