package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.EvaluationInput;
import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Verdicts;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
  private static final String HOSTILE = "\u001b[31m\"</script>,\n\u202eX";

  private static JsonObject write(Evaluation evaluation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EvaluationJson.write(evaluation, LabelRules.USUAL, bytes);
    return JsonParser.parseString(bytes.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static Evaluation evaluation(List<LabelledWindow> windows, Verdict verdict) {
    LabelCounts labels = new LabelCounts();
    labels.add(HOSTILE, LabelKind.ATTACK, 3);
    return Evaluation.of(
        new EvaluationInput(
            10,
            windows,
            labels,
            4,
            List.of(
                Verdicts.of(
                    Subject.RULE, windows.stream().map(window -> Optional.of(verdict)).toList()),
                Verdicts.none(Subject.FOREST, "the run had no forest")),
            List.of(),
            Optional.of("no incidents.json of the run"),
            OptionalDouble.empty()),
        0.01);
  }

  @Test
  void hostileText_staysText() throws IOException {
    JsonObject json =
        write(
            evaluation(
                List.of(
                    new LabelledWindow("f", 0, 10, 0, 10, HOSTILE),
                    new LabelledWindow("f", 1, 10, 10, 0, "")),
                new Verdict(2, true)));
    assertEquals(
        HOSTILE, json.getAsJsonArray("labels").get(0).getAsJsonObject().get("label").getAsString());
    JsonObject phase = json.getAsJsonArray("phases").get(0).getAsJsonObject();
    assertEquals(HOSTILE, phase.get("attack").getAsString());
    assertEquals(0, phase.getAsJsonObject("found_after").get("rule").getAsInt());
    assertTrue(phase.getAsJsonObject("found_after").get("forest").isJsonNull());
    JsonObject rule = json.getAsJsonObject("judges").getAsJsonObject("rule");
    assertEquals(
        HOSTILE,
        rule.getAsJsonArray("by_attack").get(0).getAsJsonObject().get("attack").getAsString());
    JsonObject overall = rule.getAsJsonObject("overall");
    assertEquals(0.5, overall.getAsJsonObject("precision").get("value").getAsDouble());
    assertEquals(0.5, overall.getAsJsonObject("roc_area").get("value").getAsDouble());
    assertEquals(1, overall.getAsJsonObject("false_alarm_rate").get("high").getAsDouble());
  }

  @Test
  void phasesThatTheDetectorDidNotSee_areNotMissed() throws IOException {
    List<LabelledWindow> windows =
        List.of(
            new LabelledWindow("f", 0, 10, 0, 10, "Bot"),
            new LabelledWindow("g", 0, 10, 0, 10, "Bot"));
    Verdicts some =
        Verdicts.of(Subject.DETECTOR, List.of(Optional.of(new Verdict(9, true)), Optional.empty()));
    JsonObject incidents = incidents(windows, some);
    assertEquals(1, incidents.get("phases_not_judged").getAsInt());
    assertEquals(1, incidents.getAsJsonArray("by_file").size());
    JsonObject overall = incidents.getAsJsonObject("overall");
    assertEquals(1, overall.get("found").getAsInt());
    assertEquals(0, overall.get("missed").getAsInt());
    assertEquals(1, overall.get("phases").getAsInt());
    assertEquals(
        "{\"missing\":\"it was off\"}",
        incidents(windows, Verdicts.none(Subject.DETECTOR, "it was off")).toString());
  }

  private static JsonObject incidents(List<LabelledWindow> windows, Verdicts detector)
      throws IOException {
    Evaluation evaluation =
        Evaluation.of(
            new EvaluationInput(
                10,
                windows,
                new LabelCounts(),
                0,
                List.of(detector),
                List.of(new IncidentWindows("i", "f", List.of(0L))),
                Optional.empty(),
                OptionalDouble.of(0.25)),
            0.01);
    return write(evaluation).getAsJsonObject("judges").getAsJsonObject("incidents");
  }

  @Test
  void whatLabelsCannotSupport_isNullWithItsReason() throws IOException {
    JsonObject json =
        write(
            evaluation(List.of(new LabelledWindow("f", 0, 10, 10, 0, "")), new Verdict(0, false)));
    JsonObject judges = json.getAsJsonObject("judges");
    JsonObject overall = judges.getAsJsonObject("rule").getAsJsonObject("overall");
    for (String figure : List.of("recall", "f1", "roc_area", "pr_area")) {
      assertEquals(
          "{\"value\":null,\"reason\":\"no window is attacked\"}", overall.get(figure).toString());
    }
    assertEquals(
        "{\"value\":null,\"reason\":\"no alarm on an attacked or benign window\"}",
        overall.get("precision").toString());
    assertEquals(0, overall.getAsJsonObject("false_alarm_rate").get("value").getAsDouble());
    assertEquals("{\"missing\":\"the run had no forest\"}", judges.get("forest").toString());
    assertEquals(
        "{\"missing\":\"no incidents.json of the run\"}", judges.get("incidents").toString());
  }
}
