package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Cases;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FindingsJsonTest {
  private static String json(Consumer<JsonWriter> members) {
    JsonWriter json = JsonWriter.line().beginObject();
    members.accept(json);
    return new String(json.endObject().toBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void window_withItsAlert() {
    ZScoreAssessment scan = Cases.assess(Cases.window(0, 0, 1, 0, -5.5, 2));
    assertEquals(
        "{\"window_id\":7,\"flows\":0,\"anomaly_index\":8.5,\"z_trigger\":true,"
            + "\"decision\":\"SUSPICIOUS\"}",
        json(to -> FindingsJson.write(to, scan)));
    assertEquals(
        "{\"window_id\":7,\"severity\":\"HIGH\",\"likely_pattern\":\"Possible PortScan\","
            + "\"max_z_score\":\"-5.5\",\"top_indicators\":\"unique_destination_ips:-5.50 || "
            + "unique_destination_ports:2.00 || total_packets:1.00\",\"trend\":\"N/A\"}",
        json(to -> FindingsJson.write(to, Alert.of("a.csv", scan).orElseThrow())));
  }

  @Test
  void indexBeyondAllMeasure_isNull() {
    ZScoreAssessment huge = Cases.assess(Cases.window(0, 1e308, 1e308, 1e308, 0, 0));
    assertEquals(Double.POSITIVE_INFINITY, huge.anomalyIndex());
    assertEquals(
        "{\"window_id\":7,\"flows\":0,\"anomaly_index\":null,\"z_trigger\":true,"
            + "\"decision\":\"SUSPICIOUS\"}",
        json(to -> FindingsJson.write(to, huge)));
  }

  @Test
  void finding_andWhatIsAllowed() {
    assertEquals(
        "{\"window_id\":3,\"score\":2.5,\"p_value\":0.01,\"windows\":1,\"extrapolated\":false}",
        json(
            to ->
                FindingsJson.write(
                    to, 3, new Finding(2.5, 0.01, 1, false, List.of(), Optional.empty()))));
    assertEquals(
        "{\"window_id\":3,\"rules\":[{\"rule_line\":4,\"conditions\":\"from 10.0.0.5\","
            + "\"flows\":12}]}",
        json(
            to -> FindingsJson.write(to, 3, List.of(new AllowedBy(4, "from 10.0.0.5", 12, 0, 0)))));
  }
}
