package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.WindowAccumulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionsJsonTest {
  private static final String HEADER =
      "file,window_id,score,p_value,severity,likely_pattern,confidence,entities,contributions,"
          + "forest_verdict,decision,reason\n";

  /** Of one flow, with evidence of its pair, its service and the window. */
  private static Detection detection(
      String file, String source, String destination, long time, Optional<OutlierVerdict> opinion) {
    FlowRecord flow =
        new FlowRecord(source, destination, 1, 22, 6, 3, 2, 3, 40, 50.5, 6, 7, "BENIGN");
    WindowAccumulator accumulator = new WindowAccumulator();
    accumulator.add(Batches.of(flow), 0, 1, new long[] {time});
    Profile profile = accumulator.profile(7);
    Evidence pair =
        new Evidence(
            new Channel.OfEntities(EntityKind.PAIR, EntityMeasure.FLOWS, "22", false),
            Optional.of(new Entity(EntityKind.PAIR, source, destination)),
            1,
            0.25,
            new TypicalRange(0, 0.75),
            0.125,
            3,
            0.015625,
            2.5);
    Evidence service =
        new Evidence(
            new Channel.OfEntities(EntityKind.SERVICE, EntityMeasure.NEW, "22", false),
            Optional.empty(),
            1,
            0,
            new TypicalRange(0, 0),
            1,
            2,
            0.03125,
            0.5);
    Evidence window =
        new Evidence(
            new Channel.OfMetric(ProfileMetric.SHAPES),
            Optional.empty(),
            1,
            4.5,
            new TypicalRange(4, 5),
            1,
            1,
            0.125,
            0);
    Finding finding =
        new Finding(3, 2e-6, 1, true, List.of(pair, service, window), Optional.empty());
    return Detection.of(file, profile, finding, 0.01, opinion, it -> false).orElseThrow();
  }

  private static String csv(Detection... detections) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter<Detection> writer = DetectionsCsv.writer(out);
    for (Detection detection : detections) {
      writer.write(detection);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String json(Detection... detections) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonWriter.Array<Detection> writer = DetectionsJson.writer(out)) {
      for (Detection detection : detections) {
        writer.write(detection);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noDetections() throws IOException {
    assertEquals(HEADER, csv());
    assertEquals("[]", json());
  }

  @Test
  void aTableOfDetections() throws IOException {
    assertEquals(
        HEADER
            + "a.csv,7,3,2e-6,LOW,Unusual traffic,0.01,10.0.0.5 2001:db8::1,"
            + "\"22 pair flows, seldom:2.5 || 22 service new:0.5\",,SUSPICIOUS,"
            + "Unusual: 1 connection from 10.0.0.5 to 2001:db8::1 (usual: none).\n"
            + "\"b,c.csv\",7,3,2e-6,LOW,Unusual traffic,0.01,10.0.0.5 2001:db8::1,"
            + "\"22 pair flows, seldom:2.5 || 22 service new:0.5\",anomaly,CONFIRMED ANOMALY,"
            + "Unusual: 1 connection from 10.0.0.5 to 2001:db8::1 (usual: none).\n",
        csv(
            detection("a.csv", "10.0.0.5", "2001:db8::1", 0, Optional.empty()),
            detection(
                "b,c.csv",
                "10.0.0.5",
                "2001:db8::1",
                0,
                Optional.of(new OutlierVerdict(-1, true)))));
  }

  @Test
  void hostileAddressesStayData() throws IOException {
    String source = "a b\n\"c\",\u0007";
    Detection detection =
        detection("a.csv", source, "é", 0, Optional.of(new OutlierVerdict(0.5, false)));
    assertEquals(List.of(source, "é"), detection.entities());
    assertEquals(
        HEADER
            + "a.csv,7,3,2e-6,LOW,Unusual traffic,0.01,\"a_b_\"\"c\"\",_ é\","
            + "\"22 pair flows, seldom:2.5 || 22 service new:0.5\",normal,SUSPICIOUS,"
            + "\"Unusual: 1 connection from a b\\u000a\"\"c\"\",\\u0007 to é (usual: none).\"\n",
        csv(detection));
    String json = json(detection);
    assertEquals(2, json.split("\"a b\\\\n\\\\\"c\\\\\",\\\\u0007\"|\"é\"", -1).length - 1, json);
  }

  @Test
  void aDocumentOfDetections() throws IOException {
    assertEquals(
        """
        [
            {
                "file": "a.csv",
                "window_id": 7,
                "first_time": "2017-07-03T08:55:58Z",
                "last_time": "2017-07-03T08:55:58Z",
                "score": 3,
                "p_value": 2e-6,
                "windows": 1,
                "extrapolated": true,
                "severity": "LOW",
                "likely_pattern": "Unusual traffic",
                "confidence": 0.01,
                "attack_techniques": [],
                "entities": [
                    "10.0.0.5",
                    "2001:db8::1"
                ],
                "forest_verdict": "anomaly",
                "forest_score": -0.25,
                "decision": "CONFIRMED ANOMALY",
                "reason": "Unusual: 1 connection from 10.0.0.5 to 2001:db8::1 (usual: none).",
                "next_step": "Start from the evidence; correlate with firewall, DNS and endpoint logs.",
                "evidence": [
                    {
                        "group": "22",
                        "channel": "pair flows, seldom",
                        "entity": "pair 10.0.0.5 to 2001:db8::1",
                        "observed": 1,
                        "expected": 0.25,
                        "typical_low": 0,
                        "typical_high": 0.75,
                        "seen_in_share_of_windows": 0.125,
                        "strength": 3,
                        "p_value": 0.015625,
                        "contribution": 2.5
                    },
                    {
                        "group": "22",
                        "channel": "service new",
                        "observed": 1,
                        "expected": 0,
                        "typical_low": 0,
                        "typical_high": 0,
                        "seen_in_share_of_windows": 1,
                        "strength": 2,
                        "p_value": 0.03125,
                        "contribution": 0.5
                    },
                    {
                        "group": "window",
                        "channel": "shapes",
                        "observed": 1,
                        "expected": 4.5,
                        "typical_low": 4,
                        "typical_high": 5,
                        "seen_in_share_of_windows": 1,
                        "strength": 1,
                        "p_value": 0.125,
                        "contribution": 0
                    }
                ],
                "top_talkers": [
                    {
                        "entity": "source 10.0.0.5",
                        "flows": 1,
                        "packets": 5,
                        "bytes": 90.5,
                        "peers": 1,
                        "ports": 1
                    },
                    {
                        "entity": "destination 2001:db8::1",
                        "flows": 1,
                        "packets": 5,
                        "bytes": 90.5,
                        "peers": 1,
                        "ports": 1
                    },
                    {
                        "entity": "pair 10.0.0.5 to 2001:db8::1",
                        "flows": 1,
                        "packets": 5,
                        "bytes": 90.5,
                        "peers": 0,
                        "ports": 1
                    },
                    {
                        "entity": "service 2001:db8::1 port 22",
                        "flows": 1,
                        "packets": 5,
                        "bytes": 90.5,
                        "peers": 1,
                        "ports": 0
                    }
                ]
            }
        ]""",
        json(
            detection(
                "a.csv",
                "10.0.0.5",
                "2001:db8::1",
                1_499_072_158_000L,
                Optional.of(new OutlierVerdict(-0.25, true)))));
  }
}
