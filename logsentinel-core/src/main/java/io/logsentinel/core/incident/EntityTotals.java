package io.logsentinel.core.incident;

import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityStats;

/**
 * Sums of an entity over those windows of an incident in which it stood out.
 *
 * @param entity an address, a pair of them or a service
 * @param windows how many windows, from 1
 * @param flows sum of its flows
 * @param packets sum over both directions
 * @param bytes sum of the payload of both directions
 * @param peers the most distinct peers in one window: distinct ones do not add up
 * @param ports the most distinct destination ports in one window
 */
public record EntityTotals(
    Entity entity, int windows, long flows, double packets, double bytes, long peers, long ports) {

  /** {@return the totals of one window} */
  static EntityTotals of(EntityStats count) {
    return new EntityTotals(
        count.entity(),
        1,
        count.flows(),
        count.packets(),
        count.bytes(),
        count.peers(),
        count.ports());
  }

  /** {@return the totals of the same entity over these windows and others} */
  EntityTotals plus(EntityTotals other) {
    return new EntityTotals(
        entity,
        windows + other.windows,
        flows + other.flows,
        limited(packets + other.packets),
        limited(bytes + other.bytes),
        Math.max(peers, other.peers),
        Math.max(ports, other.ports));
  }

  /** As in profiles: what is beyond all doubles is as large as can be. */
  private static double limited(double sum) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
  }
}
