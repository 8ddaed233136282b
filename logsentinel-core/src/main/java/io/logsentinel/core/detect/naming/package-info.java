/**
 * What a finding looks like and who did it: a {@link io.logsentinel.core.detect.naming.Detection}
 * with an {@link io.logsentinel.core.detect.naming.AttackPattern}.
 */
package io.logsentinel.core.detect.naming;
