/**
 * Benchmarks of the hot path. Each checks what it times before it times it.
 *
 * <p>Run one with {@code java -jar logsentinel-bench/target/benchmarks.jar NAME} after {@code mvn
 * package}; {@code -l} lists them.
 */
package io.logsentinel.bench;
