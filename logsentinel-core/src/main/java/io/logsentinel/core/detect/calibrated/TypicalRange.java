package io.logsentinel.core.detect.calibrated;

/**
 * Range of the typical values of a measure: those that a channel reads as no more unusual than the
 * most unusual entity in seven of ten windows of the baseline.
 *
 * @param low the lowest typical value; 0 of counts
 * @param high the highest
 */
public record TypicalRange(double low, double high) {}
