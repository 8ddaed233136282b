package io.logsentinel.core.evaluate;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many flows carry which label. At most {@value #MAX_LABELS} labels are told apart, so that a
 * file with a label of its own for every flow fits; flows of further ones are counted by kind.
 */
public final class LabelCounts {
  /** The most labels that are told apart. */
  public static final int MAX_LABELS = 1000;

  private final Map<String, Count> labels = new TreeMap<>();
  private final Map<LabelKind, Long> others = new EnumMap<>(LabelKind.class);

  /**
   * Flows of a label.
   *
   * @param kind what the label says
   * @param flows how many, from 1
   */
  public record Count(LabelKind kind, long flows) {}

  /** A tally of nothing. */
  public LabelCounts() {}

  public void add(String label, LabelKind kind, long flows) {
    if (labels.size() < MAX_LABELS || labels.containsKey(label)) {
      labels.merge(label, new Count(kind, flows), (a, b) -> new Count(kind, a.flows() + b.flows()));
    } else {
      others.merge(kind, flows, Long::sum);
    }
  }

  /**
   * Adds all of another tally.
   *
   * @param other which stays as it is
   */
  public void add(LabelCounts other) {
    other.labels.forEach((label, count) -> add(label, count.kind(), count.flows()));
    other.others.forEach((kind, flows) -> others.merge(kind, flows, Long::sum));
  }

  /**
   * The labels, as they came.
   *
   * @return label to count, in the order of the labels
   */
  public Map<String, Count> labels() {
    return new TreeMap<>(labels);
  }

  /**
   * Flows of labels beyond {@value #MAX_LABELS}.
   *
   * @return kind to flows; empty where all labels are told apart
   */
  public Map<LabelKind, Long> others() {
    return new EnumMap<>(others);
  }
}
