package io.logsentinel.cli.report;

import io.logsentinel.core.flow.FlowBatch;

/**
 * A window as the report draws it.
 *
 * @param number of the window within its file, from 0
 * @param first the earliest time of its flows, in milliseconds from 1970 UTC; {@link
 *     FlowBatch#NO_TIME} where it has none
 * @param last the latest, likewise
 * @param score how unusual it is, from 0; NaN where that is not known
 * @param pValue the chance that a benign window has at least this score; NaN where not known
 * @param severity of the detection, {@code LOW} to {@code CRITICAL}; empty where it does not alarm
 * @param pattern of the detection; empty where it does not alarm
 * @param index the anomaly index of the original's rule, from 0
 * @param decision of the original's rule and the forest: 0 normal, 1 suspicious, 2 confirmed
 */
record WindowRow(
    long number,
    long first,
    long last,
    double score,
    double pValue,
    String severity,
    String pattern,
    double index,
    int decision) {

  boolean isTimed() {
    return first != FlowBatch.NO_TIME;
  }

  boolean alarms() {
    return !severity.isEmpty();
  }
}
