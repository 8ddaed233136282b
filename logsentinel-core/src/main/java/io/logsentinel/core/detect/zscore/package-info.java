/**
 * The original's rule on nine sums: a {@link io.logsentinel.core.detect.zscore.ZScoreMonitor} holds
 * windows against a {@link io.logsentinel.core.detect.zscore.Baseline} and raises an {@link
 * io.logsentinel.core.detect.zscore.Alert} where z-scores are high.
 */
package io.logsentinel.core.detect.zscore;
