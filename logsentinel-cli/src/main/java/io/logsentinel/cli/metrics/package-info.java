/** Figures of a run for what watches it. */
package io.logsentinel.cli.metrics;
