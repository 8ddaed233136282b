/**
 * Bytes to flows: a {@link io.logsentinel.core.input.FlowReader} turns a {@link
 * io.logsentinel.core.input.FlowSource} into batches and keeps account of every row. Which column
 * is which is a {@link io.logsentinel.core.input.Dialect}.
 */
package io.logsentinel.core.input;
