package io.logsentinel.core.detect;

import io.logsentinel.core.profile.Entity;
import java.util.Optional;

/**
 * What a channel says of a window.
 *
 * @param channel its number
 * @param value how surprising, from 0
 * @param entity whose measure it is, the most surprising one; empty where the window itself is
 * @param observed the measure
 * @param expected its mean over the baseline's other windows
 * @param seen share of the baseline's windows that list the entity; 1 of the window itself
 */
record Reading(
    int channel,
    double value,
    Optional<Entity> entity,
    double observed,
    double expected,
    double seen) {

  /** Only a tie between entities needs an order: any that does not depend on where they stood. */
  boolean isNamedBefore(Reading other) {
    return entity.isPresent()
        && other.entity.isPresent()
        && entity.get().toString().compareTo(other.entity.get().toString()) < 0;
  }
}
