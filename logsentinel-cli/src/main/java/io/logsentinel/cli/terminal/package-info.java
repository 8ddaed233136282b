/**
 * The output for people: messages, progress, alert blocks, the summary; hostile text made harmless.
 */
package io.logsentinel.cli.terminal;
