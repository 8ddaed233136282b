package io.logsentinel.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Phase.AttackShareBand;
import io.logsentinel.core.evaluate.Scorecard.CurvePoint;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Scorecard.TimeToDetect;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The figures of one small day, worked out by hand. */
class EvaluationTest {
  private static final int FLOWS = 100;

  /** Benign, benign, a flood of three windows, benign, two windows of a bot. */
  private static final List<LabelledWindow> DAY =
      List.of(
          window(10, 0, ""),
          window(11, 0, ""),
          window(12, 60, "DDoS"),
          window(13, 80, "DDoS"),
          window(14, 40, "DDoS"),
          window(15, 0, ""),
          window(16, 2, "Bot"),
          window(17, 4, "Bot"));

  private static LabelledWindow window(long id, long attacks, String attack) {
    return new LabelledWindow("day", id, FLOWS, FLOWS - attacks, attacks, attack);
  }

  private static IncidentWindows incident(String id, Long... windows) {
    return new IncidentWindows(id, "day", List.of(windows));
  }

  private static EvaluationInput input(
      List<Verdicts> verdicts,
      List<IncidentWindows> incidents,
      Optional<String> missing,
      OptionalDouble days) {
    return new EvaluationInput(
        FLOWS, DAY, new LabelCounts(), 0, verdicts, incidents, missing, days);
  }

  private static Evaluation ofIncidents(OptionalDouble days, IncidentWindows... incidents) {
    return Evaluation.of(
        input(List.of(), List.of(incidents), Optional.empty(), days),
        Evaluation.DEFAULT_MIN_ATTACK_SHARE);
  }

  @Test
  void phases_haveTheirWindowsAndTheirShareOfAllFlows() {
    List<Phase> phases = ofIncidents(OptionalDouble.empty()).phases();
    assertEquals(
        List.of(
            new Phase("day", "DDoS", List.of(12L, 13L, 14L), 0.6),
            new Phase("day", "Bot", List.of(16L, 17L), 0.03)),
        phases);
    assertEquals(12, phases.get(0).first());
    assertEquals(14, phases.get(0).last());
    assertEquals(AttackShareBand.FROM_50, phases.get(0).shareBand());
    assertEquals(AttackShareBand.FROM_2, phases.get(1).shareBand());
  }

  @Test
  void incidents_areCountedByAttackAndByShare() {
    Evaluation evaluation = ofIncidents(OptionalDouble.empty(), incident("a", 11L, 13L, 14L));
    Scorecard incidents = evaluation.scorecards().get(0);
    Recall found = new Recall(1, 1, new TimeToDetect(1, 1, 1));
    Recall missed = new Recall(0, 1, new TimeToDetect(1, 0, 0));
    assertEquals(Map.of("Bot", missed, "DDoS", found), incidents.byAttack());
    assertEquals(
        Map.of(AttackShareBand.FROM_2, missed, AttackShareBand.FROM_50, found),
        incidents.byShare());
    assertEquals(Optional.of(1.0), found.share().value());
    assertEquals(Optional.of(0.0), missed.share().value());
  }

  @Test
  void falseIncidentsPerDay_areThoseOnBenignWindowsAlone() {
    IncidentWindows[] incidents = {
      incident("a", 10L), incident("b", 10L, 11L), incident("c", 15L), incident("d", 12L, 15L)
    };
    OptionalDouble halfADay = OptionalDouble.of(0.5);
    assertEquals(OptionalDouble.of(6), ofIncidents(halfADay, incidents).falseIncidentsPerDay());
    assertEquals(OptionalDouble.of(0), ofIncidents(halfADay).falseIncidentsPerDay());
    assertEquals(
        OptionalDouble.empty(),
        ofIncidents(OptionalDouble.empty(), incidents).falseIncidentsPerDay(),
        "without times");
    EvaluationInput none = input(List.of(), List.of(), Optional.of("not there"), halfADay);
    assertEquals(OptionalDouble.empty(), Evaluation.of(none, 0.01).falseIncidentsPerDay());
  }

  /** A subject before the incidents has false alarms too, which are no incidents. */
  @Test
  void falseIncidentsPerDay_areNotTheFalseAlarmsOfAnother() {
    List<Optional<Verdict>> alarms = DAY.stream().map(of -> verdict(1, true)).toList();
    EvaluationInput input =
        input(
            List.of(Verdicts.of(Subject.RULE, alarms)),
            List.of(incident("a", 10L)),
            Optional.empty(),
            OptionalDouble.of(2));
    assertEquals(OptionalDouble.of(0.5), Evaluation.of(input, 0.01).falseIncidentsPerDay());
  }

