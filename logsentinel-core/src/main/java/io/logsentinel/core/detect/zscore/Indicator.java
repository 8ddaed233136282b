package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.window.Metric;

/**
 * A metric of a window, held against the baseline.
 *
 * @param metric which metric
 * @param value its value in the window
 * @param zScore standard deviations above the baseline's mean
 */
public record Indicator(Metric metric, double value, double zScore) {}
