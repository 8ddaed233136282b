/**
 * What a flow is, and how flows are read and written.
 *
 * <p>Bytes come from a {@link io.logsentinel.core.flow.FlowSource}; a {@link
 * io.logsentinel.core.flow.FlowReader} turns them into columnar {@link
 * io.logsentinel.core.flow.FlowBatch batches} and keeps account of every row ({@link
 * io.logsentinel.core.flow.RowCounts}: read = kept + rejected by {@link
 * io.logsentinel.core.flow.Rejection reason}). Which column is which is a {@link
 * io.logsentinel.core.flow.Dialect}; where the flows go is a {@link
 * io.logsentinel.core.flow.FlowSink}. A {@link io.logsentinel.core.flow.FlowRecord} is the view of
 * one row; a {@link io.logsentinel.core.flow.FlowWriter} writes the cleaned file.
 */
package io.logsentinel.core.flow;
