/** The command line: {@link io.logsentinel.cli.Main} parses the options and runs a command. */
package io.logsentinel.cli;
