package io.logsentinel.core.evaluate;

/** What a label says of a flow. */
public enum LabelKind {
  /** Usual traffic. */
  BENIGN,
  /** Part of an attack. */
  ATTACK,
  /** Nobody knows: the flow counts as neither. */
  UNLABELLED
}
