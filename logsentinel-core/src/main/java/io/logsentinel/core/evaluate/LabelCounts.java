package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.LabelRules.LabelKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A frequency table of labels. At most {@value #MAX_LABELS} labels are told apart, so that a file
 * with a label of its own for every flow fits; flows of further labels are counted by kind.
 */
public final class LabelCounts {
  /** The most labels that are told apart. */
  public static final int MAX_LABELS = 1000;

  private final Map<String, Count> labels = new TreeMap<>();
  private final Map<LabelKind, Long> others = new EnumMap<>(LabelKind.class);

  /**
   * The flows of a label.
   *
   * @param kind meaning of the label
   * @param flows number of flows, from 1
   */
  public record Count(LabelKind kind, long flows) {}

  /** An empty table. */
  public LabelCounts() {}

  /**
   * Adds flows of one label.
   *
   * @param label any text
   * @param kind meaning of the label
   * @param flows number of flows, from 1
   */
  public void add(String label, LabelKind kind, long flows) {
    if (labels.size() < MAX_LABELS || labels.containsKey(label)) {
      labels.merge(label, new Count(kind, flows), (a, b) -> new Count(kind, a.flows() + b.flows()));
    } else {
      others.merge(kind, flows, Long::sum);
    }
  }

  /**
   * Adds all of another table.
   *
   * @param other stays as it is
   */
  public void add(LabelCounts other) {
    other.labels.forEach((label, count) -> add(label, count.kind(), count.flows()));
    other.others.forEach((kind, flows) -> others.merge(kind, flows, Long::sum));
  }

  /** {@return the labels as they came, with their counts, in the order of the labels} */
  public Map<String, Count> labels() {
    return new TreeMap<>(labels);
  }

  /** {@return kind to flows of the labels beyond {@value #MAX_LABELS}; empty where none are} */
  public Map<LabelKind, Long> others() {
    return new EnumMap<>(others);
  }
}
