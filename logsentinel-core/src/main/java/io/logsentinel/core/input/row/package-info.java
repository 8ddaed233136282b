/**
 * Fields of a row to a flow, or to the reason why it is none: the columns of a file, what stands in
 * them, and the times among them. Public for the readers of {@code core.input} alone, not part of
 * the public interface.
 */
package io.logsentinel.core.input.row;