  @Test
  void whatIsMissing_hasAReasonAndNoFigures() {
    EvaluationInput input =
        input(
            List.of(Verdicts.none(Subject.FOREST, "no forest")),
            List.of(),
            Optional.of("no incidents"),
            OptionalDouble.empty());
    List<Scorecard> scorecards = Evaluation.of(input, 0.01).scorecards();
    assertEquals(Scorecard.none(Subject.FOREST, "no forest"), scorecards.get(0));
    assertEquals(Scorecard.none(Subject.INCIDENTS, "no incidents"), scorecards.get(1));
    assertEquals(Optional.of("no forest"), scorecards.get(0).missing());
    assertEquals(Optional.empty(), scorecards.get(0).overall());
    assertEquals("forest", scorecards.get(0).subject().label());
  }

  /** A phase that the detector did not see is not judged, whatever another subject saw. */
  @Test
  void phasesAreJudged_byWhatTheDetectorSaw() {
    List<Optional<Verdict>> all = DAY.stream().map(of -> verdict(0, false)).toList();
    List<Optional<Verdict>> early =
        DAY.stream()
            .map(of -> of.windowId() < 15 ? verdict(0, false) : Optional.<Verdict>empty())
            .toList();
    EvaluationInput input =
        input(
            List.of(Verdicts.of(Subject.RULE, all), Verdicts.of(Subject.DETECTOR, early)),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty());
    Scorecard incidents = Evaluation.of(input, 0.01).scorecards().get(2);
    assertEquals(1, incidents.withoutVerdict());
    assertEquals(1, incidents.overall().orElseThrow().counts().falseNegatives());
  }

  @Test
  void incidentsOfWindowsThatAreNotThere_areRefused() {
    assertEquals(
        "incident a names window 18, which is not there",
        assertThrows(
                IllegalArgumentException.class,
                () -> ofIncidents(OptionalDouble.empty(), incident("a", 17L, 18L)))
            .getMessage());
    assertEquals(
        "incident b must have a window but has none",
        assertThrows(IllegalArgumentException.class, () -> incident("b")).getMessage());
  }

  @Test
  void verdictsOnOtherWindows_areRefused() {
    Verdicts one = Verdicts.of(Subject.RULE, List.of(verdict(1, true)));
    assertEquals(
        "rule has verdicts on 1 windows, but there are 8",
        assertThrows(
                IllegalArgumentException.class,
                () -> input(List.of(one), List.of(), Optional.empty(), OptionalDouble.empty()))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Verdict(Double.NaN, false));
  }

  @Test
  void whatCannotBeEstimated_saysWhy() {
    List<LabelledWindow> benign = DAY.subList(0, 2);
    List<LabelledWindow> attacked = DAY.subList(2, 4);
    assertEquals("no window is attacked", overall(benign).rocArea().reason());
    assertEquals("no window is attacked", overall(benign).counts().recall().reason());
    assertEquals("no window is benign", overall(attacked).prArea().reason());
    assertEquals(
        "no alarm on an attacked or benign window", overall(benign).counts().precision().reason());
    ConfusionCounts noIncident =
        Evaluation.of(
                new EvaluationInput(
                    FLOWS,
                    benign,
                    new LabelCounts(),
                    0,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    OptionalDouble.empty()),
                0.01)
            .scorecards()
            .get(0)
            .overall()
            .orElseThrow()
            .counts();
    assertEquals("no attack phase", noIncident.f1().reason());
    assertEquals("no incident on an attacked or benign window", noIncident.precision().reason());
  }

  private static Result overall(List<LabelledWindow> windows) {
    return overall(windows, windows.stream().map(of -> verdict(1, false)).toList());
  }

  private static Result overall(List<LabelledWindow> windows, List<Optional<Verdict>> verdicts) {
    return WindowScorer.score(windows, Verdicts.of(Subject.RULE, verdicts), List.of(), 0.01)
        .overall()
        .orElseThrow();
  }

  /** Of very many windows: never two points in one hundredth of recall, and the last one of all. */
  @Test
  void theCurve_hasAPointForEveryHundredthOfRecall() {
    List<LabelledWindow> windows = new ArrayList<>();
    List<Optional<Verdict>> verdicts = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      windows.add(window(i, i % 2 == 0 ? 50 : 0, i % 2 == 0 ? "Bot" : ""));
      verdicts.add(verdict(-i, false));
    }
    List<CurvePoint> curve = overall(windows, verdicts).prCurve();
    assertEquals(101, curve.size());
    assertEquals(new CurvePoint(1 / 500.0, 1), curve.get(0));
    assertEquals(new CurvePoint(5 / 500.0, 5 / 9.0), curve.get(1));
    assertEquals(new CurvePoint(1, 500 / 999.0), curve.get(100));
    for (int i = 1; i < curve.size(); i++) {
      assertEquals(i, Math.round(100 * curve.get(i).recall()));
    }
    assertTrue(overall(windows.subList(0, 1), verdicts.subList(0, 1)).prCurve().isEmpty());
  }

  private static Optional<Verdict> verdict(double score, boolean alarm) {
    return Optional.of(new Verdict(score, alarm));
  }
}
