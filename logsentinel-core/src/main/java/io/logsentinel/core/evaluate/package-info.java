/**
 * How good the judges are, by the labels: figures with intervals.
 *
 * <p>{@link io.logsentinel.core.evaluate.TruthWindows} reads what each window holds by its labels,
 * as {@link io.logsentinel.core.evaluate.LabelWords} has them; {@link
 * io.logsentinel.core.evaluate.Verdicts} are what a {@link io.logsentinel.core.evaluate.Judge} said
 * of the same windows. Both make an {@link io.logsentinel.core.evaluate.Evaluation}, which {@link
 * io.logsentinel.core.evaluate.EvaluationWriter} writes as {@code evaluation.json}.
 */
package io.logsentinel.core.evaluate;
