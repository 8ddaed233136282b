package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.window.Metric;

/**
 * Metric of a window, held against the baseline.
 *
 * @param metric that is held against it
 * @param value its value in the window
 * @param zScore standard deviations above the baseline's mean
 */
public record Indicator(Metric metric, double value, double zScore) {}
