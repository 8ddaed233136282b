package io.logsentinel.core.incident;

/**
 * An address of an incident.
 *
 * @param address as the flows have it, any text
 * @param role its part
 * @param windows in how many of the incident's windows it stood out, from 1
 */
public record IncidentEntity(String address, Role role, int windows) {}
