/**
 * Pages for {@code man} and completion for shells, made from the commands while the packages are
 * built. They are of the build alone, so they stand beside the tests and in no jar.
 */
package io.logsentinel.cli.manual;
