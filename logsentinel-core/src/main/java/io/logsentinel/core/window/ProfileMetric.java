package io.logsentinel.core.window;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The behavioural metrics of a window, in the order of a profile's {@link Profile#metrics()}:
 * volume, shape and spread. None is a multiple of another. Infinite values of flows count as 0.
 */
public enum ProfileMetric {
  /** Volume: mean over the flows of log2(1 + payload bytes of both directions), from 0. */
  LOG_BYTES,
  /** Volume: mean over the flows of log2(1 + duration in microseconds), from 0. */
  LOG_DURATION,
  /** Volume: log2(1 + payload bytes) of the pair of addresses with the most, from 0. */
  TOP_PAIR_LOG_BYTES,
  /** Shape: share of flows without a packet back, 0 to 1. */
  UNANSWERED_SHARE,
  /** Shape: share of flows of at most 3 packets, 0 to 1. */
  SMALL_SHARE,
  /** Shape: share of flows of protocol 6, TCP, 0 to 1. */
  TCP_SHARE,
  /** Shape: distinct flow shapes, from 1. */
  SHAPES,
  /** Spread: distinct source addresses, from 1. */
  SOURCES,
  /** Spread: distinct destination addresses, from 1. */
  DESTINATIONS,
  /** Spread: distinct destination ports, from 1. */
  PORTS,
  /** Spread: distinct pairs of addresses, from 1. */
  PAIRS,
  /** Spread: distinct services, a port of a destination, from 1. */
  SERVICES,
  /** Spread: share of flows of the source with the most, above 0 to 1. */
  TOP_SOURCE_SHARE,
  /** Spread: share of flows of the destination with the most, above 0 to 1. */
  TOP_DESTINATION_SHARE,
  /** Spread: share of flows of the service with the most, above 0 to 1. */
  TOP_SERVICE_SHARE;

  /** The names of all metrics, in order. */
  public static final List<String> NAMES =
      Arrays.stream(values()).map(ProfileMetric::label).toList();

  /** {@return the metric's name in artifacts, in lower case} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
