/**
 * Numbers, JSON, tables, addresses and digests as text: what every package stands on. Not part of
 * the public interface.
 */
package io.logsentinel.core.text;
