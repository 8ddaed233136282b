/**
 * Calibrated p-values of windows: a {@link io.logsentinel.core.detect.calibrated.Detector} learned
 * from benign profiles gives a {@link io.logsentinel.core.detect.calibrated.Finding} with its
 * {@link io.logsentinel.core.detect.calibrated.Evidence}.
 */
package io.logsentinel.core.detect.calibrated;
