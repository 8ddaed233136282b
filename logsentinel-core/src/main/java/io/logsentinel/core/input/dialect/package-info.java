/**
 * What an exporter calls its columns: data files beside this package's class path, read into a
 * {@link io.logsentinel.core.input.dialect.Dialect}.
 */
package io.logsentinel.core.input.dialect;
