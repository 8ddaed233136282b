/**
 * Bytes to flows: a {@link io.logsentinel.core.input.FlowReader} reads a {@link
 * io.logsentinel.core.input.FlowSource} in its {@link io.logsentinel.core.input.FlowFormat}, hands
 * batches to a {@link io.logsentinel.core.input.FlowSink} and keeps account of every row. The
 * column of each field is data: a {@link io.logsentinel.core.input.dialect.Dialect}.
 */
package io.logsentinel.core.input;
