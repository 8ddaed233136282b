package io.logsentinel.core.detect.calibrated;

/**
 * One of the ways in which a window can be unusual; its readings are held against those of the
 * baseline's windows.
 *
 * @param group what its evidence is added up with: a port that the baseline's windows commonly have
 *     ({@code 80}), {@code rare} for all other ports, {@code hosts} for addresses whatever the
 *     port, {@code window} for behavioural metrics
 * @param name what is measured, as {@code service flows, seldom}: {@code seldom} and {@code busy}
 *     say whether the entity has less than one a window in the baseline
 */
public record Channel(String group, String name) {

  // written out: what the compiler would make of records is slow until the JVM is warm

  @Override
  public boolean equals(Object other) {
    return other instanceof Channel channel
        && group.equals(channel.group)
        && name.equals(channel.name);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + name.hashCode();
  }
}
