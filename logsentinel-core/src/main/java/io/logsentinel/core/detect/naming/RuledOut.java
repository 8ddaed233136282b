package io.logsentinel.core.detect.naming;

/**
 * A pattern that a window was not given.
 *
 * @param pattern which one
 * @param why half a sentence
 */
public record RuledOut(AttackPattern pattern, String why) {}
