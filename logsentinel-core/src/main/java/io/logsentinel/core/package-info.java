/**
 * Flow records in, explained alerts out: what a flow, a window, a baseline and a finding are, and
 * the stage functions between them.
 *
 * <p>A package per stage, in the order in which the data flows: {@link io.logsentinel.core.flow},
 * {@link io.logsentinel.core.input}, {@link io.logsentinel.core.allow}, {@link
 * io.logsentinel.core.window}, {@link io.logsentinel.core.detect}, {@link
 * io.logsentinel.core.baseline}, {@link io.logsentinel.core.incident}, {@link
 * io.logsentinel.core.evaluate}, {@link io.logsentinel.core.artifact}; each knows only those before
 * it, and {@link io.logsentinel.core.text}. A stage is a pure function: same input, same output, on
 * any machine. Nothing here knows paths, clocks or terminals.
 */
package io.logsentinel.core;
