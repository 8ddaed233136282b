package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Cases;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsCsvTest {
  private static final String ALERTS =
      """
      file,window_id,severity,likely_pattern,confidence,anomaly_index,max_z_score,top_indicators,\
      trend,unique_source_ips,unique_destination_ips,unique_destination_ports,attack_ratio,\
      soc_action_hint,iforest_prediction,iforest_score,final_decision
      a.csv,7,HIGH,Possible PortScan,High,8.5,-5.5,unique_destination_ips:-5.50 || \
      unique_destination_ports:2.00 || total_packets:1.00,N/A,0,-5500,2000,0.25,\
      Look at the top source addresses and block those that keep probing.,,,SUSPICIOUS
      b.csv,7,CRITICAL,Unknown,Low,1e300,-1e300,total_packets:-1e300 || total_flows:0.00 || \
      total_bytes:0.00,Up (prev: 8.50 -> current: 1e300),0,0,0,0.25,\
      "Start from the indicators; correlate with firewall, DNS and endpoint logs.",-1,\
      -0.051138147529447786,CONFIRMED ANOMALY
      b.csv,7,MEDIUM,Unknown,Low,5.1235,5.1235,total_bytes:5.12 || total_flows:0.00 || \
      total_packets:0.00,Down (prev: 1e300 -> current: 5.12),0,0,0,0.25,\
      "Start from the indicators; correlate with firewall, DNS and endpoint logs.",1,2e-3\
      ,SUSPICIOUS
      """
          .replace("2e-3", "0.002");

  private static final String DECISIONS =
      """
      file,window_id,anomaly_index,iforest_score,z_trigger,forest_trigger,decision
      a.csv,7,8.5,,true,,SUSPICIOUS
      b.csv,7,1e300,-0.051138147529447786,true,true,CONFIRMED ANOMALY
      b.csv,7,5.12346,0.002,true,false,SUSPICIOUS
      "c,d.csv",7,0.1,0,false,false,NORMAL
      e.csv,7,0,,false,,NORMAL
      """;

  private static List<ZScoreAssessment> assessments() {
    ZScoreAssessment scan = Cases.assess(Cases.window(0, 0, 1, 0, -5.5, 2));
    ZScoreAssessment huge =
        new ZScoreMonitor(
                Cases.baseline(),
                Optional.of(metrics -> new OutlierVerdict(-0.051138147529447786, true)))
            .assess(Cases.window(Metric.TOTAL_PACKETS, -1e300), scan);
    ZScoreAssessment small =
        new ZScoreMonitor(
                Cases.baseline(), Optional.of(metrics -> new OutlierVerdict(0.002, false)))
            .assess(Cases.window(Metric.TOTAL_BYTES, 5.12346), huge);
    return List.of(scan, huge, small);
  }

  private static String alerts() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter<Alert> writer = AlertsCsv.writer(out);
    List<ZScoreAssessment> assessments = assessments();
    writer.write(Alert.of("a.csv", assessments.get(0)).orElseThrow());
    writer.write(Alert.of("b.csv", assessments.get(1)).orElseThrow());
    writer.write(Alert.of("b.csv", assessments.get(2)).orElseThrow());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String decisions() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableWriter<DecisionsCsv.Row> writer = DecisionsCsv.writer(out);
    List<ZScoreAssessment> assessments = assessments();
    writer.write(new DecisionsCsv.Row("a.csv", assessments.get(0)));
    writer.write(new DecisionsCsv.Row("b.csv", assessments.get(1)));
    writer.write(new DecisionsCsv.Row("b.csv", assessments.get(2)));
    writer.write(
        new DecisionsCsv.Row(
            "c,d.csv",
            Cases.assess(Cases.window(Metric.TOTAL_BYTES, 0.1), new OutlierVerdict(0, false))));
    writer.write(new DecisionsCsv.Row("e.csv", Cases.assess(Cases.window())));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFilesArePlain() throws IOException {
    assertEquals(ALERTS, alerts());
    assertEquals(DECISIONS, decisions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "de-DE", "ar-u-nu-arab"})
  void noLocaleMatters(String tag) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(ALERTS, alerts());
      assertEquals(DECISIONS, decisions());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars('a', '"', '\n', '\r', ',', ' ', '=', '#', '\t', '\0', '\'', 'é', '\\', ';')
            .ofMaxLength(8),
        Arbitraries.of(
            "=cmd|' /C calc'!A0",
            "@SUM(1)",
            "-1",
            "+1",
            "\u001b[31m",
            "a\"b.csv",
            "\"",
            "😀",
            " .csv ",
            "a\r\nb",
            "\ufeffa",
            "null",
            "x".repeat(10_000)));
  }

  @Property(tries = 2000)
  void hostileFileNamesReadBack(@ForAll("names") String name) throws IOException {
    ZScoreAssessment assessment = assessments().get(1);
    ByteArrayOutputStream alerts = new ByteArrayOutputStream();
    TableWriter<Alert> writer = AlertsCsv.writer(alerts);
    writer.write(Alert.of(name, assessment).orElseThrow());
    writer.write(Alert.of(name, assessment).orElseThrow());
    List<List<String>> rows = parse(alerts.toString(StandardCharsets.UTF_8));
    assertEquals(3, rows.size());
    assertEquals(17, rows.get(1).size());
    assertEquals(name, CellText.read(rows.get(1).get(0)));
    assertEquals("CONFIRMED ANOMALY", rows.get(1).get(16));
    assertEquals(rows.get(1), rows.get(2));

    ByteArrayOutputStream decisions = new ByteArrayOutputStream();
    DecisionsCsv.writer(decisions).write(new DecisionsCsv.Row(name, assessment));
    rows = parse(decisions.toString(StandardCharsets.UTF_8));
    assertEquals(2, rows.size());
    assertEquals(7, rows.get(1).size());
    assertEquals(name, CellText.read(rows.get(1).get(0)));
  }

  /** RFC 4180, LF: every record ends with one. */
  private static List<List<String>> parse(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"' && (quoted || field.length() == 0)) {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    assertEquals(0, field.length() + row.size(), "the last record has its line end");
    return rows;
  }
}
