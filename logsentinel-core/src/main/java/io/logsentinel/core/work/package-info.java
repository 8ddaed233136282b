/**
 * Work that any thread may do and that has an order all the same: of its pieces, or of their
 * results. Not part of the public interface.
 */
package io.logsentinel.core.work;
