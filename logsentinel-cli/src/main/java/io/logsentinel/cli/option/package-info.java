/** The groups of options that commands share, where their values come from, and their limits. */
package io.logsentinel.cli.option;
