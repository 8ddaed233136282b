package io.logsentinel.core.detect;

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
public record Channel(String group, String name) {}
