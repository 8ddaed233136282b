package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measures of the entities of a kind. */
public enum EntityMeasure {
  /** Flows of an entity. */
  FLOWS(EnumSet.allOf(EntityKind.class)),
  /** Distinct addresses at an entity's other end. */
  PEERS(
      EnumSet.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.CLIENT, EntityKind.SERVICE)),
  /** Distinct destination ports of an entity. */
  PORTS(EnumSet.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.PAIR)),
  /** Entities of the kind that the baseline never saw: how many there are in the window. */
  NEW(EnumSet.allOf(EntityKind.class)),
  /** Ports never seen in use: of a source as a client, of a destination as a service. */
  NEW_PORTS(EnumSet.of(EntityKind.SOURCE, EntityKind.DESTINATION));

  /** Those that an entity's own count gives. */
  static final List<EntityMeasure> COUNTED = List.of(FLOWS, PEERS, PORTS);

  private final Set<EntityKind> kinds;

  EntityMeasure(Set<EntityKind> kinds) {
    this.kinds = kinds;
  }

  /** {@return the measure's name in artifacts, as {@code new ports}} */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** {@return whether entities of a kind have the measure} */
  boolean applies(EntityKind kind) {
    return kinds.contains(kind);
  }

  /** {@return the measure of an entity; only of those that are {@link #COUNTED}} */
  double of(EntityStats count) {
    return switch (this) {
      case FLOWS -> count.flows();
      case PEERS -> count.peers();
      case PORTS -> count.ports();
      default -> throw new IllegalArgumentException(this + " is not of one entity");
    };
  }

  /** {@return whether it counts what the baseline never saw, not how often something was seen} */
  boolean isNovelty() {
    return this == NEW || this == NEW_PORTS;
  }
}
