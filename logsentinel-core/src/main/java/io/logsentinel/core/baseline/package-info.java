/** Baselines that learn: windows train, are held back, merged with others, and forgotten. */
package io.logsentinel.core.baseline;
