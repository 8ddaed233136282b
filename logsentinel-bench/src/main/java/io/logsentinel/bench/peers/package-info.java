/** Other programs and libraries at the same work. */
package io.logsentinel.bench.peers;
