package io.logsentinel.core.window;

/**
 * Totals of an entity's flows in one window. A flow shape has flows alone, all else 0.
 *
 * @param entity that the flows have in common
 * @param flows its flows, from 1
 * @param packets packets of both directions
 * @param bytes payload bytes of both directions
 * @param peers distinct addresses at the other end: of a source and a client the destinations, of a
 *     destination and a service the sources, of a port the sources; 0 of a pair
 * @param ports distinct destination ports; 0 of kinds that are about one port
 * @param meanLogDuration mean over its flows of log2(1 + duration in microseconds), in steps of a
 *     half
 */
public record EntityStats(
    Entity entity,
    long flows,
    double packets,
    double bytes,
    long peers,
    long ports,
    double meanLogDuration) {}
