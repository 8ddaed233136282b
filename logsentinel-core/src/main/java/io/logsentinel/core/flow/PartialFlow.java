package io.logsentinel.core.flow;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A flow that lacks only what no entity is counted by: a rate that is no number, an empty port of a
 * protocol without ports, a label. The original drops it, so it is in no cleaned file and in none
 * of the nine sums; the profile of the window in which it stands counts it, as probes that nobody
 * answers look like that.
 *
 * @param flow the flow, with 0 or an empty label for what it lacks
 * @param lacking what it lacks, at least one field
 * @param localTime when it was, as {@link FlowBatch#localTime} has it
 * @param isInstant whether that time names its zone, so that it is UTC's
 * @param wholeBefore number of whole flows before it: in its batch, or in its file
 */
public record PartialFlow(
    FlowRecord flow, Set<FlowField> lacking, long localTime, boolean isInstant, long wholeBefore) {
  public PartialFlow {
    Objects.requireNonNull(flow, "flow");
    if (lacking.isEmpty()) {
      throw new IllegalArgumentException("a partial flow lacks at least 1 field but lacks 0");
    }
    lacking = Collections.unmodifiableSet(EnumSet.copyOf(lacking));
  }

  /**
   * {@return the same flow, with so many more whole ones before it}
   *
   * @param flows from 0
   */
  public PartialFlow after(long flows) {
    return new PartialFlow(flow, lacking, localTime, isInstant, flows + wholeBefore);
  }

  PartialFlow withLocalTime(long time) {
    return new PartialFlow(flow, lacking, time, isInstant, wholeBefore);
  }

  /**
   * {@return true for an IANA protocol number whose ports are ports: TCP, UDP, DCCP, SCTP,
   * UDP-Lite}
   *
   * @param protocol any number
   */
  public static boolean hasPorts(double protocol) {
    return protocol == 6 || protocol == 17 || protocol == 33 || protocol == 132 || protocol == 136;
  }
}
