package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Scorecard.TimeToDetect;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scorer of incidents. A phase that is found once is a success; an incident of which no window has
 * an attack flow is a false alarm. One whose windows with attack flows all lie below the least
 * share, or which has windows without labels only, is left out. Incidents are made of the
 * detector's alarms: what it did not judge, they could not find.
 */
final class IncidentScorer {
  private static final Estimate NO_SCORE = Estimate.none("only windows have a score");

  /** Those with a window that the detector judged. */
  private final List<Phase> phases;

  private final Map<Phase, Long> foundAfter = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();

  private static final class Outcome {
    private long falseAlarms;
    private long leftOut;
    private long tooMany;
  }

  private IncidentScorer(List<Phase> phases) {
    this.phases = phases;
  }

  static Scorecard score(EvaluationInput input, List<Phase> phases, double minAttackShare) {
    if (input.incidentsMissing().isPresent()) {
      return Scorecard.none(Subject.INCIDENTS, input.incidentsMissing().get());
    }
    Optional<Verdicts> detector =
        input.verdicts().stream().filter(of -> of.subject() == Subject.DETECTOR).findFirst();
    Optional<String> missing = detector.flatMap(Verdicts::missing);
    if (missing.isPresent()) {
      return Scorecard.none(Subject.INCIDENTS, missing.get());
    }
    Map<String, Map<Long, LabelledWindow>> truths = new LinkedHashMap<>();
    Map<String, Set<Long>> judged = new LinkedHashMap<>();
    for (int i = 0; i < input.windows().size(); i++) {
      LabelledWindow window = input.windows().get(i);
      truths.computeIfAbsent(window.file(), file -> new HashMap<>()).put(window.windowId(), window);
      if (detector.isEmpty() || detector.get().byWindow().get(i).isPresent()) {
        judged.computeIfAbsent(window.file(), file -> new HashSet<>()).add(window.windowId());
      }
    }
    IncidentScorer scorer =
        new IncidentScorer(phases.stream().filter(phase -> isJudged(phase, judged)).toList());

    scorer.findPhases(input.incidents());
    for (IncidentWindows incident : input.incidents()) {
      scorer.count(incident, truths.getOrDefault(incident.file(), Map.of()), minAttackShare);
    }
    return scorer.scorecard(judged.keySet(), phases.size() - scorer.phases.size());
  }

  private Outcome outcome(String file) {
    return outcomes.computeIfAbsent(file, any -> new Outcome());
  }

  private static boolean isJudged(Phase phase, Map<String, Set<Long>> judged) {
    return !Collections.disjoint(judged.getOrDefault(phase.file(), Set.of()), phase.windows());
  }

  private void findPhases(List<IncidentWindows> incidents) {
    Map<String, Map<Long, Set<Integer>>> at = new HashMap<>();
    for (int i = 0; i < incidents.size(); i++) {
      Map<Long, Set<Integer>> ofFile =
          at.computeIfAbsent(incidents.get(i).file(), file -> new HashMap<>());
      for (long id : incidents.get(i).windows()) {
        ofFile.computeIfAbsent(id, window -> new HashSet<>()).add(i);
      }
    }
    for (Phase phase : phases) {
      Map<Long, Set<Integer>> ofFile = at.getOrDefault(phase.file(), Map.of());
      Set<Integer> touching = new HashSet<>();
      for (long id : phase.windows()) {
        Set<Integer> here = ofFile.getOrDefault(id, Set.of());
        if (!here.isEmpty()) {
          foundAfter.putIfAbsent(phase, id - phase.first());
          touching.addAll(here);
        }
      }
      outcome(phase.file()).tooMany += Math.max(0, touching.size() - 1);
    }
  }

  private void count(
      IncidentWindows incident, Map<Long, LabelledWindow> truths, double minAttackShare) {
    boolean attacked = false;
    boolean attackFlows = false;
    boolean benign = false;
    for (long id : incident.windows()) {
      LabelledWindow truth = truths.get(id);
      if (truth == null) {
        throw new IllegalArgumentException(
            "incident " + incident.id() + " names window " + id + ", which is not there");
      }
      Kind kind = truth.kind(minAttackShare);
      attacked |= kind == Kind.ATTACKED;
      attackFlows |= truth.attacks() > 0;
      benign |= kind == Kind.BENIGN;
    }
    Outcome outcome = outcome(incident.file());
    if (!attackFlows && benign) {
      outcome.falseAlarms++;
    } else if (!attacked) {
      outcome.leftOut++;
    }
  }

  private Scorecard scorecard(Collection<String> files, long notJudged) {
    Map<String, Result> byFile = new LinkedHashMap<>();
    Map<String, List<Phase>> phasesByFile = Phase.group(phases, Phase::file);
    Outcome all = new Outcome();
    for (String file : files) {
      Outcome outcome = outcome(file);
      byFile.put(file, result(phasesByFile.getOrDefault(file, List.of()), outcome));
      all.falseAlarms += outcome.falseAlarms;
      all.leftOut += outcome.leftOut;
      all.tooMany += outcome.tooMany;
    }
    return new Scorecard(
        Subject.INCIDENTS,
        Optional.empty(),
        0,
        notJudged,
        Optional.of(result(phases, all)),
        byFile,
        recall(Phase.group(phases, Phase::attack)),
        recall(Phase.group(phases, Phase::shareBand)),
        foundAfter);
  }

  private Result result(List<Phase> some, Outcome outcome) {
    TimeToDetect time = TimeToDetect.of(some, foundAfter);
    ConfusionCounts counts =
        new ConfusionCounts(
            time.found(), outcome.falseAlarms, time.phases() - time.found(), OptionalLong.empty());
    return new Result(
        counts, NO_SCORE, NO_SCORE, List.of(), time, outcome.leftOut, outcome.tooMany);
  }

  private <K> Map<K, Recall> recall(Map<K, List<Phase>> phasesByKey) {
    Map<K, Recall> recall = new TreeMap<>();
    phasesByKey.forEach(
        (key, some) -> {
          TimeToDetect time = TimeToDetect.of(some, foundAfter);
          recall.put(key, new Recall(time.found(), time.phases(), time));
        });
    return recall;
  }
}
