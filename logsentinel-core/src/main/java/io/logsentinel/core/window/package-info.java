/**
 * Flows to windows and their profiles: a {@link io.logsentinel.core.window.Windower} cuts flows
 * into windows of a fixed number; a {@link io.logsentinel.core.window.Window} has nine sums, a
 * {@link io.logsentinel.core.window.Profile} the behaviour and the top talkers behind them.
 */
package io.logsentinel.core.window;
