/**
 * The engine of core as jobs of Apache Flink: files whose records are windows, and sensors that
 * send flows through Kafka. What is judged is core's; here are only its state, its order and its
 * sinks.
 */
package io.logsentinel.flink;
