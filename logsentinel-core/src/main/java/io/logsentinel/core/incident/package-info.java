/**
 * Detections to incidents: an {@link io.logsentinel.core.incident.IncidentCorrelator} joins those
 * of one story (alert correlation) into an {@link io.logsentinel.core.incident.Incident}.
 */
package io.logsentinel.core.incident;
