package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
  void whatJsonHasNoNumberFor_isRefused(double value) throws IOException {
    JsonWriter json = StrictJson.writer(new ByteArrayOutputStream());
    json.beginObject();
    assertEquals(
        "bytes must be finite but is " + value,
        assertThrows(
                IllegalArgumentException.class, () -> StrictJson.writeNumber(json, "bytes", value))
            .getMessage());
  }

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
