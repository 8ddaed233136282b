/**
 * What is kept of baselines that learn while they are used: each of them, and what came of what.
 */
package io.logsentinel.cli.adapt;
