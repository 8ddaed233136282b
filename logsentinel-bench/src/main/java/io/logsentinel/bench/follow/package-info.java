/** Measures of a follower: how soon it tells, and what memory it takes. */
package io.logsentinel.bench.follow;
