package io.logsentinel.core.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All figures of one judge.
 *
 * @param judge who
 * @param missing why there are none; empty where there are
 * @param windows that it judged and that are attacked or benign
 * @param withoutVerdict windows that it did not see; of incidents, phases of which the detector saw
 *     no window
 * @param overall over all windows
 * @param byFile by name of the windowed file
 * @param byAttack by name of the attack: windows by their main attack
 * @param byShare by share of attack flows; of phases, over all of their windows
 * @param foundAfter the phases that were found, with the windows from the first to the first
 *     alarmed one, from 0
 */
public record Scorecard(
    Subject judge,
    Optional<String> missing,
    long windows,
    long withoutVerdict,
    Optional<Result> overall,
    Map<String, Result> byFile,
    Map<String, Recall> byAttack,
    Map<AttackShareBand, Recall> byShare,
    Map<Phase, Long> foundAfter) {

  public Scorecard {
    byFile = Collections.unmodifiableMap(new LinkedHashMap<>(byFile));
    byAttack = Collections.unmodifiableMap(new LinkedHashMap<>(byAttack));
    byShare = Collections.unmodifiableMap(new LinkedHashMap<>(byShare));
    foundAfter = Collections.unmodifiableMap(new LinkedHashMap<>(foundAfter));
  }

  static Scorecard none(Subject judge, String reason) {
    return new Scorecard(
        judge, Optional.of(reason), 0, 0, Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of());
  }
}
