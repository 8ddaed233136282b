package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.artifact.TimesFile;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {
  private static long parse(String text) {
    byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
    return TimestampParser.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "3/7/2017 8:55, 2017-07-03T08:55:00Z",
    "03/07/2017 08:55:58, 2017-07-03T08:55:58Z",
    "7/7/2017 23:59:59.250, 2017-07-07T23:59:59.250Z",
    "29/2/2016 0:00, 2016-02-29T00:00:00Z",
    "19/01/1970 07:27:09 PM, 1970-01-19T19:27:09Z",
    "19/01/1970 12:00 AM, 1970-01-19T00:00:00Z",
    "19/01/1970 12:00 PM, 1970-01-19T12:00:00Z",
  })
  void read(String text, String expected) {
    assertEquals(Instant.parse(expected).toEpochMilli(), parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "3/7/2017",
        "3/7/17 8:55",
        "31/2/2017 8:55",
        "3/13/2017 8:55",
        "3/7/2017 24:00",
        "3/7/2017 8:60",
        "3/7/2017 8:",
        "3/7/2017 8:55:",
        "3/7/2017 8:55.",
        "3/7/2017 13:00 PM",
        "3/7/2017 0:10 AM",
        "3/7/2017 8:55 XM",
        "3/7/2017 8:55Z",
        "2017-07-03 08:55:58",
        "a/b/c d:e"
      })
  void refused(String text) {
    assertEquals(FlowBatch.NO_TIME, parse(text));
  }

  private static String times(ZoneId zone, String... texts) throws IOException {
    StringBuilder file = new StringBuilder("Timestamp");
    for (FlowField field : FlowField.values()) {
      file.append(',').append(field.column());
    }
    for (String text : texts) {
      file.append('\n').append(text).append(",a,b,1,2,3,4,5,6,7,8,9,10,BENIGN");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(bytes))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        out.writeBytes(TimesFile.lines(FlowTimes.toUtc(batch, zone).whole()));
      }
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void oneLinePerFlow_emptyWhereThereIsNoTime() throws IOException {
    assertEquals(
        "2017-07-03T08:55:00Z\n2017-07-03T08:55:00Z\n\n2017-07-03T08:56:00Z\n",
        times(ZoneOffset.UTC, "3/7/2017 8:55", "3/7/2017 8:55", "soon", "3/7/2017 8:56"));
  }

  @Test
  void timesOfAZone_areWrittenInUtc() throws IOException {
    assertEquals(
        "2017-07-03T11:55:00Z\n2017-01-03T12:55:00Z\n",
        times(ZoneId.of("America/Halifax"), "3/7/2017 8:55", "3/1/2017 8:55"));
  }
}
