/**
 * What a window's flows say of the addresses, services and flow shapes behind its sums.
 *
 * <p>A {@link io.logsentinel.core.profile.ProfileAccumulator} counts the flows of a window by
 * {@link io.logsentinel.core.profile.EntityKind kinds of entities} and makes a {@link
 * io.logsentinel.core.profile.Profile} of them: {@link io.logsentinel.core.profile.ProfileMetric
 * behavioural metrics} of volume, shape and spread, the entities with the most flows, and the first
 * and last time. {@link io.logsentinel.core.profile.ProfileJson} is a line of {@code
 * profile_<name>.jsonl}.
 */
package io.logsentinel.core.profile;
