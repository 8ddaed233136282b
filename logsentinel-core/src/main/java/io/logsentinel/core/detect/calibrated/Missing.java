package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Entity;

/**
 * Service or port that hardly a window of the baseline is without, and a window has no, or hardly
 * any, flows to.
 *
 * @param entity the service or port
 * @param expected its flows in a window of the baseline, their mean, above 0
 * @param most the flows that it has at most, as far as the window's profile lists them, from 0
 */
public record Missing(Entity entity, double expected, long most) {}
