package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Detections;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentsJsonTest {
  private static String json(Detection... detections) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter.Array<Incident> writer = IncidentsJson.writer(out)) {
      for (Incident incident : Detections.incidents(detections)) {
        writer.write(incident);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noIncidents() throws IOException {
    assertEquals("[]", json());
  }

  @Test
  void aDocument() throws IOException {
    Detections flood = Detections.of(AttackPattern.FLOOD).at(1_499_435_700_000L);
    assertEquals(
        """
        [
            {
                "id": "8f1be4169359",
                "file": "a.csv",
                "likely_pattern": "Flood from one source (DoS)",
                "patterns": [
                    {
                        "pattern": "Flood from one source (DoS)",
                        "windows": 2
                    }
                ],
                "severity": "LOW",
                "confidence": 0.81,
                "decision": "CONFIRMED ANOMALY",
                "first_window": 3,
                "last_window": 5,
                "windows": [
                    3,
                    5
                ],
                "first_time": "2017-07-07T13:55:00Z",
                "last_time": "2017-07-07T13:56:00Z",
                "window_flows": 2,
                "flows": 2,
                "p_value": 1e-12,
                "score": 100,
                "entities": [
                    {
                        "address": "203.0.113.7",
                        "role": "ATTACKER",
                        "windows": 2
                    },
                    {
                        "address": "10.0.0.5",
                        "role": "VICTIM",
                        "windows": 2
                    }
                ],
                "more_entities": 0,
                "ports": [
                    "80"
                ],
                "evidence": [
                    {
                        "group": "80",
                        "channel": "pair flows, seldom",
                        "entity": "pair 203.0.113.7 to 10.0.0.5",
                        "observed": 12,
                        "expected": 0.25,
                        "typical_low": 0,
                        "typical_high": 0.75,
                        "strength": 100,
                        "p_value": 0.015625
                    }
                ],
                "metrics": [
                    {
                        "group": "window",
                        "channel": "shapes",
                        "observed": 1,
                        "expected": 4.5,
                        "typical_low": 4,
                        "typical_high": 5,
                        "strength": 1,
                        "p_value": 0.125
                    }
                ],
                "top_talkers": [
                    {
                        "entity": "destination 10.0.0.5",
                        "windows": 2,
                        "flows": 2,
                        "packets": 8,
                        "bytes": 1000,
                        "most_peers": 1,
                        "most_ports": 1
                    },
                    {
                        "entity": "pair 203.0.113.7 to 10.0.0.5",
                        "windows": 2,
                        "flows": 2,
                        "packets": 8,
                        "bytes": 1000,
                        "most_peers": 0,
                        "most_ports": 1
                    },
                    {
                        "entity": "service 10.0.0.5 port 80",
                        "windows": 2,
                        "flows": 2,
                        "packets": 8,
                        "bytes": 1000,
                        "most_peers": 1,
                        "most_ports": 0
                    },
                    {
                        "entity": "source 203.0.113.7",
                        "windows": 2,
                        "flows": 2,
                        "packets": 8,
                        "bytes": 1000,
                        "most_peers": 1,
                        "most_ports": 1
                    }
                ],
                "attack_techniques": [
                    "T1499.002",
                    "T1498.001"
                ],
                "reason": "203.0.113.7 opened 2 connections to 10.0.0.5:80 in 2 windows, from 2017-07-07T13:55:00Z to 13:56:00Z.",
                "next_step": "Rate-limit or block the source; check whether the service still answers."
            }
        ]""",
        json(flood.thought(true).window(3), flood.at(1_499_435_760_000L).window(5)));
  }

  @Test
  void hostileAddresses_areData() throws IOException {
    String hostile = "\u001b[31m\"a\",\n</script>\u0007é";
    String json = json(Detections.of(AttackPattern.UNKNOWN).from(hostile).window(0));
    assertEquals(
        hostile,
        JsonParser.parseString(json)
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("entities")
            .get(0)
            .getAsJsonObject()
            .get("address")
            .getAsString());
    json.chars().filter(c -> c != '\n').forEach(c -> assertEquals(true, c >= 0x20));
  }

  @Test
  void whatIsWritten_readsBack() throws IOException {
    Detections flood = Detections.of(AttackPattern.FLOOD).at(1_499_435_700_000L);
    List<Incident> incidents = Detections.incidents(flood.window(3), flood.window(5));
    List<IncidentsJson.Entry> entries = read(json(flood.window(3), flood.window(5)));
    assertEquals(1, entries.size());
    Incident incident = incidents.get(0);
    assertEquals(
        new IncidentsJson.Entry(
            incident.id(),
            incident.file(),
            incident.pattern().label(),
            incident.severity().name(),
            incident.score(),
            incident.windows(),
            incident.entities(),
            incident.reason(),
            incident.pattern().nextStep()),
        entries.get(0));
    assertTrue(entries.get(0).isWhole());
  }

  private static List<IncidentsJson.Entry> read(String json) throws IOException {
    return IncidentsJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void membersOfOtherNames_arePassedOver_inAnyOrder() throws IOException {
    assertEquals(
        List.of(
            new IncidentsJson.Entry("7", "a.csv", "", "", 0, List.of(3L, 5L), List.of(), "", ""),
            new IncidentsJson.Entry("x", "b.csv", "Bot", "", 1e3, List.of(0L), List.of(), "", "")),
        read(
            """
            [{"windows": [3, 5], "story": {"deep": [1, {"id": 9}]}, "file": "a.csv", "id": 7},
             {"id": "x", "file": "b.csv", "likely_pattern": "Bot", "windows": [0], "score": 1e3}]
            """));
    assertEquals(List.of(), read("[]"));
  }

  @Test
  void anEmptyFile_endsTooEarly_atNoPlaceOfItsOwn() {
    assertEquals(
        "ends too early", assertThrows(ArtifactException.class, () -> read("")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'file':'a','windows':[]}] | at least one window",
        "[{'windows':[1]}] | must have a file",
        "[{'file':'a','windows':['1']}] | expected a number",
        "[{'file':'a','windows':[1]} | ends too early, at $[1]",
        "{} | at $",
      })
  void damage_isSaidWithItsPlace(String json, String message) {
    ArtifactException e =
        assertThrows(ArtifactException.class, () -> read(json.replace('\'', '"')));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
