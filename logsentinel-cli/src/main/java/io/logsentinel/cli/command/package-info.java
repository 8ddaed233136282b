/** The commands, one class each, and where their options come from. */
package io.logsentinel.cli.command;
