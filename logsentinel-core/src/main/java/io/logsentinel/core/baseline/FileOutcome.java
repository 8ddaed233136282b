package io.logsentinel.core.baseline;

import io.logsentinel.core.detect.calibrated.Drift;
import java.util.Optional;

/**
 * Outcome of learning from a file.
 *
 * @param file its windows, and how many of them trained
 * @param isJudged whether its windows were held against the baseline before it
 * @param drift of the whole file, where it was judged
 */
public record FileOutcome(TrainedFile file, boolean isJudged, Optional<Drift> drift) {}
