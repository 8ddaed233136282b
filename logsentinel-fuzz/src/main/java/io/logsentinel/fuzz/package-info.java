/**
 * Targets of a fuzzer: each has a method {@code fuzzerTestOneInput}, to which no bytes may be such
 * that it ends with anything but a return.
 */
package io.logsentinel.fuzz;
