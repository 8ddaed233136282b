package io.logsentinel.core.artifact;

import io.logsentinel.core.evaluate.ConfusionCounts;
import io.logsentinel.core.evaluate.Estimate;
import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.EvaluationInput;
import io.logsentinel.core.evaluate.Phase;
import io.logsentinel.core.evaluate.Scorecard;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Scorecard.TimeToDetect;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code evaluation.json}: all figures; one that cannot be had is null with its reason. */
public final class EvaluationJson {
  private static final String FORMAT = "logsentinel-evaluation";
  private static final int VERSION = 1;

  private final JsonWriter json;

  private EvaluationJson(JsonWriter json) {
    this.json = json;
  }

  /**
   * Writes an evaluation.
   *
   * @param evaluation any evaluation
   * @param words what its labels were taken for
   * @param out where the bytes go; flushed and closed by the caller
   */
  public static void write(Evaluation evaluation, LabelRules words, OutputStream out)
      throws IOException {
    JsonWriter json = JsonWriter.document();
    new EvaluationJson(json).write(evaluation, words);
    json.moveTo(out);
  }

  private void write(Evaluation evaluation, LabelRules words) {
    EvaluationInput input = evaluation.input();
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("version").value(VERSION);
    json.name("window_size").value(input.windowSize());
    json.name("min_attack_share").value(evaluation.minAttackShare());
    json.name("confidence_level").value(ConfidenceInterval.LEVEL);
    json.name("phase_gap").value(Phase.MAX_GAP);
    json.name("benign_labels").values(words.benign());
    json.name("unlabelled_labels").values(words.unlabelled());
    json.name("attempted").value(lower(words.attempted()));
    write(input.labels());
    write("windows", evaluation.windows());
    json.name("left_over_flows").value(input.leftOver());
    input.days().ifPresent(days -> json.name("days").value(days));
    evaluation
        .falseIncidentsPerDay()
        .ifPresent(count -> json.name("false_incidents_per_day").value(count));
    json.name("phases");
    json.objects(evaluation.phases(), phase -> write(phase, evaluation.scorecards()));
    json.name("without_figures");
    json.objects(
        evaluation.leftOut(),
        attack -> {
          json.name("attack").value(attack.attack());
          json.name("windows").value(attack.windows());
          json.name("below_share").value(attack.belowShare());
        });
    json.name("judges").beginObject();
    for (Scorecard scorecard : evaluation.scorecards()) {
      json.name(scorecard.subject().label()).object(() -> write(scorecard));
    }
    json.endObject();
    json.endObject();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void write(LabelCounts labels) {
    json.name("labels");
    json.objects(
        labels.labels(),
        label -> {
          json.name("label").value(label.label());
          json.name("kind").value(label.kind().word());
          json.name("flows").value(label.flows());
        });
    write("further_labels", labels.others());
  }

  private void write(String name, Map<? extends Enum<?>, Long> counts) {
    json.name(name).beginObject();
    counts.forEach((kind, count) -> json.name(lower(kind)).value(count));
    json.endObject();
  }

  private void write(Phase phase, List<Scorecard> scorecards) {
    json.name("file").value(phase.file());
    json.name("attack").value(phase.attack());
    json.name("first_window").value(phase.first());
    json.name("last_window").value(phase.last());
    json.name("attacked_windows").value(phase.windows().size());
    json.name("attack_share").value(phase.attackShare());
    json.name("found_after").beginObject();
    for (Scorecard scorecard : scorecards) {
      Long windows = scorecard.foundAfter().get(phase);
      json.name(scorecard.subject().label());
      if (windows == null) {
        json.nullValue();
      } else {
        json.value(windows);
      }
    }
    json.endObject();
  }

  private void write(Scorecard scorecard) {
    if (scorecard.overall().isEmpty()) {
      json.name("missing").value(scorecard.missing().orElse(""));
      return;
    }
    boolean windows = scorecard.subject() != Subject.INCIDENTS;
    if (windows) {
      json.name("windows").value(scorecard.windows());
      json.name("windows_not_judged").value(scorecard.withoutVerdict());
    } else {
      json.name("phases_not_judged").value(scorecard.withoutVerdict());
    }
    json.name("overall").object(() -> write(scorecard.overall().get(), windows));
    if (windows) {
      json.name("pr_curve");
      json.array(
          scorecard.overall().get().prCurve(),
          point -> json.beginArray().value(point.recall()).value(point.precision()).endArray());
    }
    json.name("by_file");
    json.objects(
        scorecard.byFile().entrySet(),
        file -> {
          json.name("file").value(file.getKey());
          write(file.getValue(), windows);
        });
    json.name("by_attack");
    json.objects(
        scorecard.byAttack().entrySet(),
        attack -> {
          json.name("attack").value(attack.getKey());
          write(attack.getValue());
        });
    json.name("by_attack_share");
    json.objects(
        scorecard.byShare().entrySet(),
        share -> {
          json.name("from").value(share.getKey().from());
          json.name("to").value(share.getKey().to());
          write(share.getValue());
        });
  }

  private void write(Result result, boolean windows) {
    ConfusionCounts counts = result.counts();
    json.name("found").value(counts.truePositives());
    json.name("missed").value(counts.falseNegatives());
    json.name("false_alarms").value(counts.falsePositives());
    if (counts.trueNegatives().isPresent()) {
      json.name("quiet").value(counts.trueNegatives().getAsLong());
    }
    json.name("alarms_left_out").value(result.alarmsLeftOut());
    if (!windows) {
      json.name("too_many").value(result.tooMany());
    }
    write("precision", counts.precision());
    write("recall", counts.recall());
    write("f1", counts.f1());
    write("false_alarm_rate", counts.falseAlarmRate());
    write("roc_area", result.rocArea());
    write("pr_area", result.prArea());
    write(result.timeToDetect());
  }

  private void write(Recall recall) {
    json.name("found").value(recall.found());
    json.name("of").value(recall.of());
    write("recall", recall.share());
    write(recall.timeToDetect());
  }

  private void write(TimeToDetect time) {
    json.name("phases").value(time.phases());
    json.name("phases_found").value(time.found());
    write("windows_to_detect", time.mean());
  }

  private void write(String name, Estimate figure) {
    json.name(name).beginObject();
    if (figure.value().isPresent()) {
      json.name("value").value(figure.value().get());
    } else {
      json.name("value").nullValue();
      json.name("reason").value(figure.reason());
    }
    if (figure.interval().isPresent()) {
      json.name("low").value(figure.interval().get().low());
      json.name("high").value(figure.interval().get().high());
    }
    json.endObject();
  }
}
