/** Outputs for other systems: an incident is an event, in the words of whoever takes it. */
package io.logsentinel.cli.output;
