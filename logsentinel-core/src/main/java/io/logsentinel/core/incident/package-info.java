/**
 * Detections to incidents: an {@link io.logsentinel.core.incident.IncidentCorrelator} joins those
 * of one story.
 */
package io.logsentinel.core.incident;
