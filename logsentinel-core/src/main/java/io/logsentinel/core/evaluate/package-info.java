/** Findings against labels: an {@link io.logsentinel.core.evaluate.Evaluation} with intervals. */
package io.logsentinel.core.evaluate;
