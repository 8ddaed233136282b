package io.logsentinel.core;

import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.flow.FlowRecord.Measure;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The detectors that the windows of a source are held against.
 *
 * @param zScore the original's rule, with its second opinion
 * @param calibrated the calibrated detector; empty where it is off
 * @param profileModel its second opinion, if there is one
 * @param measures refuses flows that count something else than the baseline's
 * @param options of monitoring
 */
record Detectors(
    ZScoreMonitor zScore,
    Optional<Detector> calibrated,
    Optional<OutlierModel> profileModel,
    Consumer<Measure> measures,
    SentinelOptions options) {}
