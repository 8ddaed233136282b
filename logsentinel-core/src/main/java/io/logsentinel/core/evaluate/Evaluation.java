package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The scorecards of all subjects against the labels.
 *
 * @param input that was evaluated
 * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1
 * @param windows number of windows of each kind
 * @param phases of attacks, in the order in which they begin
 * @param scorecards of every subject, in the order of {@link Subject}
 */
public record Evaluation(
    EvaluationInput input,
    double minAttackShare,
    Map<Kind, Long> windows,
    List<Phase> phases,
    List<Scorecard> scorecards) {

  /**
   * Attack without figures: no window is attacked by it most of all.
   *
   * @param attack its name
   * @param windows that hold flows of it, from 1
   * @param belowShare those of them whose share of attack flows is too small
   */
  public record LeftOut(String attack, long windows, long belowShare) {}

  /** The share of attack flows from which on a window is attacked, where none is asked for. */
  public static final double DEFAULT_MIN_ATTACK_SHARE = 0.01;

  public Evaluation {
    windows = Collections.unmodifiableMap(new EnumMap<>(windows));
    phases = List.copyOf(phases);
    scorecards = List.copyOf(scorecards);
  }

  /**
   * {@return incidents without an attack in a day of 24 hours, from 0: what an analyst looks at for
   * nothing; empty where there are no incidents to count, or no times}
   */
  public OptionalDouble falseIncidentsPerDay() {
    Optional<Result> incidents =
        scorecards.stream()
            .filter(card -> card.subject() == Subject.INCIDENTS)
            .findFirst()
            .flatMap(Scorecard::overall);
    return incidents.isEmpty() || input.days().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(incidents.get().counts().falsePositives() / input.days().getAsDouble());
  }

  /** {@return the attacks that have no figures, by name} */
  public List<LeftOut> leftOut() {
    Map<String, LeftOut> leftOut = new TreeMap<>();
    Set<String> judged = new HashSet<>();
    for (LabelledWindow window : input.windows()) {
      boolean isAttacked = window.kind(minAttackShare) == Kind.ATTACKED;
      if (isAttacked) {
        judged.add(window.attack());
      }
      Stream.concat(Stream.of(window.attack()), window.others().stream())
          .filter(attack -> !attack.isEmpty())
          .forEach(
              attack ->
                  leftOut.merge(
                      attack,
                      new LeftOut(attack, 1, isAttacked ? 0 : 1),
                      (a, b) ->
                          new LeftOut(attack, a.windows + b.windows, a.belowShare + b.belowShare)));
    }
    leftOut.keySet().removeAll(judged);
    return List.copyOf(leftOut.values());
  }

  /**
   * {@return all figures of every subject}
   *
   * @param input windows, verdicts and incidents
   * @param minAttackShare from which share of attack flows on a window is attacked, 0 to 1
   * @throws IllegalArgumentException if an incident names a window that is not there
   */
  public static Evaluation of(EvaluationInput input, double minAttackShare) {
    Map<Kind, Long> windows = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      windows.put(kind, 0L);
    }
    for (LabelledWindow window : input.windows()) {
      windows.merge(window.kind(minAttackShare), 1L, Long::sum);
    }
    List<Phase> phases = Phase.of(input.windows(), minAttackShare);
    List<Scorecard> scorecards = new ArrayList<>();
    for (Verdicts verdicts : input.verdicts()) {
      scorecards.add(WindowScorer.score(input.windows(), verdicts, phases, minAttackShare));
    }
    scorecards.add(IncidentScorer.score(input, phases, minAttackShare));
    return new Evaluation(input, minAttackShare, windows, phases, scorecards);
  }
}
