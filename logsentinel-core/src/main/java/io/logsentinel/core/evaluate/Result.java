package io.logsentinel.core.evaluate;

/**
 * How good a judge is over some windows.
 *
 * @param counts alarms against labels
 * @param rocArea area under the ROC curve, 0 to 1
 * @param prArea area under the precision-recall curve, above 0 to 1; the share of attacked windows
 *     is what chance reaches
 * @param timeToDetect of the attack phases
 * @param alarmsLeftOut alarms on windows that are neither attacked nor benign; of incidents, those
 *     on such windows only
 * @param tooMany incidents beyond the first of each phase
 */
public record Result(
    ConfusionCounts counts,
    Estimate rocArea,
    Estimate prArea,
    TimeToDetect timeToDetect,
    long alarmsLeftOut,
    long tooMany) {}
