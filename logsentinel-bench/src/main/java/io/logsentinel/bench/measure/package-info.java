/** Measures of windows, detections and incidents against simulated and real attacks. */
package io.logsentinel.bench.measure;
