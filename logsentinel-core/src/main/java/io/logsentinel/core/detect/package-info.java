/**
 * The calibrated detector: from profiles to detections that say who did what.
 *
 * <p>A {@link io.logsentinel.core.detect.Detector} learns from benign profiles and gives a {@link
 * io.logsentinel.core.detect.Finding} for each other one: a score, a p-value and the {@link
 * io.logsentinel.core.detect.Evidence evidence} of its {@link io.logsentinel.core.detect.Channel
 * channels}. A finding that alarms becomes a {@link io.logsentinel.core.detect.Detection}, with a
 * {@link io.logsentinel.core.detect.AttackPattern pattern} named from the evidence. {@link
 * io.logsentinel.core.detect.DetectionWriter} and {@link
 * io.logsentinel.core.detect.DetectionJsonWriter} are {@code detections.csv} and {@code
 * detections.json}.
 */
package io.logsentinel.core.detect;
