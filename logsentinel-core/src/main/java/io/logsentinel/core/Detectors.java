package io.logsentinel.core;

import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import java.util.Optional;

/**
 * The detectors that the windows of a source are held against.
 *
 * @param zScore the original's rule, with its second opinion
 * @param calibrated the calibrated detector; empty where it is off
 * @param profileModel its second opinion, if there is one
 * @param options of monitoring
 */
record Detectors(
    ZScoreMonitor zScore,
    Optional<Detector> calibrated,
    Optional<OutlierModel> profileModel,
    SentinelOptions options) {}
