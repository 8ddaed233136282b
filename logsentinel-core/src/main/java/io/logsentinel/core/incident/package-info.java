/**
 * From detections to incidents: neighbouring detections of one story become one.
 *
 * <p>An {@link io.logsentinel.core.incident.IncidentGrouper} takes the detections of one file and
 * gives its {@link io.logsentinel.core.incident.Incident incidents}; an {@link
 * io.logsentinel.core.incident.IncidentJsonWriter} writes them as {@code incidents.json}.
 */
package io.logsentinel.core.incident;
