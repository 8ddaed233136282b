/**
 * What is normal: mean and standard deviation of every metric over the windows of benign traffic.
 *
 * <p>{@link io.logsentinel.core.baseline.Baseline} is learned from windows; {@link
 * io.logsentinel.core.baseline.BaselineFile} is {@code baseline_model.json}, {@link
 * io.logsentinel.core.baseline.BaselineProfileFile} is {@code baseline_profile.json}, which says
 * what the baseline was made of.
 */
package io.logsentinel.core.baseline;
