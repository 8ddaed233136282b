package io.logsentinel.core.detect.naming;

/**
 * Pattern that a window was not given, with the reason.
 *
 * @param pattern that was ruled out
 * @param why half a sentence
 */
public record RuledOut(AttackPattern pattern, String why) {}
