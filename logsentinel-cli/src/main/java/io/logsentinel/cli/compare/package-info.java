/** Two runs side by side: which incidents are new, which go on, which are gone. */
package io.logsentinel.cli.compare;
