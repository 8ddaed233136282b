/**
 * Dialects: names, units and words of one exporter's records, read from the data files of the
 * folder {@code input/dialects} among the resources, or from one of a user's own.
 */
package io.logsentinel.core.input.dialect;
