/**
 * Names for findings and the addresses behind them: a {@link
 * io.logsentinel.core.detect.naming.Detection} with an {@link
 * io.logsentinel.core.detect.naming.AttackPattern}.
 */
package io.logsentinel.core.detect.naming;
