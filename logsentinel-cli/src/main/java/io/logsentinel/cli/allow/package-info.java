/** Allowlists: the file that a user writes, and what became of its rules in a run. */
package io.logsentinel.cli.allow;
