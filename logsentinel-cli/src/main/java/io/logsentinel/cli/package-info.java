/**
 * The command line: {@link io.logsentinel.cli.Main} parses the options and runs a command.
 *
 * <p>{@code pipeline} wires the stages of core and the forest to folders and files, {@code
 * terminal} says what people see, {@code simulate} makes flows to try it all on. Nothing here knows
 * statistics.
 */
package io.logsentinel.cli;
