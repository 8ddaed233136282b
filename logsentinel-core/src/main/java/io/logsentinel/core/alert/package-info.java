/**
 * From windows to alerts: score, decision and presentation, kept apart.
 *
 * <p>{@link io.logsentinel.core.alert.Monitor} scores a window against the baseline and decides
 * ({@link io.logsentinel.core.alert.Assessment}); it asks for a {@link
 * io.logsentinel.core.alert.SecondOpinion} where it is given one. What is alerted becomes an {@link
 * io.logsentinel.core.alert.Alert}, with {@link io.logsentinel.core.alert.Severity severity},
 * {@link io.logsentinel.core.alert.Pattern pattern} and indicators. {@link
 * io.logsentinel.core.alert.AlertWriter} and {@link io.logsentinel.core.alert.DecisionWriter} are
 * {@code alerts_output.csv} and {@code decisions.csv}.
 */
package io.logsentinel.core.alert;
