/** How well windows, detections and incidents are found, by simulated and real attacks. */
package io.logsentinel.bench.measure;
