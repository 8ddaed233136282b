/**
 * Flow records in, explained alerts out: what a flow, a window, a baseline and an alert are, and
 * the stage functions between them.
 *
 * <p>A package per stage, in the order in which the data flows: {@link io.logsentinel.core.flow},
 * {@link io.logsentinel.core.window}, {@link io.logsentinel.core.baseline}, {@link
 * io.logsentinel.core.alert}. Each stage is a pure function of its input: same input, same output,
 * on any machine. Readers and writers of the artifacts stand beside their types and work on
 * streams; nothing here knows paths, clocks or terminals.
 */
package io.logsentinel.core;
