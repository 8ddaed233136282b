/**
 * The small CSV tables among the artifacts (windows, alerts, decisions): UTF-8, LF, a header,
 * fields quoted where needed. The one place that knows the CSV library; flows, which are many and
 * hostile, are read by {@link io.logsentinel.core.flow} itself.
 */
package io.logsentinel.core.table;
