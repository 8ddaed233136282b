/**
 * Allowlists: flows that are known, and to be no evidence of anything. An {@link
 * io.logsentinel.core.allow.Allowlist} holds the rules; windows leave what they allow out of their
 * profiles.
 */
package io.logsentinel.core.allow;
