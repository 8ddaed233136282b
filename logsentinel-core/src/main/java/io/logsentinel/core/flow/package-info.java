/**
 * Flows: one as a {@link io.logsentinel.core.flow.FlowRecord}, thousands of them column by column
 * in a {@link io.logsentinel.core.flow.FlowBatch}, and the account of the rows they were read from.
 */
package io.logsentinel.core.flow;
