/** JMH benchmarks of the hot path. */
package io.logsentinel.bench.jmh;
