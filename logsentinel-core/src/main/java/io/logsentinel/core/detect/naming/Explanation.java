package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.EntityReading;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.MetricReading;
import java.util.List;

/**
 * Everything that the detector has to say of a window, alarm or not.
 *
 * @param finding score, p-value and evidence
 * @param metrics all behavioural metrics, in order
 * @param entities addresses with evidence of their own, the one with the strongest, and the
 *     smallest p-value, first
 * @param pattern what it looks like, whether or not it alarms
 * @param reason one sentence
 * @param ruledOut all other patterns, in the order in which they are asked for
 */
public record Explanation(
    Finding finding,
    List<MetricReading> metrics,
    List<EntityReading> entities,
    AttackPattern pattern,
    String reason,
    List<RuledOut> ruledOut) {

  public Explanation {
    metrics = List.copyOf(metrics);
    entities = List.copyOf(entities);
    ruledOut = List.copyOf(ruledOut);
  }
}
