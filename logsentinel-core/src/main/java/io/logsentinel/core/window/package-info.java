/**
 * What a window is, and how flows become windows.
 *
 * <p>{@link io.logsentinel.core.window.Windowing} cuts flows into windows of a fixed number; a
 * {@link io.logsentinel.core.window.WindowAccumulator} sums up each one. A {@link
 * io.logsentinel.core.window.Window} has nine {@link io.logsentinel.core.window.Metric metrics} and
 * the share of attacks that its labels tell of. {@link io.logsentinel.core.window.WindowWriter} and
 * {@link io.logsentinel.core.window.WindowReader} are the windowed file.
 */
package io.logsentinel.core.window;
