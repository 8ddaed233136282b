package io.logsentinel.core.window;

import java.util.Locale;

/**
 * Kinds of entities, by which the flows of a window are counted. An {@link Entity} of a kind is
 * named by one or two texts.
 */
public enum EntityKind {
  /** A source address. */
  SOURCE(false, true),
  /** A destination address. */
  DESTINATION(false, true),
  /** A source and a destination address. */
  PAIR(false, true),
  /** A destination port. */
  PORT(true, true),
  /** A destination port and the source address that uses it. */
  CLIENT(true, true),
  /** A destination port and the destination address that serves it. */
  SERVICE(true, true),
  /** A destination port, and protocol and exact payload bytes of the answer: flows alike. */
  SHAPE(true, false);

  private final boolean hasPort;
  private final boolean isTalker;
  private final String label = name().toLowerCase(Locale.ROOT);

  EntityKind(boolean hasPort, boolean isTalker) {
    this.hasPort = hasPort;
    this.isTalker = isTalker;
  }

  /** {@return whether the first text of an entity is a destination port, not an address} */
  public boolean hasPort() {
    return hasPort;
  }

  /**
   * {@return whether packets, bytes, peers, ports and durations are counted too, not flows alone as
   * of flow shapes}
   */
  public boolean isTalker() {
    return isTalker;
  }

  /** {@return the kind's name in artifacts, in lower case} */
  public String label() {
    return label;
  }
}
