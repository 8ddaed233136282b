package io.logsentinel.bench.measure;

import io.logsentinel.core.evaluate.EvaluationInput;
import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Verdicts;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Several runs over files of the same names as one. Windows of each run are numbered far from those
 * of the others, so that no phase reaches from run to run.
 */
final class PooledRuns {
  private static final long APART = 1_000_000_000;

  private final List<LabelledWindow> windows = new ArrayList<>();
  private final List<List<Optional<Verdict>>> verdicts = new ArrayList<>();
  private final List<IncidentWindows> incidents = new ArrayList<>();
  private final LabelCounts labels = new LabelCounts();
  private EvaluationInput last;
  private long leftOver;
  private double days;
  private int runs;

  /** Adds a run; verdicts that the last run lacks, the pool lacks. */
  void add(EvaluationInput run) {
    long offset = APART * runs++;
    for (LabelledWindow window : run.windows()) {
      windows.add(
          new LabelledWindow(
              window.file(),
              window.windowId() + offset,
              window.flows(),
              window.benign(),
              window.attacks(),
              window.attack()));
    }
    for (int judge = 0; judge < run.verdicts().size(); judge++) {
      if (verdicts.size() == judge) {
        verdicts.add(new ArrayList<>());
      }
      verdicts.get(judge).addAll(run.verdicts().get(judge).byWindow());
    }
    for (IncidentWindows incident : run.incidents()) {
      List<Long> moved = incident.windows().stream().map(id -> id + offset).toList();
      incidents.add(new IncidentWindows(incident.id(), incident.file(), moved));
    }
    labels.add(run.labels());
    leftOver += run.leftOver();
    days += run.days().orElse(0);
    last = run;
  }

  EvaluationInput pooled() {
    List<Verdicts> pooled = new ArrayList<>();
    for (int judge = 0; judge < verdicts.size(); judge++) {
      Verdicts of = last.verdicts().get(judge);
      pooled.add(new Verdicts(of.subject(), of.missing(), verdicts.get(judge)));
    }
    return new EvaluationInput(
        last.windowSize(),
        windows,
        labels,
        leftOver,
        pooled,
        incidents,
        last.incidentsMissing(),
        days > 0 ? OptionalDouble.of(days) : OptionalDouble.empty());
  }
}
